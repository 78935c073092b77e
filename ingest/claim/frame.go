package claim

import (
	"bufio"
	"embed"
	"fmt"
	"io/fs"
	"path"
	"sort"
	"strings"

	"geokg/schema"
)

//go:embed frames/*.txt cues.txt offices.txt pasts.txt calibration.txt
var knowledge embed.FS

// A frame says how one word, with its dependents, makes a claim.
type frame struct {
	relation *schema.Relation
	pos      string // "verb", "noun" or "adj"
	subject  []role // tried in order, the first that names somebody is taken
	object   []role
	mutual   bool              // "<->": also between the members of one role ("both met")
	needs    map[string]string // dependents that must be there, by relation or preposition: obj=part, prt=out, to=court
	options  frameOptions
	where    string // file:line, for reasons
}

type frameOptions struct {
	factuality  schema.Factuality // instead of asserted: "apply" is asserted, "plan" nouns are planned
	cameo       string
	plover      string
	weight      float64 // how often the frame is right; 0: the default
	bare        bool    // needs to have none
	must        bool    // needs a clause in which somebody must or should do something
	subjunctive bool    // needs a clause that says what shall be: "insisted that Iran leave", not "that Iran left"
	infinitive  bool    // needs an infinitive: "told them to leave", not "told them"
	strict      bool    // of the object's roles only the first that is there counts, even if it names nobody
	noReport    bool    // needs to have no "that" clause
	place       bool    // a place stands for its country
	own         bool    // what it does something to is not somebody else's
	foreign     bool    // its object does not belong to the country of its subject
}

// A role is a way to find an argument: the relation or preposition by which it hangs on the word.
type role struct {
	name   string
	owner  bool           // "*": a noun may stand for whoever it belongs to ("Iraq's demand")
	owned  bool           // "+": it must ("freed Iraqi prisoners", not "freed Iraq"), or be a person or an organization
	labels []schema.Label // accepted; empty: what the relation accepts
}

// lexicon holds the frames by part of speech and lemma, and the cue words by class.
type lexicon struct {
	frames  map[string][]*frame // "verb join"
	cues    map[string]map[string]bool
	offices map[string]office
	pasts   map[string]string // past form → lemma
}

// An office is a word for who leads or speaks for a country, an agency or an organization.
type office struct {
	scope string // "any", "agency": leads a body only when one is named
}

func loadLexicon(files fs.FS) (*lexicon, error) {
	lx := &lexicon{frames: map[string][]*frame{}, cues: map[string]map[string]bool{}, offices: map[string]office{}, pasts: map[string]string{}}
	if err := eachLine(files, "cues.txt", lx.addCue); err != nil {
		return nil, err
	}
	names, err := fs.Glob(files, "frames/*.txt")
	if err != nil || len(names) == 0 {
		return nil, fmt.Errorf("claim frames: no files (%v)", err)
	}
	sort.Strings(names)
	for _, n := range names {
		r, ok := schema.LookupRelation(strings.TrimSuffix(path.Base(n), ".txt"))
		if !ok {
			return nil, fmt.Errorf("%s: no relation of that name in the ontology", n)
		}
		err := eachLine(files, n, func(where, line string) error { return lx.addFrame(r, where, line) })
		if err != nil {
			return nil, err
		}
	}
	if err := eachLine(files, "offices.txt", lx.addOffice); err != nil {
		return nil, err
	}
	if err := eachLine(files, "pasts.txt", lx.addPasts); err != nil {
		return nil, err
	}
	return lx, nil
}

// eachLine calls f with every line that is neither empty nor a comment.
func eachLine(files fs.FS, name string, f func(where, line string) error) error {
	file, err := files.Open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	sc := bufio.NewScanner(file)
	for i := 1; sc.Scan(); i++ {
		line, _, _ := strings.Cut(sc.Text(), "#")
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		where := fmt.Sprintf("%s:%d", path.Base(name), i)
		if err := f(where, line); err != nil {
			return fmt.Errorf("%s: %w", where, err)
		}
	}
	return sc.Err()
}

func (lx *lexicon) addCue(where, line string) error {
	class, words, ok := strings.Cut(line, "|")
	if !ok {
		return fmt.Errorf("want 'class | lemmas', got %q", line)
	}
	class = strings.TrimSpace(class)
	if lx.cues[class] == nil {
		lx.cues[class] = map[string]bool{}
	}
	for _, w := range strings.Fields(words) {
		lx.cues[class][w] = true
	}
	return nil
}

func (lx *lexicon) addOffice(where, line string) error {
	scope, words, ok := strings.Cut(line, "|")
	scope = strings.TrimSpace(scope)
	if !ok || scope != "any" && scope != "agency" {
		return fmt.Errorf("want 'any | words' or 'agency | words', got %q", line)
	}
	for _, w := range strings.Split(words, ",") {
		if w = strings.TrimSpace(w); w != "" {
			lx.offices[w] = office{scope: scope}
		}
	}
	return nil
}

func (lx *lexicon) addPasts(where, line string) error {
	lemma, forms, ok := strings.Cut(line, "|")
	if !ok {
		return fmt.Errorf("want 'lemma | past forms', got %q", line)
	}
	for _, f := range strings.Fields(forms) {
		lx.pasts[f] = strings.TrimSpace(lemma)
	}
	return nil
}

