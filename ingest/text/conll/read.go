package conll

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
)

// A Sentence is one tree of a treebank.
type Sentence struct {
	ID             string // "# sent_id"
	Text           string // "# text"
	NewPar, NewDoc bool   // whether a paragraph or document begins with it
	Words          []Word
}

// A Word is one line of CoNLL-U: a syntactic word.
type Word struct {
	Form, Lemma, UPOS, XPOS string
	Head                    int // index in Sentence.Words, -1 for the root
	Deprel                  string
	Surface                 int // words of one surface token (a multiword token's range) share a number
	Misc                    string
}

// Forms returns the words' forms.
func (s *Sentence) Forms() []string {
	forms := make([]string, len(s.Words))
	for i, w := range s.Words {
		forms[i] = w.Form
	}
	return forms
}

// ReadFile reads a .conllu or .conllu.gz file.
func ReadFile(path string) ([]Sentence, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(path, ".gz") {
		if r, err = gzip.NewReader(f); err != nil {
			return nil, fmt.Errorf("read %s: %w", path, err)
		}
	}
	s, err := Read(r)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	return s, nil
}

// Read reads CoNLL-U. Empty nodes are left out; of multiword tokens the words are kept. Errors name the line.
func Read(r io.Reader) ([]Sentence, error) {
	var out []Sentence
	var cur Sentence
	surface, until := 0, 0 // number of the surface token, and the last word of a multiword token
	sc := bufio.NewScanner(r)
	sc.Buffer(make([]byte, 1<<16), 1<<24)
	for n := 1; sc.Scan(); n++ {
		line := sc.Text()
		switch {
		case line == "":
			if len(cur.Words) > 0 {
				out = append(out, cur)
			}
			cur, surface, until = Sentence{}, 0, 0
		case line[0] == '#':
			cur.comment(line)
		default:
			fields := strings.Split(line, "\t")
			if len(fields) != 10 {
				return nil, fmt.Errorf("line %d: %d columns, want 10", n, len(fields))
			}
			if from, to, ok := strings.Cut(fields[0], "-"); ok {
				end, err := strconv.Atoi(to)
				if err != nil {
					return nil, fmt.Errorf("line %d: range %s-%s: %w", n, from, to, err)
				}
				surface, until = surface+1, end
				continue
			}
			if strings.Contains(fields[0], ".") {
				continue
			}
			w, err := parseWord(fields)
			if err != nil {
				return nil, fmt.Errorf("line %d: %w", n, err)
			}
			if len(cur.Words)+1 > until {
				surface++
			}
			w.Surface = surface
			cur.Words = append(cur.Words, w)
		}
	}
	if len(cur.Words) > 0 {
		out = append(out, cur)
	}
	return out, sc.Err()
}

func (s *Sentence) comment(line string) {
	key, value, _ := strings.Cut(strings.TrimSpace(line[1:]), "=")
	value = strings.TrimSpace(value)
	switch strings.TrimSpace(key) {
	case "sent_id":
		s.ID = value
	case "text":
		s.Text = value
	case "newpar", "newpar id", "newpar_block":
		s.NewPar = true
	case "newdoc", "newdoc id":
		s.NewDoc = true
	}
}

func parseWord(f []string) (Word, error) {
	head, err := strconv.Atoi(f[6])
	if err != nil {
		return Word{}, fmt.Errorf("head: %w", err)
	}
	return Word{Form: f[1], Lemma: f[2], UPOS: f[3], XPOS: f[4], Head: head - 1, Deprel: f[7], Misc: f[9]}, nil
}
