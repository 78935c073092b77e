package text

import (
	"os"
	"strings"
	"testing"

	"geokg/schema"
)

func TestSegments(t *testing.T) {
	r, err := loadRules()
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile("testdata/segments.txt")
	if err != nil {
		t.Fatal(err)
	}
	input := ""
	for n, line := range strings.Split(string(b), "\n") {
		switch {
		case line == "" || line[0] == '#':
		case input == "":
			input = line
		default:
			if got := segments(r, input); got != line {
				t.Errorf("line %d: %s\ngot  %s\nwant %s", n+1, input, got, line)
			}
			input = ""
		}
	}
}

// segments returns the tokens of a line, divided by spaces, with "||" after each sentence.
func segments(r *rules, line string) string {
	tokens := r.tokens(line, schema.Span{Start: 0, End: len(line)})
	var out []string
	from := 0
	for _, to := range r.sentences(tokens) {
		out = append(out, forms(tokens[from:to])...)
		out = append(out, "||")
		from = to
	}
	return strings.Join(out, " ")
}

func TestDateline(t *testing.T) {
	r, err := loadRules()
	if err != nil {
		t.Fatal(err)
	}
	const lead = "The envoys of the two islands met on Tuesday in the old harbour."
	for _, c := range []struct{ cut, place, date, agency string }{
		{"MARIVILLE (Island News) - ", "MARIVILLE", "", "Island News"},
		{"MARIVILLE, May 3 (Island News) — ", "MARIVILLE", "May 3", "Island News"},
		{"PORT MARY, Northland (IN) -- ", "PORT MARY, Northland", "", "IN"},
		{"MARIVILLE/PORT MARY, 3 May 2022 – ", "MARIVILLE/PORT MARY", "3 May 2022", ""},
		{"MARIVILLE—", "MARIVILLE", "", ""},
		{"MARIVILLE: ", "MARIVILLE", "", ""},
		{"Mariville, May 3, 2022 (Island News) – ", "Mariville", "May 3, 2022", "Island News"},
		{"MARIVILLE (3 May 2022) – ", "MARIVILLE", "3 May 2022", ""},
		{"(Island News) - ", "", "", "Island News"},
		{"World Affairs - ", "World Affairs", "", ""},
		{"Tuesday, May 3, 2022 ", "", "Tuesday, May 3, 2022", ""},
	} {
		text := c.cut + lead
		got := r.dateline(text, schema.Span{Start: 0, End: len(text)})
		want := schema.Dateline{Span: schema.Span{Start: 0, End: len(c.cut)}, Place: c.place, Date: c.date, Agency: c.agency}
		if got != want {
			t.Errorf("%q: got %+v, want %+v", c.cut, got, want)
		}
	}
	for _, text := range []string{
		lead,
		"Northland - Southland talks, which began in May, will go on until the end of the year.",
		"The North Sea Fisheries Board (NSFB) - The oldest of its kind - met on Tuesday in Mariville.",
		"The minister - who had resigned - was not asked about the pact, a spokesman said later.",
		"Mariville-based firms build nine ships a year, and all of them are sold to the islands.",
		"UN: The council met on Tuesday in the old harbour and spoke of the islands for six hours.",
		"MARIVILLE - nine ships left.",
		"Question: What will the envoys of the two islands speak of when they meet again on Tuesday?",
	} {
		if got := r.dateline(text, schema.Span{Start: 0, End: len(text)}); got != (schema.Dateline{}) {
			t.Errorf("%q: got %+v, want none", text, got)
		}
	}
}

// The dateline may come after the repeated title and a caption.
func TestDatelineAfterCaption(t *testing.T) {
	d := document(t, "Envoys meet", "Envoys meet\nThe old harbour /Island News\n\nMARIVILLE (IN) - The envoys of the two islands met on Tuesday.")
	if d.Dateline.Place != "MARIVILLE" || d.Dateline.Agency != "IN" {
		t.Errorf("dateline %+v", d.Dateline)
	}
	last := d.Sentences[len(d.Sentences)-1]
	if got := d.Slice(last.Span); !strings.HasPrefix(got, "The envoys") {
		t.Errorf("last sentence %q", got)
	}
	if d.Paragraphs[last.Paragraph].Start != d.Dateline.Span.Start {
		t.Error("the dateline is not in its paragraph")
	}
	checkDocument(t, d)
}

func TestRuleFilesAreChecked(t *testing.T) {
	for name, list := range map[string]string{
		"unsorted": "# header\nb\na\n",
		"twice":    "a\na\n",
		"capital":  "a\nB\n",
		"two":      "a b\n",
	} {
		err := readList(list, func(f []string) error { return addWord(map[string]bool{}, f) })
		if err == nil || !strings.Contains(err.Error(), "line ") {
			t.Errorf("%s: error %v, want one with its line", name, err)
		}
	}
	var r rules
	if err := r.addAbbreviation([]string{"Gen", "name"}); err == nil {
		t.Error("an abbreviation without a stop was taken")
	}
	if err := r.addContraction([]string{"cannot", "can", "nott"}); err == nil {
		t.Error("a contraction that is not its parts was taken")
	}
}
