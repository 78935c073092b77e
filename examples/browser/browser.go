package browser

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"path"
	"strings"
)

//go:embed style.grass guide.html.tmpl scripts/*.cypher
var files embed.FS

// Names of what [Handler] serves and [Files] holds.
const (
	StyleFile = "style.grass"
	GuideFile = "guide.html"
)

// A Script is a Cypher statement with what is said about it.
type Script struct {
	File   string // "scripts/03-who-threatens-whom.cypher"
	Title  string
	About  string
	Cypher string // without the comments above it
}

// Scripts returns the scripts in order of file name.
func Scripts() ([]Script, error) {
	names, err := fs.Glob(files, "scripts/*.cypher")
	if err != nil {
		return nil, err
	}
	var ss []Script
	for _, name := range names {
		b, err := files.ReadFile(name)
		if err != nil {
			return nil, err
		}
		s := Script{File: name, Cypher: string(b)}
		for _, to := range []*string{&s.Title, &s.About} {
			line, rest, _ := strings.Cut(s.Cypher, "\n")
			text, ok := strings.CutPrefix(line, "// ")
			if !ok {
				return nil, fmt.Errorf("%s: want two lines of comment at its head, a title and what it shows", name)
			}
			*to, s.Cypher = text, rest
		}
		ss = append(ss, s)
	}
	return ss, nil
}

// Files returns all files by their path: the style, the guide and the scripts. address is the host and port at which the guide says that
// the style is.
func Files(address string) (map[string][]byte, error) {
	scripts, err := Scripts()
	if err != nil {
		return nil, err
	}
	t, err := template.ParseFS(files, "guide.html.tmpl")
	if err != nil {
		return nil, err
	}
	var guide bytes.Buffer
	if err := t.Execute(&guide, map[string]any{"Address": address, "Scripts": scripts}); err != nil {
		return nil, err
	}
	all := map[string][]byte{GuideFile: guide.Bytes()}
	for _, name := range append([]string{StyleFile}, scriptFiles(scripts)...) {
		if all[name], err = files.ReadFile(name); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func scriptFiles(ss []Script) []string {
	var names []string
	for _, s := range ss {
		names = append(names, s.File)
	}
	return names
}

// Handler serves the files at a host and port to pages of any origin, as Browser needs it: Browser is a page of another one and asks
// for guides and styles from there. There is nothing in the files that a page may not know.
func Handler(address string) (http.Handler, error) {
	all, err := Files(address)
	if err != nil {
		return nil, err
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Access-Control-Allow-Origin", "*")
		h.Set("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS")
		h.Set("Access-Control-Allow-Headers", "*")
		h.Set("Access-Control-Allow-Private-Network", "true")
		h.Set("X-Content-Type-Options", "nosniff")
		switch r.Method {
		case http.MethodOptions:
			w.WriteHeader(http.StatusNoContent)
			return
		case http.MethodGet, http.MethodHead:
		default:
			http.Error(w, "only GET", http.StatusMethodNotAllowed)
			return
		}
		name := strings.TrimPrefix(path.Clean(r.URL.Path), "/")
		if name == "" || name == "." {
			name = GuideFile
		}
		b, ok := all[name]
		if !ok {
			http.NotFound(w, r)
			return
		}
		typ := "text/plain; charset=utf-8"
		if name == GuideFile {
			typ = "text/html; charset=utf-8"
		}
		h.Set("Content-Type", typ)
		w.Write(b)
	}), nil
}
