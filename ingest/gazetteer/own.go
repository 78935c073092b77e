package gazetteer

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"geokg/schema"
)

// A File is a gazetteer of a user's own: text in sections named after the embedded tables, "[places]", whose rows have the
// columns of those tables, in any order. A row adds an entity or a name, or changes what is there already; with "-" before
// it, it takes that out. See examples/own.gazetteer.txt.
type File struct {
	Name string // path, for errors
	Text string // UTF-8
}

// ownSections are the sections that an own file may have, in the order in which they are read: entities before what refers to
// them. Within one, what is taken out goes first.
var ownSections = []struct {
	name, columns, dropColumns string
	add, drop                  func(*builder, table) error
}{
	{"countries", "code | name | demonyms | capitals | other names", "code", (*builder).countries, (*builder).dropByID},
	{"alliances", "id | name | parent | Wikidata | other names", "id", (*builder).alliances, (*builder).dropByID},
	{"agencies", "id | name | pattern | Wikidata | other names", "id", (*builder).agencies, (*builder).dropByID},
	{"organizations", "name | country | Wikidata | other names", "name | country", (*builder).organizations, dropLocal(schema.Organization)},
	{"places", "name | country | Wikidata | other names | division", "name | country", (*builder).places, dropLocal(schema.Place)},
	{"people", "name | country | Wikidata | other names", "name | country", (*builder).people, dropLocal(schema.Person)},
	{"rename", "id | new name", "", (*builder).renames, dropNothing},
	{"offices", "of | role | person | from | to | country of the person", "of | role | person", (*builder).officeHolders, (*builder).dropOffices},
	{"aliases", "id | other names", "id | other names", (*builder).aliases, dropNames(Name, Acronym, Demonym, PlaceOf)},
	{"former", "id | name | from | to", "id | name", (*builder).former, dropNames(Former)},
	{"metonyms", "id | words that stand for it", "id | words that stand for it", (*builder).metonyms, dropNames(Metonym)},
	{ownMemberships, "alliance | member | status | from | to | note", "alliance | member", keepForLater, keepForLater},
}

const ownMemberships = "memberships"

// keepForLater reads nothing: memberships are read when somebody asks.
func keepForLater(*builder, table) error { return nil }

// A section is one kind of rows of an own file. Line numbers are those of the file, since in each text the lines of the others
// are empty.
type section struct{ add, drop table }

// override reads an own file into the gazetteer, and returns what counts for the fingerprint: the rows that articles are read
// with, without comments and spaces.
func (b *builder) override(f File) (table, error) {
	sections, err := f.sections()
	if err != nil {
		return table{}, err
	}
	b.overriding = true
	defer func() { b.overriding = false }()
	known := len(b.entities)
	var read strings.Builder
	for i, s := range ownSections {
		if err := s.drop(b, sections[i].drop); err != nil {
			return table{}, hint(err, s.name, "- "+s.dropColumns)
		}
		if err := s.add(b, sections[i].add); err != nil {
			return table{}, hint(err, s.name, s.columns)
		}
		if s.name == "agencies" {
			if err := b.bodiesFrom(known); err != nil {
				return table{}, fmt.Errorf("%s: %w", f.Name, err)
			}
		}
		if s.name != ownMemberships {
			fmt.Fprintf(&read, "[%s]\n%s", s.name, sections[i].bare())
		}
	}
	if err := b.checkParents(); err != nil {
		return table{}, fmt.Errorf("%s: %w", f.Name, err)
	}
	return table{name: "own", text: read.String()}, b.addOwnMemberships(sections[len(sections)-1])
}

// sections sorts the lines of the file by section, in the order of ownSections.
func (f File) sections() ([]section, error) {
	if !utf8.ValidString(f.Text) {
		return nil, fmt.Errorf("%s is not UTF-8; save it as that", f.Name)
	}
	texts := make([][2]strings.Builder, len(ownSections))
	at := -1
	for i, line := range strings.Split(strings.TrimPrefix(f.Text, "\ufeff"), "\n") {
		line = strings.TrimSpace(line)
		to, row := -1, ""
		switch name, header := sectionName(line); {
		case line == "" || line[0] == '#':
		case header:
			if at = sectionIndex(name); at < 0 {
				return nil, fmt.Errorf("%s:%d: there is no section [%s]; want one of %s", f.Name, i+1, name, sectionNames())
			}
		case at < 0:
			return nil, fmt.Errorf("%s:%d: a row before the first section; put a line like [places] before it, or another of %s", f.Name, i+1, sectionNames())
		case line[0] == '-':
			to, row = 1, strings.TrimSpace(line[1:])
		default:
			to, row = 0, line
		}
		for s := range texts {
			for k := range texts[s] {
				if s == at && k == to {
					texts[s][k].WriteString(row)
				}
				texts[s][k].WriteByte('\n')
			}
		}
	}
	sections := make([]section, len(texts))
	for i := range texts {
		sections[i] = section{table{f.Name, texts[i][0].String(), true}, table{f.Name, texts[i][1].String(), true}}
	}
	return sections, nil
}

// sectionName reads "[places]".
func sectionName(line string) (string, bool) {
	name, ok := strings.CutPrefix(line, "[")
	name, closed := strings.CutSuffix(name, "]")
	return strings.TrimSpace(name), ok && closed
}

func sectionIndex(name string) int {
	for i := range ownSections {
		if ownSections[i].name == name {
			return i
		}
	}
	return -1
}

func sectionNames() string {
	var names []string
	for _, s := range ownSections {
		names = append(names, "["+s.name+"]")
	}
	return strings.Join(names, ", ")
}

// bare is the section without what does not count: empty lines, and spaces around the cells.
func (s section) bare() string {
	var b strings.Builder
	for _, t := range []table{s.drop, s.add} {
		for line := range strings.SplitSeq(t.text, "\n") {
			for cell := range strings.SplitSeq(line, "|") {
				if line != "" {
					b.WriteString(strings.TrimSpace(cell) + "|")
				}
			}
			if line != "" {
				b.WriteByte('\n')
			}
		}
		b.WriteString("-\n")
	}
	return b.String()
}

// An unknownID is a reference to an entity that is not there.
type unknownID string

func (id unknownID) Error() string { return fmt.Sprintf("unknown id %q", string(id)) }

// hint adds to the error about a row of an own file what to do about it.
func hint(err error, section, columns string) error {
	var unknown unknownID
	var wrong columnsError
	switch {
	case errors.As(err, &wrong):
		return fmt.Errorf("%w; a row of [%s] is: %s", err, section, columns)
	case errors.As(err, &unknown):
		return fmt.Errorf("%w; geokg show NAME says the ids of what geokg knows, or add it with a row of its own", err)
	}
	return err
}
