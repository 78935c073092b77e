package entity

import (
	"strings"

	"geokg/schema"
)

// findBodies links runs of capitalised words that a noun makes the name of a body: "Kurdistan Workers' Party", "Nigerian Union of
// Teachers". What the gazetteer knows whole is linked already and stays.
func (k *linking) findBodies() {
	for _, s := range k.sents {
		for i := 0; i < len(s.Tokens); {
			first, last := k.capitalRun(s, i)
			if last <= first {
				i++
				continue
			}
			k.bodyIn(s, first, last)
			i = last
		}
	}
}

// capitalRun returns the longest run of capitalised words from token i on, with "of", "for", "and", "the" and possessive marks between them.
func (k *linking) capitalRun(s *sent, i int) (int, int) {
	if !k.nameWord(s, i) {
		return i, i
	}
	last := i + 1
	for j := last; j < len(s.Tokens); {
		switch {
		case k.nameWord(s, j):
			j++
			last = j
		case k.joins(s, j):
			j++
		default:
			return i, last
		}
		if j-last > 2 {
			return i, last
		}
	}
	return i, last
}

// nameWord reports whether a token is written like a word of a name.
func (k *linking) nameWord(s *sent, i int) bool {
	if !isCapital(s.forms[i]) || !isWord(s.forms[i]) {
		return false
	}
	switch s.upos(i) {
	case "PROPN", "X":
		return true
	case "NOUN", "ADJ", "VERB":
		return !s.titled && (i > 0 || k.names[s.index][i] != nil)
	}
	return k.names[s.index][i] != nil
}

// joins reports whether a token may stand between the words of a body's name.
func (k *linking) joins(s *sent, j int) bool {
	switch s.lower[j] {
	case "of", "for", "the", "&", "on":
		return true
	case "and":
		return j > 0 && j+1 < len(s.forms)
	case "'", "’": // "Workers' Party"
		return true
	case "'s", "’s": // "People's Army", but not "Israel's High Court"
		return words.cue("frozen", s.lower[j-1])
	case "-":
		return !s.Tokens[j].SpaceAfter && j > 0 && !s.Tokens[j-1].SpaceAfter
	}
	return false
}

// bodyIn looks for the noun of a body in the run [first, last) and records the body.
func (k *linking) bodyIn(s *sent, first, last int) {
	for p := last - 1; p >= first; p-- {
		noun, start, ok := s.bodyNoun(p, first)
		if !ok {
			continue
		}
		if f := k.names[s.index][p]; f != nil {
			p = max(f.First, first)
			continue
		}
		from, to := k.bodySpan(s, first, last, start, p)
		if to-from < 2 || s.titled && k.free(s, from, to) {
			continue
		}
		if _, generic := words.agencies[s.phrase(from, to)]; generic { // "the Supreme Court": see bareAgency
			continue
		}
		k.addBody(s, from, to, noun)
		p = from
	}
}

// bodyNoun returns the entry for the noun that ends at token p, the longest, and its first token.
func (s *sent) bodyNoun(p, first int) (orgNoun, int, bool) {
	if p-1 >= first {
		if n, ok := words.orgNouns[s.phrase(p-1, p+1)]; ok {
			return n, p - 1, true
		}
	}
	n, ok := words.orgNouns[s.lower[p]]
	return n, p, ok
}

// bodySpan returns the tokens of the body's name: from the words before its noun to what "of" or "for" adds.
func (k *linking) bodySpan(s *sent, first, last, start, p int) (int, int) {
	from := first
	for i := first; i < start; i++ { // what stands before a title, "and" or "the" belongs to something else
		_, end, ok := s.titleAt(i)
		switch {
		case ok && k.names[s.index][i] == nil:
			from = end
		case (s.lower[i] == "and" || s.lower[i] == "the") && !k.coordinated(s, first, i, start):
			from = i + 1
		case s.lower[i] == "of" || s.lower[i] == "for" || s.lower[i] == "on":
			from = i + 1
		}
	}
	to := p + 1
	if to+1 < last && (s.lower[to] == "of" || s.lower[to] == "for" || s.lower[to] == "on") {
		to = last
		for i := p + 2; i < last; i++ { // "Party of France and Front of Italy": the second is another
			if s.lower[i] == "and" && k.bodyAfter(s, i+1, last) {
				to = i
			}
		}
	}
	return min(from, start), to
}

