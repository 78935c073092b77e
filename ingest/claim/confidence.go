package claim

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// A calibration makes a confidence of a score by a logistic curve (Platt 1999, "Probabilistic outputs for support vector machines").
type calibration struct{ intercept, slope float64 }

var fitted = mustCalibration()

func mustCalibration() calibration {
	b, err := knowledge.ReadFile("calibration.txt")
	if err != nil {
		panic(err) // it is embedded
	}
	c, err := readCalibration(string(b))
	if err != nil {
		panic("geokg/ingest/claim: calibration.txt: " + err.Error())
	}
	return c
}

func readCalibration(file string) (c calibration, err error) {
	values := map[string]*float64{"intercept": &c.intercept, "slope": &c.slope}
	for line := range strings.Lines(file) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		name, value, _ := strings.Cut(line, " | ")
		to := values[name]
		if to == nil {
			return c, fmt.Errorf("%q: want intercept or slope, once", line)
		}
		if *to, err = strconv.ParseFloat(value, 64); err != nil {
			return c, err
		}
		delete(values, name)
	}
	if len(values) > 0 || c.slope <= 0 {
		return c, fmt.Errorf("want an intercept and a slope above 0")
	}
	return c, nil
}

// Scores outside of these bounds are taken for them, so that one claim that is right by luck does not count for very many.
const leastScore, greatestScore = 0.02, 0.98

// confidence returns the share of claims of that score that are right, to three digits.
func (c calibration) confidence(score float64) float64 {
	score = min(greatestScore, max(leastScore, score))
	p := 1 / (1 + math.Exp(-(c.intercept + c.slope*math.Log(score/(1-score)))))
	return math.Round(p*1000) / 1000
}

// Score returns the score from which a confidence was made, as far as its digits tell: for those who fit the curve anew.
func Score(confidence float64) float64 {
	confidence = min(0.999, max(0.001, confidence))
	x := (math.Log(confidence/(1-confidence)) - fitted.intercept) / fitted.slope
	return 1 / (1 + math.Exp(-x))
}

// Weights that make a score; a frame may have its own.
const (
	frameWeight = 0.85 // of a frame
	ownerWeight = 0.85 // who owns what is named stands for it
	longWeight  = 0.9  // long sentences are parsed worse
	longTokens  = 40
)

// confidence multiplies how sure the frame and the links are, and calibrates the product. It says what went into it.
func (c *sentenceCoder) confidence(f *frame, s, o filler) (confidence float64, why string) {
	p := f.options.weight
	if p == 0 {
		p = frameWeight
	}
	parts := []string{fmt.Sprintf("frame %.2f", p)}
	times := func(what string, x float64) {
		p *= x
		parts = append(parts, fmt.Sprintf("%s %.2f", what, x))
	}
	for _, side := range []struct {
		name string
		filler
	}{{"subject", s}, {"object", o}} {
		if side.mention != nil && side.mention.Score > 0 {
			times(side.name, side.mention.Score)
		}
		if side.owner {
			times(side.name+" by what it owns", ownerWeight)
		}
	}
	if len(c.tokens) > longTokens {
		times("long sentence", longWeight)
	}
	return fitted.confidence(p), fmt.Sprintf("score %.2f = %s", p, strings.Join(parts, " × "))
}
