package eval

import (
	"cmp"
	"hash/fnv"
	"math"
	"slices"
)

// A Bin is the claims of a range of confidence.
type Bin struct {
	From  float64 `json:"from"`  // the least confidence
	To    float64 `json:"to"`    // the greatest
	N     int     `json:"n"`     // claims
	Mean  float64 `json:"mean"`  // of their confidence
	Right float64 `json:"right"` // share of them that are right
}

// bins is how many ranges a reliability table has.
const bins = 5

// Reliability returns the reliability table of the judged claims: for each fifth of them, in order of confidence, how many are right.
// Calibrated confidences have Mean and Right alike.
func (r *Report) Reliability() []Bin {
	js := slices.Clone(r.Judged)
	slices.SortStableFunc(js, func(a, b Judged) int { return cmp.Compare(a.Confidence, b.Confidence) })
	var out []Bin
	for i := range bins {
		part := js[i*len(js)/bins : (i+1)*len(js)/bins]
		if len(part) == 0 {
			continue
		}
		b := Bin{From: part[0].Confidence, To: part[len(part)-1].Confidence, N: len(part)}
		for _, j := range part {
			b.Mean += j.Confidence / float64(b.N)
			b.Right += float64(one(j.Right)) / float64(b.N)
		}
		out = append(out, b)
	}
	return out
}

// Brier returns the Brier score of the confidences, the mean square of what they are off (Brier 1950; 0 is best), and that of
// whoever gave every claim the mean of all.
func (r *Report) Brier() (score, baseline float64) {
	n := float64(len(r.Judged))
	if n == 0 {
		return math.NaN(), math.NaN()
	}
	right := 0.0
	for _, j := range r.Judged {
		x := float64(one(j.Right))
		right += x
		score += (j.Confidence - x) * (j.Confidence - x)
	}
	share := right / n
	return score / n, share * (1 - share)
}

// A Curve makes a confidence of a score: 1/(1+exp(-(Intercept + Slope·ln(score/(1-score))))).
type Curve struct{ Intercept, Slope float64 }

func (c Curve) at(score float64) float64 {
	return 1 / (1 + math.Exp(-(c.Intercept + c.Slope*logit(score))))
}

func logit(p float64) float64 {
	p = min(0.98, max(0.02, p)) // one claim that is right by luck does not count for very many
	return math.Log(p / (1 - p))
}

// priorSlope is the slope that few claims leave a curve at: half as steep as to take scores for shares. It weighs as much as one claim.
const priorSlope = 0.5

// Fit fits a curve to judged claims by maximum likelihood, with a prior on its slope. score gives the score of a claim from its confidence.
func Fit(judged []Judged, score func(confidence float64) float64) Curve {
	c := Curve{0, priorSlope}
	xs := make([]float64, len(judged))
	for i, j := range judged {
		xs[i] = logit(score(j.Confidence))
	}
	for range 100 { // Newton's steps; the likelihood has one top
		var g0, g1 float64
		h00, h01, h11 := 1e-9, 0.0, 1.0
		g1 = priorSlope - c.Slope
		for i, j := range judged {
			p := 1 / (1 + math.Exp(-(c.Intercept + c.Slope*xs[i])))
			d, w := float64(one(j.Right))-p, p*(1-p)
			g0, g1 = g0+d, g1+d*xs[i]
			h00, h01, h11 = h00+w, h01+w*xs[i], h11+w*xs[i]*xs[i]
		}
		det := h00*h11 - h01*h01
		if det <= 0 {
			break
		}
		c.Intercept += (h11*g0 - h01*g1) / det
		c.Slope += (h00*g1 - h01*g0) / det
	}
	return c
}

// folds is into how many parts articles are dealt to see how a curve does on those that it was not fitted to.
const folds = 8

// CrossValidate returns the Brier score of curves on the articles that were left out when each was fitted, and that of the mean of the others.
func CrossValidate(judged []Judged, score func(confidence float64) float64) (brier, baseline float64) {
	for fold := range folds {
		var in, out []Judged
		for _, j := range judged {
			h := fnv.New32a()
			h.Write([]byte(j.Article))
			if int(h.Sum32()%folds) == fold {
				out = append(out, j)
			} else {
				in = append(in, j)
			}
		}
		c, mean := Fit(in, score), 0.0
		for _, j := range in {
			mean += float64(one(j.Right)) / float64(len(in))
		}
		for _, j := range out {
			x := float64(one(j.Right))
			brier += (c.at(score(j.Confidence)) - x) * (c.at(score(j.Confidence)) - x)
			baseline += (mean - x) * (mean - x)
		}
	}
	n := float64(len(judged))
	return brier / n, baseline / n
}
