package conll

import (
	"bufio"
	"compress/gzip"
	"errors"
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
	Names          []Name // where the treebank marks entities in the manner of GUM
	Marked         bool   // whether it does
}

// A Word is one line of CoNLL-U: a syntactic word.
type Word struct {
	Form, Lemma, UPOS, XPOS string
	Feats                   string // as in the file, "_" for none
	Head                    int    // index in Sentence.Words, -1 for the root
	Deprel                  string
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
	sc := bufio.NewScanner(r)
	sc.Buffer(make([]byte, 1<<16), 1<<24)
	n, marked := 0, false
	closeSentence := func() {
		if cur.Marked = marked; marked {
			cur.Names = names(cur.Words)
		}
		if len(cur.Words) > 0 {
			out = append(out, cur)
		}
		cur = Sentence{}
	}
	for sc.Scan() {
		n++
		line := sc.Text()
		switch {
		case line == "":
			if err := cur.check(); err != nil {
				return nil, fmt.Errorf("line %d: %w", n, err)
			}
			closeSentence()
		case line[0] == '#':
			marked = marked || strings.HasPrefix(line, "# global.Entity")
			cur.comment(line)
		default:
			if err := cur.addLine(line); err != nil {
				return nil, fmt.Errorf("line %d: %w", n, err)
			}
		}
	}
	err := cur.check()
	if err == nil {
		closeSentence()
	}
	return out, errors.Join(sc.Err(), err)
}

// addLine adds a word; lines of multiword tokens and of empty nodes add nothing.
func (s *Sentence) addLine(line string) error {
	f := strings.Split(line, "\t")
	if len(f) != 10 {
		return fmt.Errorf("%d columns, want 10", len(f))
	}
	if strings.ContainsAny(f[0], "-.") {
		return nil
	}
	head, err := strconv.Atoi(f[6])
	if err != nil {
		return fmt.Errorf("head: %w", err)
	}
	s.Words = append(s.Words, Word{Form: f[1], Lemma: f[2], UPOS: f[3], XPOS: f[4], Feats: f[5], Head: head - 1, Deprel: f[7], Misc: f[9]})
	return nil
}

// check reports a head that is no word of the sentence.
func (s *Sentence) check() error {
	for i, w := range s.Words {
		if w.Head < -1 || w.Head >= len(s.Words) || w.Head == i {
			return fmt.Errorf("sentence %s, word %d: head %d of %d words", s.ID, i+1, w.Head+1, len(s.Words))
		}
	}
	return nil
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
