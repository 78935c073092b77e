package entity

import (
	"strings"

	"geokg/schema"
)

// findActors links the nouns that stand for whose they are: "Russian troops", "the government of Iraq", "Senior Hungarian and Romanian
// officials" are their countries, "Afghan rebels" an organization of Afghanistan, "South Korea's defence ministry" an agency.
func (k *linking) findActors() {
	for _, s := range k.sents {
		for h := range s.Tokens {
			if s.upos(h) != "NOUN" && s.upos(h) != "PROPN" && s.upos(h) != "ADJ" || k.names[s.index][h] != nil {
				continue
			}
			if t := k.titledAt(s, h); t != nil && t.person != nil {
				continue
			}
			if owners := k.owners(s, h); len(owners) > 0 {
				k.actor(s, h, owners)
			} else {
				k.bareAgency(s, h)
			}
		}
	}
}

// an owner is a name with the way it stands to the noun that it owns.
type owner struct {
	*found
	after bool // "of X"
}

// owners returns the names to which a noun belongs: nationalities, possessors, compounds before it, "of X" and "from X" after it.
func (k *linking) owners(s *sent, h int) []owner {
	var out []owner
	own := s.child(h, "nmod:poss") >= 0
	for _, c := range s.kids[h] {
		after := false
		switch s.rel(c) {
		case "amod", "compound":
			if c > h {
				continue
			}
		case "nmod":
			switch p := s.caseOf(c); {
			case c < h && (p == "" || s.Tokens[c].Deprel == "nmod:poss"):
			case c > h && (p == "of" || p == "from" && !own && !s.leaves(h) || p == "for" && s.speaks(h) || p == "in" && words.cue("resident", s.lemma(h))):
				after = true
			default:
				continue
			}
		default:
			continue
		}
		for _, x := range s.conjuncts(c) {
			if f := k.ownerAt(s, x, h); f != nil {
				out = append(out, owner{f, after})
			}
		}
	}
	if len(out) == 0 {
		if f := k.ownerBeside(s, h); f != nil {
			out = append(out, owner{f, false})
		}
	}
	if len(out) > 0 && !out[0].after && out[0].Kind == schema.MentionDemonym {
		out = append(k.coordinatedBefore(s, out[0].First), out...)
	}
	return outermost(out)
}

// outermost drops the owners whose name is only part of another's: "Chinese" of "Chinese coast guard ships", where the coast guard is one.
func outermost(all []owner) []owner {
	var out []owner
	for _, o := range all {
		inner := false
		for _, x := range all {
			inner = inner || x.found != o.found && x.First <= o.First && o.Last <= x.Last
		}
		if !inner {
			out = append(out, o)
		}
	}
	return out
}

// speaks reports whether the noun at h is of those that speak for somebody: "a spokesman for X".
func (s *sent) speaks(h int) bool {
	kind, _, ok := s.standInAt(h)
	return ok && kind == standInVoice
}

// coordinatedBefore returns the nationalities before the one at token i in "Hungarian and Romanian officials", however the tree has them.
func (k *linking) coordinatedBefore(s *sent, i int) []owner {
	var out []owner
	for i >= 2 && (s.lower[i-1] == "and" || s.lower[i-1] == "or" || s.lower[i-1] == "," || s.forms[i-1] == "-") {
		f := k.names[s.index][i-2]
		if f == nil || f.drop || f.Kind != schema.MentionDemonym && !isAllCapitals(s.forms[i-2]) || s.pluralNoun(i-2) || s.Tokens[i-2].XPOS == "NNS" {
			break
		}
		out = append([]owner{{f, false}}, out...)
		i = f.First
	}
	return out
}

// leaves reports whether the noun at h is governed by a word of leaving, so that "from X" after it is where from: "the withdrawal of forces
// from Panama".
func (s *sent) leaves(h int) bool {
	if s.Tokens[h].Deprel == "nsubj" {
		return false
	}
	for n := 0; n < 2; n++ {
		if h = s.head(h); h < 0 {
			return false
		}
		if words.cue("move", s.lemma(h)) {
			return true
		}
	}
	return false
}

