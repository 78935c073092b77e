package schema

import (
	_ "embed"
	"fmt"
	"sort"
	"strconv"
	"strings"
)

// A Label is the kind of an entity; in Neo4j, its first node label.
type Label string

// The labels of the ontology. ontology.txt says what each holds.
const (
	Country      Label = "Country"
	Agency       Label = "Agency"
	Alliance     Label = "Alliance"
	Event        Label = "Event"
	Person       Label = "Person"
	Organization Label = "Organization"
	Place        Label = "Place"
	Agreement    Label = "Agreement"
)

// A LabelInfo is a label with what it holds.
type LabelInfo struct {
	Name    Label  `json:"name"`
	Meaning string `json:"meaning"`
}

// A QuadClass sorts relations by tone and substance, as PLOVER and CAMEO do.
type QuadClass int

const (
	QuadNone                QuadClass = iota // a state of affairs
	QuadVerbalCooperation                    // words in favour
	QuadMaterialCooperation                  // deeds in favour
	QuadVerbalConflict                       // words against
	QuadMaterialConflict                     // deeds against
)

func (q QuadClass) String() string {
	return [...]string{"none", "verbal cooperation", "material cooperation", "verbal conflict", "material conflict"}[q]
}

// MarshalText writes the class by its name.
func (q QuadClass) MarshalText() ([]byte, error) { return []byte(q.String()), nil }

// A Relation is a type of claim, with the labels that its subject and object may have.
type Relation struct {
	Name      string    `json:"name"`
	Domain    []Label   `json:"domain"`
	Range     []Label   `json:"range"`
	Symmetric bool      `json:"symmetric"`
	CAMEO     string    `json:"cameo,omitempty"`  // root code, two digits
	PLOVER    string    `json:"plover,omitempty"` // event type
	Quad      QuadClass `json:"quad"`
	Wikidata  string    `json:"wikidata,omitempty"` // property
	Meaning   string    `json:"meaning"`
}

// Accepts reports whether a subject and an object of these labels may stand in the relation.
func (r *Relation) Accepts(subject, object Label) bool {
	return hasLabel(r.Domain, subject) && hasLabel(r.Range, object)
}

func hasLabel(ls []Label, l Label) bool {
	for _, x := range ls {
		if x == l {
			return true
		}
	}
	return false
}

//go:embed ontology.txt
var ontologyText string

type ontology struct {
	labels    []LabelInfo
	relations []*Relation
	byName    map[string]*Relation
}

var loaded = func() ontology {
	o, err := parseOntology(ontologyText)
	if err != nil {
		panic("geokg/schema: " + err.Error()) // the file is part of the program
	}
	return o
}()

// Labels returns the node labels in the order of the ontology.
func Labels() []LabelInfo { return loaded.labels }

// Relations returns the relations in the order of the ontology. The caller must not change them.
func Relations() []*Relation { return loaded.relations }

// LookupRelation returns the relation of that name ("JOINED").
func LookupRelation(name string) (*Relation, bool) {
	r, ok := loaded.byName[name]
	return r, ok
}

// IsLabel reports whether l is a label of the ontology.
func IsLabel(l Label) bool {
	for _, x := range loaded.labels {
		if x.Name == l {
			return true
		}
	}
	return false
}