// coordinated reports whether "and" at i joins two words of one name: "Rescue and Relief Committee".
func (k *linking) coordinated(s *sent, first, i, start int) bool {
	return s.lower[i] == "and" && i > first && i+1 <= start && k.names[s.index][i-1] == nil && k.names[s.index][i+1] == nil && i+1 < start
}

func (k *linking) bodyAfter(s *sent, i, last int) bool {
	for ; i < last; i++ {
		if _, _, ok := s.bodyNoun(i, i); ok || k.names[s.index][i] != nil {
			return true
		}
	}
	return false
}

// addBody records a body that the gazetteer does not know. Names inside it say whose it is and are no mentions of their own.
func (k *linking) addBody(s *sent, first, last int, noun orgNoun) {
	name := joinForms(s, first, last)
	label, country, parent := noun.label, "", ""
	for _, f := range k.inside(s, first, last) {
		country, parent = k.belongs(f, country, parent)
	}
	if country == "" && parent == "" {
		if f := k.possessor(s, first); f != nil {
			country, parent = k.belongs(f, country, parent)
		}
	}
	if country == "" && parent == "" && words.cue("political", s.lower[last-1]) {
		country = k.setting(s, 0)
	}
	if parent != "" && k.label(parent) == schema.Alliance && label == schema.Organization {
		label = schema.Alliance
	}
	score := 0.75
	if country == "" {
		score = 0.65
	}
	for _, f := range k.inside(s, first, last) {
		k.remove(f)
	}
	id := k.glossed(s, first)
	if id == "" {
		if id = k.byReference(name); id != "" && k.foreign(id, country) {
			id = "" // "Kenya's State Department"
		}
	}
	if id == "" {
		id = k.longerName(nameWords(s, first, last))
	}
	if id == "" {
		id = k.local(label, name, country)
	}
	if e := k.entity(id); e.Parent == "" && !e.Reference {
		e.Parent = parent
	}
	k.add(s, first, last, s.headOf(first, last), schema.MentionName, score, "name of a body by its noun", id)
}

// glossed returns the organization that a body's name in brackets at token first only translates: "Hizbollah (Party of God)".
func (k *linking) glossed(s *sent, first int) string {
	if first < 2 || s.forms[first-1] != "(" {
		return ""
	}
	if f := k.names[s.index][first-2]; f != nil && f.Last == first-1 && k.label(f.Entities[0]) == schema.Organization && !isAllCapitals(s.forms[first-2]) {
		return f.Entities[0]
	}
	return ""
}

// byReference returns the one entity of the gazetteer with that name, apostrophes aside.
func (k *linking) byReference(name string) string {
	for _, n := range []string{name, strings.NewReplacer("' ", " ", "’ ", " ", "'s", "", "’s", "").Replace(name)} {
		var ids []string
		for _, t := range k.ref.Lookup(n) {
			switch k.label(t.ID) {
			case schema.Alliance, schema.Agency, schema.Organization:
				ids = append(ids, t.ID)
			}
		}
		if ids = unique(ids); len(ids) == 1 {
			return ids[0]
		}
	}
	return ""
}

// longerName returns the one body that the article has named with more words, these in a row among them: "the Small Group" of "the
// Small Group of the Global Coalition".
func (k *linking) longerName(ws []string) string {
	hit := ""
	if len(ws) == 0 {
		return ""
	}
	for _, f := range k.worded[ws[0]] {
		if f.drop || f.Kind != schema.MentionName || f.Entities[0] == hit {
			continue
		}
		switch k.label(f.Entities[0]) {
		case schema.Alliance, schema.Agency, schema.Organization:
		default:
			continue
		}
		if whole := nameWords(k.sents[f.Sentence], f.First, f.Last); len(whole) <= len(ws) || !within(ws, whole) {
			continue
		}
		if hit != "" {
			return ""
		}
		hit = f.Entities[0]
	}
	return hit
}

// within reports whether the words stand in a row in the others.
func within(ws, whole []string) bool {
	for i := 0; i+len(ws) <= len(whole); i++ {
		same := true
		for j, w := range ws {
			same = same && whole[i+j] == w
		}
		if same {
			return true
		}
	}
	return false
}

