package cli

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"geokg/ingest/eval"
	"geokg/ingest/webpage"
)

// pagesGold is the file of a folder of web pages that holds their right texts, by page id.
const pagesGold = "gold.json"

// A pageResult is how one page was read.
type pageResult struct {
	ID string `json:"id"`
	eval.PageScore
	Error string `json:"error,omitempty"`
}

// A pagesView is how the pages of a folder were read.
type pagesView struct {
	Precision float64      `json:"precision"`
	Recall    float64      `json:"recall"`
	F1        float64      `json:"f1"`
	Pages     []pageResult `json:"pages"` // the worst first

	errors bool
}

// scorePages reads html/ID.html, or .html.gz, of each page of gold.json and scores its main text.
func scorePages(folder string) (*pagesView, error) {
	b, err := os.ReadFile(filepath.Join(folder, pagesGold))
	if err != nil {
		return nil, err
	}
	var gold map[string]struct{ ArticleBody, URL string }
	if err := json.Unmarshal(b, &gold); err != nil {
		return nil, fmt.Errorf("%s: %w", filepath.Join(folder, pagesGold), err)
	}
	v := &pagesView{}
	var scores []eval.PageScore
	for _, id := range slices.Sorted(maps.Keys(gold)) {
		page, err := readPage(filepath.Join(folder, "html", id+".html"))
		if err != nil {
			return nil, err
		}
		r := pageResult{ID: id}
		a, err := webpage.Extract(page, webpage.Options{URL: gold[id].URL})
		if err != nil {
			r.Error = err.Error()
		}
		r.PageScore = eval.ScorePage(gold[id].ArticleBody, a.Text)
		scores, v.Pages = append(scores, r.PageScore), append(v.Pages, r)
	}
	v.Precision, v.Recall, v.F1 = eval.PageRates(scores)
	slices.SortStableFunc(v.Pages, func(a, b pageResult) int { return cmp.Compare(a.Both, b.Both) })
	return v, nil
}

// readPage reads a page, or its gzip.
func readPage(path string) ([]byte, error) {
	b, err := os.ReadFile(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return b, err
	}
	if b, err = os.ReadFile(path + ".gz"); err != nil {
		return nil, err
	}
	z, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		return nil, fmt.Errorf("%s.gz: %w", path, err)
	}
	return io.ReadAll(z)
}

func (v *pagesView) value() any           { return v }
func (v *pagesView) lines() iter.Seq[any] { return each(v.Pages) }

func (v *pagesView) table() (head []string, rows [][]string) {
	for _, p := range v.Pages {
		rows = append(rows, []string{p.ID, fmt.Sprintf("%.3f", p.Both), fmt.Sprintf("%.3f", p.Extra), fmt.Sprintf("%.3f", p.Missing), p.Error})
	}
	return []string{"page", "both", "extra", "missing", "error"}, rows
}

func (v *pagesView) text(p *printer) {
	p.line("main text of %s  P %.3f  R %.3f  F1 %.3f", count(len(v.Pages), "page"), v.Precision, v.Recall, v.F1)
	if !v.errors {
		return
	}
	for _, r := range v.Pages {
		if r.Extra+r.Missing > 0 || r.Error != "" {
			p.line("%.3f right  %.3f too much  %.3f missing  %s  %s", r.Both, r.Extra, r.Missing, r.ID, r.Error)
		}
	}
}