// ownerAt returns the name at token x if it can own the noun at h. In "U.S.-led forces" it does not.
func (k *linking) ownerAt(s *sent, x, h int) *found {
	f := k.at[s.index][x]
	if f == nil {
		f = k.names[s.index][x]
	}
	if f == nil || f.Kind != schema.MentionName && f.Kind != schema.MentionDemonym || k.hyphened(s, f) {
		return nil
	}
	return f
}

// hyphened reports whether a name is only the first or last part of a compound adjective: "U.S.-led", "anti-American".
func (k *linking) hyphened(s *sent, f *found) bool {
	if i := f.Last; i+1 < len(s.forms) && s.forms[i] == "-" && !s.Tokens[i].SpaceAfter && k.names[s.index][i+1] == nil {
		return true
	}
	if i := f.First - 1; i > 0 && s.forms[i] == "-" && !s.Tokens[i].SpaceAfter && k.names[s.index][i-1] == nil {
		return true
	}
	return false
}

// ownerBeside returns the nationality or possessor before a noun where the tree does not show one: only adjectives and nouns stand between.
func (k *linking) ownerBeside(s *sent, h int) *found {
	for j := h - 1; j >= 0 && h-j <= 5; j-- {
		if isPossessive(s.forms[j]) && j > 0 {
			return k.ownerAt(s, j-1, h)
		}
		if f := k.names[s.index][j]; f != nil {
			if f.Kind == schema.MentionDemonym && (s.under(f.Head, h) || s.under(h, f.Head)) ||
				k.label(f.Entities[0]) == schema.Alliance && words.cue("branch", s.lemma(h)) {
				return k.ownerAt(s, f.Head, h)
			}
			return nil
		}
		switch s.upos(j) {
		case "ADJ", "NOUN", "PROPN":
		default:
			return nil
		}
	}
	return nil
}

// actor links the noun at h, which these names own.
func (k *linking) actor(s *sent, h int, owners []owner) {
	if first, a, ok := s.agencyAt(h); ok {
		if id := k.agencyOf(owners, s.phrase(first, h+1), a); id != "" {
			k.addActor(s, first, h, owners, 0.8, "agency by its country", id)
			return
		}
	}
	if id := k.bodyOf(s, h, owners); id != "" {
		k.addActor(s, h, h, owners, 0.7, "body by its owner and what it does", id)
		return
	}
	if s.lower[h] == "military" || s.lower[h] == "army" { // whose spokesman speaks for a body, not for the country
		if t := k.titledAt(s, s.head(h)); t != nil && t.title.kind == titleOffice {
			if id := k.agencyIn(owners[0].Entities[0], "armed forces", words.agencies["armed forces"]); id != "" && k.label(owners[0].Entities[0]) == schema.Country {
				k.addActor(s, h, h, owners, 0.75, "armed forces with a chief or spokesman", id)
				return
			}
		}
	}
	if group, ok := s.groupAt(h); ok {
		if id := k.groupOf(s, h, owners, group); id != "" {
			k.addActor(s, h, h, owners, 0.8, "group by its country", id)
		}
		return
	}
	if kind, first, ok := s.standInAt(h); ok {
		if ids := k.standsFor(owners, kind); ids != nil {
			f := k.addActor(s, first, h, owners, 0.85, "stands for its country or body", ids...)
			f.crowd = kind == standInForce || kind == standInCrowd
			f.human = kind == standInPeople || kind == standInVoice || kind == standInEnvoy
		}
	}
}

// groupAt returns the canonical noun of the group at h. In "rebel leaders" it is the noun before.
func (s *sent) groupAt(h int) (string, bool) {
	if g, ok := words.groups[s.lemma(h)]; ok {
		return g, true
	}
	if _, _, ok := s.standInAt(h); !ok || h == 0 {
		return "", false
	}
	if g, ok := words.groups[s.lemma(h-1)]; ok && s.head(h-1) == h {
		return g, true
	}
	return "", false
}