// isVerb reports whether a verb has frames.
func (lx *lexicon) isVerb(lemma string) bool { return lx.frames["verb "+lemma] != nil }

// knows reports whether a verb has frames or is a cue.
func (lx *lexicon) knows(lemma string) bool {
	for _, words := range lx.cues {
		if words[lemma] {
			return true
		}
	}
	return lx.isVerb(lemma)
}

func (lx *lexicon) is(class, lemma string) bool { return lx.cues[class][lemma] }

// addFrame reads "verb join, enter prt=in : subj -> obj(Alliance) | of ; weight=0.8".
func (lx *lexicon) addFrame(r *schema.Relation, where, line string) error {
	line, opts, _ := strings.Cut(line, ";")
	left, right, ok := strings.Cut(line, ":")
	if !ok {
		return fmt.Errorf("want 'pos words : subject -> object', got %q", line)
	}
	pos, words, _ := strings.Cut(strings.TrimSpace(left), " ")
	if pos != "verb" && pos != "noun" && pos != "adj" {
		return fmt.Errorf("part of speech %q: want verb, noun or adj", pos)
	}
	f := &frame{relation: r, pos: pos, where: where, needs: map[string]string{}}
	arrow := " -> "
	if strings.Contains(right, " <-> ") {
		arrow, f.mutual = " <-> ", true
		if !r.Symmetric {
			return fmt.Errorf("%s is not symmetric: use ->", r.Name)
		}
	}
	s, o, ok := strings.Cut(right, arrow)
	if !ok {
		return fmt.Errorf("want 'subject -> object', got %q", right)
	}
	var err error
	if f.subject, err = parseRoles(s); err != nil {
		return err
	}
	if f.object, err = parseRoles(o); err != nil {
		return err
	}
	if err := f.options.parse(opts); err != nil {
		return err
	}
	var lemmas []string
	for _, w := range strings.Split(words, ",") {
		f := strings.Fields(w)
		if len(f) == 0 {
			return fmt.Errorf("an empty word in %q", words)
		}
		lemmas = append(lemmas, f[0])
	}
	// Needs stand behind the last word and hold for all.
	last := strings.Fields(words[strings.LastIndex(words, ",")+1:])
	for _, n := range last[1:] {
		k, v, ok := strings.Cut(n, "=")
		if !ok {
			return fmt.Errorf("want dependent=lemma, got %q", n)
		}
		for w := range strings.SplitSeq(v, "/") {
			if class, ok := strings.CutPrefix(w, "@"); ok && lx.cues[class] == nil {
				return fmt.Errorf("no class %q in cues.txt", class)
			}
		}
		f.needs[strings.ReplaceAll(k, "_", " ")] = v
	}
	for _, l := range lemmas {
		key := pos + " " + l
		lx.frames[key] = append(lx.frames[key], f)
	}
	return nil
}

func parseRoles(s string) ([]role, error) {
	var out []role
	for _, w := range splitTop(s) {
		w = strings.TrimSpace(w)
		var r role
		if i := strings.IndexByte(w, '('); i >= 0 {
			if !strings.HasSuffix(w, ")") {
				return nil, fmt.Errorf("role %q: missing )", w)
			}
			for _, l := range strings.Split(w[i+1:len(w)-1], "|") {
				if !schema.IsLabel(schema.Label(l)) {
					return nil, fmt.Errorf("role %q: no label %q", w, l)
				}
				r.labels = append(r.labels, schema.Label(l))
			}
			w = w[:i]
		}
		if strings.HasSuffix(w, "*") || strings.HasSuffix(w, "+") {
			r.owner, r.owned, w = true, strings.HasSuffix(w, "+"), w[:len(w)-1]
		}
		if w == "" {
			return nil, fmt.Errorf("empty role in %q", s)
		}
		r.name = strings.ReplaceAll(w, "_", " ")
		out = append(out, r)
	}
	return out, nil
}

// splitTop splits at the bars that stand outside brackets.
func splitTop(s string) []string {
	var out []string
	depth, from := 0, 0
	for i, c := range s {
		switch {
		case c == '(':
			depth++
		case c == ')':
			depth--
		case c == '|' && depth == 0:
			out = append(out, s[from:i])
			from = i + 1
		}
	}
	return append(out, s[from:])
}

func (o *frameOptions) parse(s string) error {
	for _, w := range strings.Fields(s) {
		k, v, _ := strings.Cut(w, "=")
		switch k {
		case "factuality":
			o.factuality = schema.Factuality(v)
		case "cameo":
			o.cameo = v
		case "plover":
			o.plover = v
		case "weight":
			if _, err := fmt.Sscanf(v, "%g", &o.weight); err != nil || o.weight <= 0 || o.weight > 1 {
				return fmt.Errorf("weight %q: want a number between 0 and 1", v)
			}
		case "bare":
			o.bare = true
		case "must":
			o.must = true
		case "subjunctive":
			o.subjunctive = true
		case "infinitive":
			o.infinitive = true
		case "strict":
			o.strict = true
		case "foreign":
			o.foreign = true
		case "place":
			o.place = true
		case "own":
			o.own = true
		case "noreport":
			o.noReport = true
		default:
			return fmt.Errorf("unknown option %q", w)
		}
	}
	return nil
}
