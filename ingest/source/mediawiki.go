package source

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"geokg/schema"
)

// A wikiPage is a page of a MediaWiki export (mediawiki.org/xml/export-0.11), with its revisions from old to new.
type wikiPage struct {
	Title     string    `xml:"title"`
	Namespace int       `xml:"ns"`
	ID        int64     `xml:"id"`
	Redirect  *struct{} `xml:"redirect"`
	Revisions []struct {
		Text string `xml:"text"`
	} `xml:"revision"`
}

// A wikiSite is what such a file says of the wiki.
type wikiSite struct {
	Name string `xml:"sitename"`
	Base string `xml:"base"` // the address of its main page
}

// mediaWiki reads the articles of a MediaWiki export: the last revision of each page that is no redirect, no talk and no template.
func (w *walker) mediaWiki(name string, r *bufio.Reader) error {
	l := lineReader{r: r, limit: w.opts.MaxBytes}
	var site wikiSite
	var part []byte // of the element that is being read
	var until string
	start, long, before := 0, false, w.given
	for l.next() {
		if until == "" {
			switch {
			case bytes.Contains(l.line, []byte("<siteinfo>")):
				until = "</siteinfo>"
			case bytes.Contains(l.line, []byte("<page>")):
				until = "</page>"
			default:
				continue
			}
			part, start, long = part[:0], l.number, false
		}
		if long = long || l.long || int64(len(part)+len(l.line)) > w.opts.MaxBytes; !long {
			part = append(part, l.line...)
		}
		if !bytes.Contains(l.line, []byte(until)) {
			continue
		}
		at := name + ":" + strconv.Itoa(start)
		err := error(nil)
		switch {
		case until == "</siteinfo>":
			if i := bytes.Index(part, []byte("<siteinfo>")); i > 0 {
				part = part[i:] // the root may begin on the same line
			}
			_ = xml.Unmarshal(part, &site) // pages have no address then
		case long:
			err = w.fail(at, w.tooLarge())
		default:
			err = w.wikiPage(at, part, site)
		}
		if err != nil {
			return err
		}
		until = ""
	}
	switch {
	case l.err != nil:
		return w.fail(name, damaged(l.err))
	case until != "":
		return w.fail(name+":"+strconv.Itoa(start), fmt.Errorf("%w: the file ends within the page", ErrDamaged))
	case w.given == before:
		return w.fail(name, fmt.Errorf("%w: no articles in the wiki's export", ErrEmpty))
	}
	return nil
}

func (w *walker) wikiPage(name string, b []byte, site wikiSite) error {
	var p wikiPage
	b = bytes.TrimSpace(b)
	if i := bytes.Index(b, []byte("<page>")); i > 0 {
		b = b[i:]
	}
	if err := xml.Unmarshal(b, &p); err != nil {
		return w.fail(name, fmt.Errorf("%w: %w", ErrInvalidRecord, err))
	}
	if p.Namespace != 0 || p.Redirect != nil || len(p.Revisions) == 0 {
		return nil
	}
	text, published := wikiText(p.Revisions[len(p.Revisions)-1].Text)
	if text == "" {
		return nil
	}
	a := &schema.Article{Key: strconv.FormatInt(p.ID, 10), Title: p.Title, Site: site.Name, Text: text, Published: published}
	if u, err := url.Parse(site.Base); err == nil && u.IsAbs() {
		if i := strings.LastIndexByte(u.Path, '/'); i >= 0 {
			u.Path, u.RawPath = u.Path[:i+1]+strings.ReplaceAll(p.Title, " ", "_"), ""
			a.URL = u.String()
		}
	}
	return w.give(Item{Name: name, Article: a})
}
