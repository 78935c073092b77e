package entity

import (
	"strings"

	"geokg/schema"
)

// slugWords returns the words of a name as nameWords does.
func slugWords(name string) []string { return strings.Split(schema.Slug(name), "-") }

// officeHolder returns the id of the one person of the gazetteer with that last name who had the title's office, by preference when the
// article was published; "" if none or several.
func (k *linking) officeHolder(ws []string, t *titled) string {
	if t == nil || t.title.kind != titleOffice && t.title.kind != titleRank {
		return ""
	}
	var fit []string
	candidates := k.surname[ws[len(ws)-1]]
	royal := words.cue("royal", t.s.lower[t.last-1])
	if len(ws) == 1 && t.title.kind == titleOffice && royal { // "King Hassan"
		candidates = k.given[ws[0]]
	}
	if len(ws) == 1 && royal && t.title.kind == titleRank { // "Prince Henry" may be anybody
		return ""
	}
	for _, id := range unique(candidates) {
		e := k.entity(id)
		have := slugWords(e.Name)
		if !subset(ws, have) && !sameInitial(ws, have) {
			continue
		}
		if c := k.titleCountry(t); c != "" && c != e.Country {
			continue
		}
		if t.title.kind == titleOffice && !k.heldOffice(id, t) {
			continue
		}
		if t.title.kind == titleRank && len(ws) == 1 && k.support[e.Country] == 0 { // many people are called "Mr. Dar"
			continue
		}
		fit = append(fit, id)
	}
	if len(fit) > 1 {
		var now []string
		for _, id := range fit {
			if k.inOffice(id, k.doc.Published) {
				now = append(now, id)
			}
		}
		fit = now
	}
	if len(fit) == 0 && len(ws) > 1 {
		fit = k.misspelled(ws, t)
	}
	if len(fit) == 1 {
		return fit[0]
	}
	return ""
}

// misspelled returns the people of the gazetteer with that first name, a last name that differs by one letter (two in a long one), and the
// title's office.
func (k *linking) misspelled(ws []string, t *titled) []string {
	var fit []string
	last := ws[len(ws)-1]
	for _, id := range k.given[ws[0]] {
		e := k.entity(id)
		have := slugWords(e.Name)
		if c := k.titleCountry(t); c != "" && c != e.Country {
			continue
		}
		if len(last) >= 6 && distance(last, have[len(have)-1]) <= 1+len(last)/9 && k.heldOffice(id, t) {
			fit = append(fit, id)
		}
	}
	return fit
}

// distance returns the edit distance of two words (Levenshtein), in bytes.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		diagonal := row[0]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			diagonal, row[j] = row[j], min(row[j]+1, row[j-1]+1, diagonal+cost)
		}
	}
	return row[len(b)]
}

// oneCountry returns the country that all people of the gazetteer with that last name and the title's office belong to: "President
// Bush" of no date. Of somebody with another first name it is the country only if the article speaks of it.
func (k *linking) oneCountry(ws []string, t *titled) string {
	country := ""
	if t == nil || t.title.kind != titleOffice {
		return ""
	}
	for _, id := range k.surname[ws[len(ws)-1]] {
		if e := k.entity(id); k.heldOffice(id, t) {
			if country != "" && country != e.Country {
				return ""
			}
			country = e.Country
		}
	}
	if len(ws) > 1 && k.support[country] == 0 {
		return ""
	}
	return country
}

// sameInitial reports whether two full names have the same last word and their first words the same letter.
func sameInitial(a, b []string) bool {
	return len(a) > 1 && len(b) > 1 && a[len(a)-1] == b[len(b)-1] && a[0][0] == b[0][0]
}

// heldOffice reports whether a person of the gazetteer ever had the title's role.
func (k *linking) heldOffice(id string, t *titled) bool {
	for _, o := range k.ref.Offices(id) {
		if o.Role == t.role || t.role == "president" && o.Role == "head of state" {
			return true
		}
		for _, h := range k.ref.Holders(o.Of, t.role, schema.Date{}) {
			if h.Person == id {
				return true
			}
		}
	}
	return false
}

// inOffice reports whether a person had any office at a date. At an unknown date nobody had.
func (k *linking) inOffice(id string, at schema.Date) bool {
	if at.IsZero() {
		return false
	}
	for _, o := range k.ref.Offices(id) {
		if at.Within(o.From, o.To) {
			return true
		}
	}
	return false
}

// known returns the one person of the gazetteer with that last name who leads a country when the article is published, if the article
// speaks of that country.
func (k *linking) known(ws []string) string {
	if len(ws) != 1 || len(ws[0]) < 4 {
		return ""
	}
	var fit []string
	for _, id := range k.surname[ws[0]] {
		if k.inOffice(id, k.doc.Published) && k.support[k.entity(id).Country] > 0 {
			fit = append(fit, id)
		}
	}
	if len(fit) == 1 {
		return fit[0]
	}
	return ""
}

// note indexes an entity of the gazetteer by what the linker looks up.
func (l *Linker) note(e *schema.Entity) {
	if e.Parent != "" {
		l.bodies[e.Parent] = append(l.bodies[e.Parent], body{e.ID, bodyWords(e)})
	}
	switch e.Label {
	case schema.Person:
		ws := slugWords(e.Name)
		l.surname[ws[len(ws)-1]] = append(l.surname[ws[len(ws)-1]], e.ID)
		l.given[ws[0]] = append(l.given[ws[0]], e.ID)
		if len(ws) > 2 && words.cue("surname-first", e.Country) {
			l.surname[ws[0]] = append(l.surname[ws[0]], e.ID)
		}
	case schema.Agency:
		if isSpy(e.Name) && e.Country != "" {
			l.spies[e.Country] = append(l.spies[e.Country], e.ID)
		}
	}
}

func isSpy(name string) bool {
	return strings.Contains(name, "Intelligence") || strings.Contains(name, "Secret Service") || strings.Contains(name, "Security Service")
}

// adjective returns the one of a country's demonyms that stands before a noun: "Spanish", not "Spaniard"; "French", not "Frenchman". It goes by
// their endings, and prefers those that begin as the country's name does; without any it is the name.
func adjective(demonyms []string, name string) string {
	for _, akin := range []bool{true, false} {
		for _, ending := range []string{"an", "ish", "ese", "ch", "i", "ic", "ss", "s", "e", "k", "h", "t"} {
			best := ""
			for _, d := range demonyms {
				same := len(d) > 2 && strings.HasPrefix(name, d[:3])
				plural := ending != "ss" && ending != "s" && strings.HasSuffix(d, "s")
				if same != akin || plural || !strings.HasSuffix(d, ending) || strings.HasSuffix(d, "men") || strings.HasSuffix(d, "man") && !strings.HasSuffix(d, "erman") && !strings.HasSuffix(d, "Oman") {
					continue
				}
				if best == "" || len(d) < len(best) {
					best = d
				}
			}
			if best != "" && (ending != "s" || len(demonyms) == 1) {
				return best
			}
		}
		if akin && contains(demonyms, name) || akin && contains(demonyms, name+"er") {
			return name
		}
	}
	return name
}

// officeOf returns where a person had a role by the gazetteer, when the text does not say; "" if it does not know.
func (k *linking) officeOf(t *titled) string {
	for _, o := range k.ref.Offices(t.person.id) {
		if o.Role == t.role {
			return o.Of
		}
	}
	return ""
}
