package eval

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"sort"

	"geokg/schema"
)

// A Record is a sentence with the political events that people have coded in it.
type Record struct {
	ID     string        `json:"id"`
	Text   string        `json:"text"`
	Events []RecordEvent `json:"events"`
}

// A RecordEvent is one coded event: actors in CAMEO's codes, of which the first three letters are the country.
type RecordEvent struct {
	Source string `json:"src"`
	Target string `json:"tgt"`
	PLOVER string `json:"plover"`
}

// A Triple is a source country, a class of events and a target country.
type Triple struct{ Source, Class, Target string }

func (t Triple) String() string { return t.Source + " " + t.Class + " " + t.Target }

// ReadRecords reads event records as JSON Lines.
func ReadRecords(r io.Reader) ([]Record, error) {
	var rs []Record
	err := eachLine(r, func(line []byte) error {
		var rec Record
		if err := json.Unmarshal(line, &rec); err != nil {
			return err
		}
		if rec.ID == "" || len(rec.Events) == 0 {
			return fmt.Errorf("no event record: want id, text and events")
		}
		rs = append(rs, rec)
		return nil
	})
	return rs, err
}

// An EventReport is how claims score as events.
type EventReport struct {
	Records int              `json:"records"`
	Exact   int              `json:"exact"` // records with all their events and no other
	Triples Rates            `json:"triples"`
	ByClass map[string]Rates `json:"byClass"` // Right and Missed
	Judged  []Judged         `json:"-"`       // claims with a PLOVER type
	Errors  []EventError     `json:"errors,omitempty"`
}

// An EventError is a record that is not exactly right.
type EventError struct {
	Record Record   `json:"record"`
	Wrong  []Triple `json:"wrong"`
	Missed []Triple `json:"missed"`
}

// older are the classes of today's PLOVER as the records have them.
var older = map[string][]string{"REQUEST": {"DEMAND"}, "ACCUSE": {"DISAPPROVE", "INVESTIGATE"}, "FIGHT": {"ASSAULT"}}

// ScoreEvents scores the predicted claims, by record id, as events: each that is not negated, by its PLOVER types. An alliance counts as IGO, an
// actor of no country as an organization of any kind; a symmetric claim either way round.
func ScoreEvents(records []Record, predicted map[string][]Claim) EventReport {
	r := EventReport{Records: len(records), ByClass: map[string]Rates{}}
	for _, rec := range records {
		gold := map[Triple]bool{}
		for _, e := range rec.Events {
			class := e.PLOVER
			if class == "FIGHT" {
				class = "ASSAULT"
			}
			gold[Triple{first(e.Source, 3), class, first(e.Target, 3)}] = true
		}
		found, wrong := map[Triple]bool{}, map[Triple]bool{}
		for i := range predicted[rec.ID] {
			c := &predicted[rec.ID][i]
			if c.Factuality == schema.Negated {
				continue
			}
			right := false
			for _, code := range c.PLOVER {
				right = event(triples(c, code), gold, found, wrong) || right
			}
			if len(c.PLOVER) > 0 {
				r.Judged = append(r.Judged, Judged{rec.ID, c.Factuality == schema.Asserted, c.Confidence, right})
			}
		}
		r.record(rec, gold, found, wrong)
	}
	return r
}

func first(s string, n int) string { return s[:min(n, len(s))] }

// event notes which gold events one code of a claim can stand for, and reports whether there is one; if none, the first of what it says
// is wrong.
func event(options []Triple, gold, found, wrong map[Triple]bool) (hit bool) {
	for _, t := range options {
		if gold[t] {
			found[t], hit = true, true
		}
	}
	if !hit && len(options) > 0 {
		wrong[options[0]] = true
	}
	return hit
}

func (r *EventReport) record(rec Record, gold, found, wrong map[Triple]bool) {
	var missed []Triple
	for _, t := range sortedTriples(gold) {
		x := r.ByClass[t.Class]
		if found[t] {
			x.Right++
		} else {
			x.Missed++
			missed = append(missed, t)
		}
		r.ByClass[t.Class] = x
	}
	r.Triples.add(Rates{len(found), len(wrong), len(missed)})
	if len(missed) == 0 && len(wrong) == 0 {
		r.Exact++
		return
	}
	r.Errors = append(r.Errors, EventError{rec, sortedTriples(wrong), missed})
}

// triples returns what a claim with that PLOVER type may say, sorted.
func triples(c *Claim, code string) []Triple {
	classes := older[code]
	if classes == nil {
		classes = []string{code}
	}
	set := map[Triple]bool{}
	for _, s := range countries(subjectOf(c)) {
		for _, o := range countries(objectOf(c)) {
			for _, class := range classes {
				set[Triple{s, class, o}] = true
				if isSymmetric(c.Relation) {
					set[Triple{o, class, s}] = true
				}
			}
		}
	}
	return sortedTriples(set)
}

func countries(s side) []string {
	switch {
	case len(s.of) == 3 && s.label != schema.Alliance:
		return []string{s.of}
	case s.label == schema.Alliance:
		return []string{"IGO"}
	}
	return []string{"IGO", "IMG", "MNC", "NGO"}
}

func sortedTriples(set map[Triple]bool) []Triple {
	out := make([]Triple, 0, len(set))
	for t := range set {
		out = append(out, t)
	}
	sort.Slice(out, func(i, j int) bool { return slices.Compare(key(out[i]), key(out[j])) < 0 })
	return out
}

func key(t Triple) []string { return []string{t.Source, t.Class, t.Target} }