// inside returns the names that lie within [first, last).
func (k *linking) inside(s *sent, first, last int) []*found {
	var out []*found
	for i := first; i < last; i++ {
		if f := k.names[s.index][i]; f != nil && f.First >= first && f.Last <= last && (len(out) == 0 || out[len(out)-1] != f) {
			out = append(out, f)
		}
	}
	return out
}

// belongs adds to country and parent what a name in or before a body's name says of it.
func (k *linking) belongs(f *found, country, parent string) (string, string) {
	e := k.entity(f.Entities[0])
	if e == nil {
		return country, parent
	}
	switch e.Label {
	case schema.Country:
		if country == "" {
			country = e.ID
		}
	case schema.Place:
		if country == "" {
			country = e.Country
		}
	case schema.Alliance:
		if parent == "" {
			parent = e.ID
		}
	case schema.Agency:
		if country == "" {
			country = e.Country
		}
	}
	return country, parent
}

// possessor returns the name that stands before token i as its owner: "Israel's", "South Korean".
func (k *linking) possessor(s *sent, i int) *found {
	j := i - 1
	for j >= 0 && (s.upos(j) == "ADJ" || s.upos(j) == "NUM") && k.names[s.index][j] == nil {
		j--
	}
	if j >= 0 && isPossessive(s.forms[j]) {
		j--
	} else if j < 0 || k.names[s.index][j] == nil || k.names[s.index][j].Kind != schema.MentionDemonym && !isAllCapitals(s.forms[j]) {
		return nil
	}
	if j < 0 {
		return nil
	}
	return k.names[s.index][j]
}

// findAcronyms links "Long Name (ABC)": the short form means the same from the first sentence to the last.
func (k *linking) findAcronyms() {
	for _, s := range k.sents {
		for i := 1; i+2 < len(s.Tokens); i++ {
			short, ok := s.bracketed(i)
			if !ok {
				continue
			}
			id := k.longForm(s, i, short)
			if f := k.names[s.index][i+1]; id != "" && f != nil && !k.entity(id).Reference && k.entity(f.Entities[0]).Reference {
				if long := k.names[s.index][i-1]; k.akin(f.Entities[0], long) && initials(s.forms[long.First:long.Last], short) {
					k.become(id, f.Entities[0]) // the gazetteer knows it by the short form only
					id = f.Entities[0]
				}
			}
			if id != "" {
				k.define(short, id)
			}
		}
		for i := 1; i+2 < len(s.Tokens); i++ {
			k.expanded(s, i)
		}
	}
	for _, s := range k.sents {
		for i := range s.Tokens {
			if id, ok := k.defined[s.forms[i]]; ok {
				k.useShort(s, i, id)
			}
		}
	}
}

// akin reports whether the gazetteer's entity of an acronym can be what the article spells out at long: their countries agree and they
// have a word in common.
func (k *linking) akin(id string, long *found) bool {
	e, own := k.entity(id), k.countryOf(long.Entities[0])
	if e.Label == schema.Country || e.Country != "" && own != "" && e.Country != own {
		return false
	}
	have := bodyWords(e)
	for _, w := range nameWords(k.sents[long.Sentence], long.First, long.Last) {
		if len(w) > 3 && have[w] {
			return true
		}
	}
	return false
}

// expanded defines the acronym before the bracket at token i as the body whose name fills the bracket: "CEI (Italian Episcopal
// Conference)". The gazetteer's reading of the acronym stays only if it has something to do with that.
func (k *linking) expanded(s *sent, i int) {
	long, short := k.names[s.index][i+1], s.forms[i-1]
	if s.forms[i] != "(" || long == nil || long.First != i+1 || long.Last >= len(s.Tokens) || s.forms[long.Last] != ")" || long.Last-long.First < 2 ||
		!isAllCapitals(short) || len(short) < 2 {
		return
	}
	switch k.label(long.Entities[0]) {
	case schema.Agency, schema.Alliance, schema.Organization:
	default:
		return
	}
	if f := k.names[s.index][i-1]; f != nil && k.akin(f.Entities[0], long) {
		return
	}
	k.define(short, long.Entities[0])
}

