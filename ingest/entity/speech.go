package entity

import (
	"strings"

	"geokg/schema"
)

// findSpeakers notes for every quoted token who says it, and for everything after "X said:" outside of quotes.
func (k *linking) findSpeakers() {
	k.speakers = make([][]*found, len(k.sents))
	for n, s := range k.sents {
		k.speakers[n] = make([]*found, len(s.Tokens))
	}
	var statement *found
	for n, s := range k.sents {
		f, verb := k.sayer(s)
		if f == nil {
			f = k.nearbySayer(n)
		}
		for i := range s.Tokens {
			if s.quoted[i] {
				k.speakers[n][i] = f
			} else if statement != nil {
				k.speakers[n][i] = statement
			}
		}
		if last := len(s.forms) - 1; verb >= 0 && last >= 0 && s.forms[last] == ":" && !k.quotes(n+1) {
			statement, _ = k.sayer(s)
		}
	}
}

// quotes reports whether sentence n has quoted words.
func (k *linking) quotes(n int) bool {
	if n >= len(k.sents) {
		return false
	}
	for _, q := range k.sents[n].quoted {
		if q {
			return true
		}
	}
	return false
}

// sayer returns who is the subject of a verb of saying in a sentence, outside quotes, and the verb; -1 if there is none.
func (k *linking) sayer(s *sent) (*found, int) {
	for i := range s.Tokens {
		if s.quoted[i] || !words.cue("say", s.Tokens[i].Lemma) || s.upos(i) != "VERB" {
			continue
		}
		x := s.child(i, "nsubj")
		if x < 0 {
			continue
		}
		if f := k.at[s.index][x]; f != nil {
			return f, i
		}
		if p, ok := words.pronouns[s.lower[x]]; ok && p.person == '3' {
			if ids, score, reason := k.antecedent(s, x, p); len(ids) == 1 {
				return k.add(s, x, x+1, x, schema.MentionPronoun, score, reason, ids...), i
			}
		}
		return nil, i
	}
	return nil, -1
}

// nearbySayer returns who says a quote that runs over sentence n and is attributed in another: the next one, or one before in the
// same paragraph.
func (k *linking) nearbySayer(n int) *found {
	if !k.quotes(n) {
		return nil
	}
	for m := n + 1; m < len(k.sents) && m <= n+3 && k.quotes(m) && k.sents[m-1].endsQuoted(); m++ {
		if f, _ := k.sayer(k.sents[m]); f != nil {
			return f
		}
	}
	for m := n - 1; m >= 0 && m >= n-4 && k.sents[m].Paragraph >= k.sents[n].Paragraph-1; m-- {
		if f, _ := k.sayer(k.sents[m]); f != nil && k.quotes(m) {
			return f
		}
	}
	return nil
}

// endsQuoted reports whether a quote is still open where the sentence ends.
func (s *sent) endsQuoted() bool {
	n := len(s.quoted)
	return n > 0 && s.quoted[n-1]
}

// homeCountry returns the country whose official statement the article is, or "": the country of the site, of those on whose
// behalf it speaks, or the only one whose officials the headline and the first sentence name.
func (k *linking) homeCountry() string {
	if !k.homeDone {
		k.homeDone = true
		k.home = k.findHome()
	}
	return k.home
}

// officialSite returns the country whose government or agency a site is: "UK Government", "US State Department".
func (k *linking) officialSite(site string) string {
	for _, t := range k.ref.Lookup(site) {
		if k.label(t.ID) == schema.Agency || k.label(t.ID) == schema.Country {
			return k.countryOf(t.ID)
		}
	}
	forms := strings.Fields(site)
	if len(forms) < 2 || !words.cue("official", strings.ToLower(forms[len(forms)-1])) {
		return ""
	}
	if m, ok := k.ref.Match(forms); ok {
		return k.countryOf(m.Terms[0].ID)
	}
	return ""
}

func (k *linking) findHome() string {
	if k.article != nil {
		if c := k.officialSite(k.article.Site); c != "" {
			return c
		}
	}
	set := map[string]bool{}
	for n, s := range k.sents {
		if n > 1 {
			break
		}
		if len(s.lower) > 3 && strings.HasPrefix(strings.Join(s.lower, " "), "on behalf of ") {
			for i := 3; i < len(s.Tokens); i++ {
				if f := k.names[n][i]; f != nil {
					return k.countryOf(f.Entities[0])
				}
			}
		}
		for _, t := range k.titles {
			if t.s == s && t.person != nil && t.person.country != "" && t.title.kind != titleHuman && !t.former {
				set[t.person.country] = true
			}
		}
	}
	if len(set) == 1 {
		return sorted(set)[0]
	}
	return ""
}