func parseOntology(text string) (ontology, error) {
	o := ontology{byName: map[string]*Relation{}}
	labels := map[string]bool{}
	groups := map[string][]Label{}
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		kind, rest, _ := strings.Cut(line, " ")
		f := strings.Split(rest, "|")
		for j := range f {
			f[j] = strings.TrimSpace(f[j])
		}
		fail := func(format string, args ...any) error {
			return fmt.Errorf("ontology.txt:%d: %s", i+1, fmt.Sprintf(format, args...))
		}
		expand := func(s string) ([]Label, error) {
			var out []Label
			seen := map[Label]bool{}
			for _, w := range strings.Fields(s) {
				ls, ok := groups[w]
				if !ok {
					if !labels[w] {
						return nil, fail("%q is neither a label nor a group", w)
					}
					ls = []Label{Label(w)}
				}
				for _, l := range ls {
					if !seen[l] {
						seen[l] = true
						out = append(out, l)
					}
				}
			}
			if len(out) == 0 {
				return nil, fail("no labels")
			}
			return out, nil
		}
		switch {
		case kind == "label" && len(f) == 2:
			if labels[f[0]] {
				return o, fail("label %s stands twice", f[0])
			}
			labels[f[0]] = true
			o.labels = append(o.labels, LabelInfo{Label(f[0]), f[1]})
		case kind == "group" && len(f) == 2:
			ls, err := expand(f[1])
			if err != nil {
				return o, err
			}
			groups[f[0]] = ls
		case kind == "relation" && len(f) == 9:
			r, err := parseRelation(f, expand, fail)
			if err != nil {
				return o, err
			}
			if o.byName[r.Name] != nil {
				return o, fail("relation %s stands twice", r.Name)
			}
			o.byName[r.Name] = r
			o.relations = append(o.relations, r)
		default:
			return o, fail("want label, group or relation with its columns, got %q with %d", kind, len(f))
		}
	}
	if len(o.relations) == 0 {
		return o, fmt.Errorf("ontology.txt: no relations")
	}
	return o, nil
}

func parseRelation(f []string, expand func(string) ([]Label, error), fail func(string, ...any) error) (*Relation, error) {
	r := &Relation{Name: f[0], Meaning: f[8]}
	if !isRelationName(r.Name) {
		return nil, fail("relation name %q: want capitals and underscores", r.Name)
	}
	var err error
	if r.Domain, err = expand(f[1]); err != nil {
		return nil, err
	}
	if r.Range, err = expand(f[2]); err != nil {
		return nil, err
	}
	switch f[3] {
	case "symmetric":
		r.Symmetric = true
		if !sameLabels(r.Domain, r.Range) {
			return nil, fail("%s is symmetric but its domain is not its range", r.Name)
		}
	case "directed":
	default:
		return nil, fail("%s: %q is neither symmetric nor directed", r.Name, f[3])
	}
	opt := func(s string) string {
		if s == "-" {
			return ""
		}
		return s
	}
	r.CAMEO, r.PLOVER, r.Wikidata = opt(f[4]), opt(f[5]), opt(f[7])
	if n, err := strconv.Atoi(r.CAMEO); r.CAMEO != "" && (err != nil || len(r.CAMEO) != 2 || n < 1 || n > 20) {
		return nil, fail("%s: CAMEO root %q: want 01 to 20", r.Name, r.CAMEO)
	}
	if r.Wikidata != "" && (r.Wikidata[0] != 'P' || len(r.Wikidata) < 2) {
		return nil, fail("%s: Wikidata property %q", r.Name, r.Wikidata)
	}
	q, err := strconv.Atoi(f[6])
	if err != nil || q < int(QuadNone) || q > int(QuadMaterialConflict) {
		return nil, fail("%s: quad class %q: want 0 to 4", r.Name, f[6])
	}
	r.Quad = QuadClass(q)
	if r.Meaning == "" {
		return nil, fail("%s has no meaning", r.Name)
	}
	return r, nil
}

// isRelationName holds the names to what may stand in Cypher as a relationship type without quoting.
func isRelationName(s string) bool {
	for i, c := range s {
		if !(c >= 'A' && c <= 'Z' || c == '_' && i > 0) {
			return false
		}
	}
	return s != ""
}

func sameLabels(a, b []Label) bool {
	x, y := append([]Label(nil), a...), append([]Label(nil), b...)
	sort.Slice(x, func(i, j int) bool { return x[i] < x[j] })
	sort.Slice(y, func(i, j int) bool { return y[i] < y[j] })
	if len(x) != len(y) {
		return false
	}
	for i := range x {
		if x[i] != y[i] {
			return false
		}
	}
	return true
}
