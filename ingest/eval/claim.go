package eval

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"geokg/schema"
)

// A Claim is one of gold or of the extractor, in the keys of the gold format. An empty text stands for null.
type Claim struct {
	Subject      string            `json:"subject"`
	SubjectLabel schema.Label      `json:"subject_label"`
	SubjectOf    string            `json:"subject_of"` // see [schema.Entity.Of]
	Relation     string            `json:"relation"`
	Object       string            `json:"object"`
	ObjectLabel  schema.Label      `json:"object_label"`
	ObjectOf     string            `json:"object_of"`
	Factuality   schema.Factuality `json:"factuality"`
	Date         string            `json:"date"`
	Attribution  string            `json:"attribution"`
	Evidence     string            `json:"evidence"`

	// Of the extractor.
	Confidence float64  `json:"confidence"`
	PLOVER     texts    `json:"plover"`
	Reasons    []string `json:"reasons"`

	// Of gold: all names that annotators gave, and whether one of them alone made the claim.
	SubjectNames []string `json:"subject_names"`
	ObjectNames  []string `json:"object_names"`
	Optional     bool     `json:"optional"`
}

// texts is null, a text or a list of them in JSON.
type texts []string

func (s *texts) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '"' {
		*s = make(texts, 1)
		return json.Unmarshal(b, &(*s)[0])
	}
	return json.Unmarshal(b, (*[]string)(s))
}

// Gold holds the gold claims of articles, in order of article id.
type Gold []GoldArticle

// A GoldArticle is an article with the claims that it makes.
type GoldArticle struct {
	ID     string  `json:"id"`
	Claims []Claim `json:"claims"`
}

// ReadGold reads a folder of gold claims: one .json file an article.
func ReadGold(folder string) (Gold, error) {
	files, err := filepath.Glob(filepath.Join(folder, "*.json")) // sorted
	if err != nil {
		return nil, err
	}
	var gold Gold
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			return nil, err
		}
		var a GoldArticle
		if err := json.Unmarshal(b, &a); err != nil {
			return nil, fmt.Errorf("%s: %w", f, err)
		}
		if a.ID == "" {
			return nil, fmt.Errorf("%s: no id", f)
		}
		gold = append(gold, a)
	}
	if len(gold) == 0 {
		return nil, fmt.Errorf("no gold claims (.json files) in %s", folder)
	}
	return gold, nil
}

// ReadPredicted reads claims as `geokg extract --format jsonl` prints them, by article id.
func ReadPredicted(r io.Reader) (map[string][]Claim, error) {
	predicted := map[string][]Claim{}
	err := eachLine(r, func(line []byte) error {
		var a GoldArticle
		if err := json.Unmarshal(line, &a); err != nil {
			return err
		}
		predicted[a.ID] = a.Claims
		return nil
	})
	return predicted, err
}

// eachLine calls f for each line that is not blank; an error tells the line's number.
func eachLine(r io.Reader, f func([]byte) error) error {
	lines := bufio.NewReaderSize(r, 1<<16)
	for n := 1; ; n++ {
		line, err := lines.ReadBytes('\n')
		if line = bytes.TrimSpace(line); len(line) > 0 {
			if err := f(line); err != nil {
				return fmt.Errorf("line %d: %w", n, err)
			}
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}