// lemma returns the lemma of a token in lower case; of a plural name too ("Presidents").
func (s *sent) lemma(i int) string {
	return s.lemmas[i]
}

// standInAt returns how the noun at h stands for its owner, and the first token of its entry: "prime minister".
func (s *sent) standInAt(h int) (standInKind, int, bool) {
	for first := max(0, h-1); first <= h; first++ {
		for _, last := range []string{s.lower[h], s.lemma(h), strings.TrimSuffix(s.lower[h], "s")} { // "troops" can be its own lemma
			w := last
			if first < h {
				w = s.lower[first] + " " + last
			}
			if k, ok := words.standIns[w]; ok {
				return k, first, true
			}
		}
	}
	return "", h, false
}

// standsFor returns whom the noun stands for: its countries, or its body; for a government of somebody, their country.
func (k *linking) standsFor(owners []owner, kind standInKind) []string {
	var ids, countries []string
	for _, o := range owners {
		for _, id := range o.Entities {
			switch k.label(id) {
			case schema.Country:
				if kind == standInCamp { // an American camp is a place
					continue
				}
				ids, countries = append(ids, id), append(countries, id)
			case schema.Alliance, schema.Agency, schema.Organization:
				if kind != standInPart && kind != standInCamp {
					ids = append(ids, id)
				}
			case schema.Person, schema.Place: // "the government of Maduro", "the government in Niamey"
				if person := k.label(id) == schema.Person; person && (kind == standInVoice || kind == standInCamp) {
					ids = append(ids, id)
					continue
				} else if kind == standInEnvoy && !person {
					continue
				}
				if c := k.countryOf(id); (kind == standInRule || kind == standInEnvoy) && (o.after || k.label(id) == schema.Person) && k.entity(c) != nil {
					ids = append(ids, c)
				}
			}
		}
	}
	if len(countries) > 0 && kind == standInRule { // "Nicaragua's Sandinista government"
		ids = countries
	}
	return unique(ids)
}

// groupOf returns the organization that a country's or people's group is: "Afghan rebels". A body's fighters are the body.
func (k *linking) groupOf(s *sent, h int, owners []owner, group string) string {
	for _, o := range owners {
		id := o.Entities[0]
		switch k.label(id) {
		case schema.Country:
			name := k.demonym[id]
			if name == "" {
				name = k.entity(id).Name
			}
			return k.local(schema.Organization, name+" "+group, id)
		case schema.Organization:
			return id
		case schema.Place:
			if c := k.countryOf(id); c != "" && !o.after {
				return k.local(schema.Organization, k.entity(id).Name+" "+group, c)
			}
		}
	}
	return ""
}

// addActor records the mention of a noun phrase at h. Nationalities in it are part of it and no mentions of their own.
func (k *linking) addActor(s *sent, first, h int, owners []owner, score float64, reason string, ids ...string) *found {
	last := h + 1
	kind := schema.MentionNominal
	for _, o := range owners {
		if o.after {
			last = max(last, o.Last)
		} else {
			first = min(first, o.First)
		}
		if o.Kind == schema.MentionDemonym {
			kind = schema.MentionDemonym
			k.remove(o.found)
		}
	}
	f := k.add(s, first, last, s.headOf(first, last), kind, score, reason, ids...)
	for i := first; i < last; i++ {
		if k.names[s.index][i] == nil {
			k.names[s.index][i] = f
		}
	}
	return f
}

// countryNear returns the country that a sentence and the one before it speak of, if it is only one.
func (k *linking) countryNear(s *sent, i int) string {
	for n := s.index; n >= 0 && n >= s.index-1; n-- {
		set := map[string]bool{}
		for _, f := range k.at[n] {
			if f == nil || n == s.index && f.First > i {
				continue
			}
			for _, id := range f.Entities {
				if c := k.countryOf(id); c != "" {
					set[c] = true
				}
			}
		}
		if len(set) == 1 {
			return sorted(set)[0]
		}
		if len(set) > 1 {
			return ""
		}
	}
	return ""
}
