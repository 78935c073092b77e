package entity

import (
	"slices"
	"sort"

	"geokg/schema"
)

// The tagger marks names by their looks and their sentence, whether anybody knows them or not. What it takes for a person's name is
// one of several signs that it is one (see [linking.nameSpeakers]); organizations and places become entities of the article's own
// where nothing better was found.

// tag notes the tagger's names, those that lie within their sentences, in order and by sentence and first token.
func (k *linking) tag() {
	k.tagged = make([]map[int]*schema.NameSpan, len(k.sents))
	for i := range k.doc.Names {
		n := &k.doc.Names[i]
		if n.Sentence < 0 || n.Sentence >= len(k.sents) || n.First < 0 || n.First >= n.Last || n.Last > len(k.sents[n.Sentence].Tokens) {
			continue
		}
		if k.tagged[n.Sentence] == nil {
			k.tagged[n.Sentence] = map[int]*schema.NameSpan{}
		}
		k.tagged[n.Sentence][n.First] = n
		k.seen = append(k.seen, n)
	}
}

// taggedPerson reports whether the tagger takes just these words for a person's name, and no "town of" stands before them.
func (k *linking) taggedPerson(s *sent, first, last int) bool {
	n := k.tagged[s.index][first]
	settled := first > 1 && s.lower[first-1] == "of" && words.cue("settlement", s.lemma(first-2))
	return n != nil && n.Last == last && n.Type == schema.NameOfPerson && !settled
}

// findTagged makes entities of the organizations and places that the tagger saw and nothing else explains. Single words must be proper
// nouns within a sentence, since at its beginning and in headlines capitals say little, and without an article, since "the Council" and
// "the North" are what the text has named before. A single word is an organization only if it is an acronym: "Neocons" are a group.
func (k *linking) findTagged() {
	for _, n := range k.seen {
		s := k.sents[n.Sentence]
		if s.titled || !k.free(s, n.First, n.Last) || k.touchesTitle(s, n.First, n.Last) {
			continue
		}
		if n.Last-n.First == 1 && !k.taggedWord(s, n) {
			continue
		}
		switch n.Type {
		case schema.NameOfOrganization:
			if first, _, ok := s.agencyAt(n.Last - 1); ok && first == n.First {
				continue // "the Supreme Court": of the country that is spoken of, if there is one
			}
			name := joinForms(s, n.First, n.Last)
			k.add(s, n.First, n.Last, s.headOf(n.First, n.Last), schema.MentionName, 0.6, "organization by its looks", k.local(schema.Organization, name, ""))
		case schema.NameOfPlace:
			k.addPlace(s, n.First, n.Last, "").Reason = "place by its looks"
		}
	}
}

// taggedWord reports whether a single word that the tagger takes for a name is enough to make an entity of.
func (k *linking) taggedWord(s *sent, n *schema.NameSpan) bool {
	if n.First == 0 || !s.properName(n.First) || s.upos(n.First-1) == "DET" {
		return false
	}
	return n.Type != schema.NameOfOrganization || isAllCapitals(s.forms[n.First])
}

// touchesTitle reports whether one of the tokens is part of a title or a date.
func (k *linking) touchesTitle(s *sent, first, last int) bool {
	for i := first; i < last; i++ {
		if k.inTitle[s.index][i] || k.inDate[s.index][i] {
			return true
		}
	}
	return false
}

// Names returns the names of people, organizations (alliances and agencies too) and places (countries too) in a document: those
// that the gazetteer knows, and the tagger's where it knows none. Of two that overlap the longer counts, and of the same words the
// gazetteer's.
func (l *Linker) Names(doc *schema.Document) []schema.NameSpan {
	k := newLinking(l, nil, doc)
	k.findNames()
	var out []schema.NameSpan
	for _, f := range k.found {
		if kind, ok := nameTypes[k.label(f.Entities[0])]; ok && !f.drop && f.Kind == schema.MentionName {
			out = append(out, schema.NameSpan{Span: f.Span, Sentence: f.Sentence, First: f.First, Last: f.Last, Type: kind})
		}
	}
	for _, seen := range k.seen {
		n := *seen
		if s := k.sents[n.Sentence]; n.Type == schema.NameOfPerson {
			if _, last, ok := s.titleAt(n.First); ok && last < n.Last { // "Speaker O'Neill"
				n.First, n.Start = last, s.Tokens[last].Start
			}
		}
		out = append(out, n)
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Last-out[i].First > out[j].Last-out[j].First })
	kept := out[:0]
	for _, n := range out {
		if !slices.ContainsFunc(kept, func(o schema.NameSpan) bool { return o.Overlaps(n.Span) }) {
			kept = append(kept, n)
		}
	}
	sort.Slice(kept, func(i, j int) bool { return kept[i].Start < kept[j].Start })
	return kept
}

var nameTypes = map[schema.Label]schema.NameType{
	schema.Person: schema.NameOfPerson, schema.Country: schema.NameOfPlace, schema.Place: schema.NameOfPlace,
	schema.Agency: schema.NameOfOrganization, schema.Alliance: schema.NameOfOrganization, schema.Organization: schema.NameOfOrganization,
}