// become links all mentions of an entity of the article's own to another one.
func (k *linking) become(id, other string) {
	for _, f := range k.found {
		for i, x := range f.Entities {
			if x == id {
				f.Entities[i] = other
			}
		}
	}
}

// bracketed returns the acronym in "(ABC)" or "[ABC]" at token i.
func (s *sent) bracketed(i int) (string, bool) {
	if s.forms[i] != "(" && s.forms[i] != "[" || s.forms[i+2] != ")" && s.forms[i+2] != "]" {
		return "", false
	}
	short := s.forms[i+1]
	n := len(strings.Trim(short, ".-/0123456789"))
	return short, isAllCapitals(short) && n >= 2 && n <= 10
}

// longForm returns the entity that is named right before token i, with that short form; a run of capitalised words with these
// initials is a new organization.
func (k *linking) longForm(s *sent, i int, short string) string {
	if f := k.names[s.index][i-1]; f != nil && f.Last == i {
		switch k.label(f.Entities[0]) {
		case schema.Country, schema.Place, schema.Person:
			if id := k.missionIn(s, f, i, short); id != "" || !initials(s.forms[f.First:f.Last], short) || f.Kind != schema.MentionName {
				return id
			}
		}
		return f.Entities[0]
	}
	for first := max(0, i-12); first < i-1; first++ {
		if !isCapital(s.forms[first]) || !initials(s.forms[first:i], short) {
			continue
		}
		var country string
		for _, f := range k.inside(s, first, i) {
			country, _ = k.belongs(f, country, "")
			k.remove(f)
		}
		if f := k.possessor(s, first); f != nil && country == "" {
			country, _ = k.belongs(f, "", "")
		}
		id := k.local(schema.Organization, joinForms(s, first, i), country)
		k.add(s, first, i, s.headOf(first, i), schema.MentionName, 0.75, "long form of an acronym", id)
		return id
	}
	return ""
}

// missionIn returns the body whose name goes on with "in" and the place f: "United Nations Observer Mission in Angola (MONUA)".
func (k *linking) missionIn(s *sent, f *found, i int, short string) string {
	if f.First < 2 || s.lower[f.First-1] != "in" && s.lower[f.First-1] != "for" {
		return ""
	}
	b := k.names[s.index][f.First-2]
	if b == nil || b.Kind != schema.MentionName || k.entity(b.Entities[0]).Reference || !strings.HasSuffix(short, s.forms[f.First][:1]) && !strings.HasSuffix(short, s.forms[f.First][:1]+"A") {
		return ""
	}
	old := k.entity(b.Entities[0])
	id := k.local(old.Label, joinForms(s, b.First, i), old.Country)
	k.entity(id).Parent = old.Parent
	first, head := b.First, b.Head
	k.remove(b)
	k.add(s, first, i, head, schema.MentionName, 0.75, "long form of an acronym", id)
	return id
}

// initials reports whether the capitals of the words spell the acronym: every letter of it begins a capitalised word, in order.
func initials(forms []string, short string) bool {
	var have strings.Builder
	for _, f := range forms {
		if isCapital(f) {
			have.WriteString(f[:1])
		}
	}
	want := strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' {
			return r
		}
		return -1
	}, short)
	return len(want) >= 2 && have.String() == want
}

func (k *linking) define(short, id string) {
	if _, ok := k.defined[short]; ok {
		return
	}
	k.defined[short] = id
	if e := k.entity(id); !e.Reference && !contains(e.Aliases, short) {
		e.Aliases = append(e.Aliases, short)
	}
}

// useShort links an acronym that the article defines, over what the gazetteer took it for.
func (k *linking) useShort(s *sent, i int, id string) {
	if f := k.names[s.index][i]; f != nil {
		if f.Last-f.First > 1 || f.Entities[0] == id {
			return
		}
		k.remove(f)
	}
	k.add(s, i, i+1, i, schema.MentionName, 0.9, "acronym defined in the article", id)
}

// foreign reports whether a body that the gazetteer knows belongs to another country than the one that the text gives.
func (k *linking) foreign(id, country string) bool {
	e := k.entity(id)
	return e != nil && e.Country != "" && country != "" && e.Country != country
}
