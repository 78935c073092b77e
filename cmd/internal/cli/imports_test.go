package cli

import (
	"bytes"
	"encoding/json"
	"io"
	"os/exec"
	"path"
	"slices"
	"strings"
	"testing"
)

const module = "geokg"

// A listedPackage is what these rules need of `go list -json`.
type listedPackage struct {
	ImportPath string
	Name       string
	Standard   bool
	GoFiles    []string
	Imports    []string
	Deps       []string
}

// under reports whether the package is dir or lies below it; dir is within the module.
func under(pkg, dir string) bool {
	dir = path.Join(module, dir)
	return pkg == dir || strings.HasPrefix(pkg, dir+"/")
}

func (p *listedPackage) under(dir string) bool { return under(p.ImportPath, dir) }
func (p *listedPackage) own() bool             { return under(p.ImportPath, "") }

// listPackages returns the packages of the module and all that they need.
func listPackages(t *testing.T) map[string]*listedPackage {
	t.Helper()
	cmd := exec.Command("go", "list", "-deps", "-json=ImportPath,Name,Standard,GoFiles,Imports,Deps", module+"/...")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, stderr.Bytes())
	}
	pkgs := map[string]*listedPackage{}
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p listedPackage
		if err := dec.Decode(&p); err == io.EOF {
			return pkgs
		} else if err != nil {
			t.Fatal(err)
		}
		pkgs[p.ImportPath] = &p
	}
}

// only lists what may be imported under certain folders alone.
var only = []struct {
	what   string
	prefix string // of import paths
	under  []string
}{
	{"goquery", "github.com/PuerkitoBio/goquery", []string{"ingest/webpage"}},
	{"go-readability", "codeberg.org/readeck/go-readability", []string{"ingest/webpage"}},
	{"whatlanggo", "github.com/abadojack/whatlanggo", []string{"ingest/language"}},
	{"the Neo4j driver", "github.com/neo4j/neo4j-go-driver", []string{"graph/neo4j"}},
	{"the SQLite driver", "modernc.org/sqlite", []string{"graph/sqlite"}},
	{"cobra", "github.com/spf13/cobra", []string{"cmd"}},
	{"go-pretty", "github.com/jedib0t/go-pretty", []string{"cmd"}},
	{"the progress bar", "github.com/schollz/progressbar", []string{"cmd"}},
}

// TestImports holds the rule that imports go one way; see CONTRIBUTING.md, "How the packages hang together".
func TestImports(t *testing.T) {
	pkgs := listPackages(t)
	if len(pkgs) == 0 || pkgs["geokg/schema"] == nil {
		t.Fatal("go list shows no packages of the module")
	}
	for _, p := range pkgs {
		if !p.own() {
			continue
		}
		for _, imp := range p.Imports {
			checkImport(t, p, pkgs[imp], imp)
		}
		checkSides(t, p)
		checkName(t, p)
	}
}

func checkImport(t *testing.T, p, q *listedPackage, imp string) {
	t.Helper()
	for _, r := range only {
		allowed := slices.ContainsFunc(r.under, p.under)
		if (imp == r.prefix || strings.HasPrefix(imp, r.prefix+"/")) && !allowed {
			t.Errorf("%s imports %s; %s stays under %s", p.ImportPath, imp, r.what, strings.Join(r.under, ", "))
		}
	}
	switch {
	case p.under("schema"):
		if q == nil || !q.Standard {
			t.Errorf("%s imports %s; schema imports the standard library only", p.ImportPath, imp)
		}
	case p.ImportPath == "geokg/ingest" || !under(imp, ""):
	case p.under("ingest"):
		if child := childOfIngest(p.ImportPath); !under(imp, "schema") && !under(imp, "ingest/gazetteer") && !under(imp, child) && child != "ingest/eval" {
			t.Errorf("%s imports %s; a child of ingest imports schema, the gazetteer and what is below it, not its siblings", p.ImportPath, imp)
		}
	case p.under("graph"):
		if !under(imp, "schema") && !under(imp, "graph") {
			t.Errorf("%s imports %s; graph imports schema only", p.ImportPath, imp)
		}
	}
	if under(imp, "cmd") && !p.under("cmd") {
		t.Errorf("%s imports %s; nothing imports the command", p.ImportPath, imp)
	}
}

// childOfIngest returns "ingest/text" for "geokg/ingest/text/conll".
func childOfIngest(pkg string) string {
	parts := strings.Split(strings.TrimPrefix(pkg, module+"/"), "/")
	return path.Join(parts[:min(2, len(parts))]...)
}

// checkSides holds that ingest and graph don't know each other, by whatever way.
func checkSides(t *testing.T, p *listedPackage) {
	t.Helper()
	needs := func(dir string) bool {
		return p.under(dir) || slices.ContainsFunc(p.Deps, func(d string) bool { return under(d, dir) })
	}
	if needs("ingest") && needs("graph") && !p.under("cmd") && !p.under("examples") {
		t.Errorf("%s needs both ingest and graph; only cmd and examples see both", p.ImportPath)
	}
}

// checkName refuses names that say nothing, and packages that don't say what they are.
func checkName(t *testing.T, p *listedPackage) {
	t.Helper()
	for _, bad := range []string{"util", "utils", "common", "helper", "helpers", "types", "models"} {
		if p.Name == bad || path.Base(p.ImportPath) == bad {
			t.Errorf("%s: no package is called %s", p.ImportPath, bad)
		}
	}
	if p.Name != "main" && !slices.Contains(p.GoFiles, "doc.go") {
		t.Errorf("%s has no doc.go", p.ImportPath)
	}
}
