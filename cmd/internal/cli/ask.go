package cli

import (
	"bufio"
	"cmp"
	"context"
	_ "embed"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"geokg/graph"
	"geokg/schema"
)

//go:embed questions.txt
var questionsText string

func newAsk(g *Globals) *cobra.Command {
	o := newFilter(g)
	cmd := &cobra.Command{
		Use:   "ask QUESTION",
		Short: "Answer a question in plain English",
		Long: `Answer a question of one of a few forms, by one of the other commands. It says on stderr which
command that is, with its flags, so that you see what was understood and can go on from there.
It understands no more than that, and says so. Names are taken as in the other commands.

Questions are like these:

  who threatens South Korea?              who did Iran attack in 2024?
  did Sweden join NATO?                   when did Finland join NATO?
  who was sanctioned by Canada?           has Russia threatened Estonia since 2022?
  what happened between Iran and Israel?  how is South Korea connected to Estonia?
  who was a member of CCDCOE in 2021?     which summits did Japan attend?
  how are relations between Iran and Iraq?  what is denied about Russia?
  who reports about Chad?                 what is said about NATO since 2022?`,
		Example: `  geokg ask "who threatens South Korea?"
  geokg ask "When did Finland join NATO?" --format json
  geokg ask what happened between Chad and Sudan since 2020`,
		Args: arguments(1, -1, "a question"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return o.ask(cmd.Context(), strings.Join(args, " "))
		},
	}
	o.addGazetteerFlag(cmd, cmd.Flags())
	return cmd
}

// ask finds the form of the question and answers it.
func (o *filter) ask(ctx context.Context, question string) error {
	rest, since, until, err := spanOf(question)
	if err != nil {
		return err
	}
	u, ok := understand(rest)
	if !ok {
		return usagef("I do not understand %q; geokg ask --help lists the forms of questions", oneLine(question))
	}
	o.Since, o.Until = since, until
	if u.relation != "" {
		o.Relations = []string{u.relation}
	}
	a := answers[u.command]
	o.note("understood: %s", o.spoken(a, u))
	return a.run(ctx, o, u)
}

// understood is what a question was taken for.
type understood struct {
	command  string // of questions.txt
	x, y     string // names
	relation string // "" if none
}

func (u *understood) names() []string {
	return slices.DeleteFunc([]string{u.x, u.y}, func(s string) bool { return s == "" })
}

// A questionForm is a line of questions.txt.
type questionForm struct {
	command string
	pattern *regexp.Regexp // with groups x, y, did
}

// questions are the forms, and the relations by the words that name them.
var questions = sync.OnceValues(func() ([]questionForm, map[string]string) {
	relations := map[string]string{}
	var forms [][2]string
	lines := bufio.NewScanner(strings.NewReader(questionsText))
	for lines.Scan() {
		line := strings.TrimSpace(lines.Text())
		kind, rest, _ := strings.Cut(line, " ")
		left, right, ok := strings.Cut(rest, "|")
		left, right = strings.TrimSpace(left), strings.TrimSpace(right)
		switch {
		case line == "" || line[0] == '#':
		case ok && kind == "say":
			for w := range strings.SplitSeq(right, ",") {
				relations[strings.TrimSpace(w)] = left
			}
		case ok && kind == "ask" && answers[left].run != nil:
			forms = append(forms, [2]string{left, right})
		default:
			panic("questions.txt: " + line) // it is embedded
		}
	}
	words := sortedByLength(relations)
	var out []questionForm
	for _, f := range forms {
		out = append(out, questionForm{f[0], questionPattern(f[1], words)})
	}
	return out, relations
})

// sortedByLength returns the words, the longest first, so that "meet with" is found before "meet".
func sortedByLength(words map[string]string) []string {
	var out []string
	for w := range words {
		out = append(out, regexp.QuoteMeta(w))
	}
	slices.SortFunc(out, func(a, b string) int { return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b)) })
	return out
}

var optionalWords = regexp.MustCompile(`\[([a-z| ]+)\] ?`)

// questionPattern makes a regular expression of a form.
func questionPattern(form string, words []string) *regexp.Regexp {
	p := strings.ReplaceAll(form, "belong[s]", "belongs?")
	p = strings.ReplaceAll(p, "[a-z]+", "\x00")
	p = optionalWords.ReplaceAllString(p, "(?:(?:$1) )?")
	p = strings.NewReplacer(
		"\x00", "[a-z]+", "{x}", "(?P<x>.+?)", "{y}", "(?P<y>.+?)", "{did}", "(?P<did>"+strings.Join(words, "|")+")",
	).Replace(p)
	return regexp.MustCompile("(?i)^" + p + "$")
}

// understand finds the form of a question.
func understand(question string) (understood, bool) {
	forms, relations := questions()
	q := strings.Join(strings.Fields(strings.Trim(question, " \t?!.")), " ")
	for _, f := range forms {
		m := f.pattern.FindStringSubmatch(q)
		if m == nil {
			continue
		}
		u := understood{command: f.command}
		for i, name := range f.pattern.SubexpNames() {
			switch name {
			case "x":
				u.x = nameIn(m[i])
			case "y":
				u.y = nameIn(m[i])
			case "did":
				u.relation = relations[strings.ToLower(m[i])]
			}
		}
		return u, true
	}
	return understood{}, false
}

// nameIn takes what is no part of a name off it.
func nameIn(s string) string {
	s = strings.TrimSuffix(strings.TrimSuffix(strings.TrimSpace(s), "'s"), "’s")
	if rest, ok := strings.CutPrefix(s, "the "); ok {
		return rest
	}
	return s
}

var spans = regexp.MustCompile(`(?i)^(.*?)[ ,]+(in|on|since|after|from|until|till|before|up to) (?:the year )?([0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?|(?:january|february|march|april|may|june|july|august|september|october|november|december) [0-9]{4})[ ?!.]*$`)

// spanOf takes the time that a question is about off its end: "in 2022", "since May 2020".
func spanOf(question string) (rest string, since, until schema.Date, err error) {
	m := spans.FindStringSubmatch(question)
	if m == nil {
		return question, since, until, nil
	}
	when := m[3]
	if month, year, ok := strings.Cut(when, " "); ok {
		when = fmt.Sprintf("%s-%02d", year, slices.Index(months, strings.ToLower(month))+1)
	}
	d, err := schema.ParseDate(when)
	if err != nil {
		return "", since, until, usagef("%q is no date: %v", m[3], err)
	}
	switch strings.ToLower(m[2]) {
	case "since", "from", "after":
		since = d
	case "until", "till", "before", "up to":
		until = d
	default:
		since, until = d, d
	}
	return m[1], since, until, nil
}

var months = []string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}

// An answering is how a command of questions.txt is run, and how it is written.
type answering struct {
	words string // of the command line, after "geokg"
	end   graph.End
	run   func(context.Context, *filter, understood) error
}

var answers map[string]answering

func init() { // the answers use what uses them
	related := func(brief bool) func(context.Context, *filter, understood) error {
		return func(ctx context.Context, o *filter, u understood) error {
			r := relationsOptions{filter: *o, A: u.x, B: u.y, Brief: brief}
			r.End = answers[u.command].end
			return r.run(ctx)
		}
	}
	answers = map[string]answering{
		"subject":  {"relations", graph.SubjectEnd, related(false)},
		"object":   {"relations", graph.ObjectEnd, related(false)},
		"pair":     {"relations", graph.SubjectEnd, related(false)},
		"from":     {"relations", graph.SubjectEnd, related(false)},
		"passive":  {"relations", graph.ObjectEnd, related(false)},
		"between":  {"relations", graph.AnyEnd, related(false)},
		"timeline": {"timeline", graph.AnyEnd, related(true)},
		"members": {words: "members", run: func(ctx context.Context, o *filter, u understood) error {
			m := membersOptions{Globals: o.Globals, Alliance: u.x, On: o.Until}
			return m.run(ctx)
		}},
		"path": {words: "path", run: func(ctx context.Context, o *filter, u understood) error {
			p := pathOptions{filter: *o, K: 1, MaxSteps: graph.DefaultMaxSteps}
			return p.run(ctx, u.names())
		}},
		"balance": {words: "balance", run: func(ctx context.Context, o *filter, u understood) error {
			b := balanceOptions{filter: *o, By: schema.PrecisionYear}
			return b.run(ctx, u.names())
		}},
		"contra": {words: "contradictions", run: func(ctx context.Context, o *filter, u understood) error { return contradictions(ctx, o, u.names()) }},
		"events": {words: "events", run: func(ctx context.Context, o *filter, u understood) error { return events(ctx, o, u.x) }},
		"sources": {words: "sources", run: func(ctx context.Context, o *filter, u understood) error {
			return sources(ctx, o, u.names())
		}},
		"show": {words: "show", run: func(ctx context.Context, o *filter, u understood) error {
			s := showOptions{Globals: o.Globals, Name: u.x, Limit: defaultLatest}
			return s.run(ctx)
		}},
	}
}

// spoken writes the command that answers a question.
func (o *filter) spoken(a answering, u understood) string {
	words := []string{"geokg", a.words}
	for _, n := range u.names() {
		words = append(words, quoteForShell(n))
	}
	if a.end != graph.AnyEnd {
		words = append(words, "--as "+string(a.end))
	}
	for _, r := range o.Relations {
		words = append(words, "--relation "+r)
	}
	switch {
	case a.words == "members" && !o.Until.IsZero():
		words = append(words, "--on "+o.Until.Value)
	case a.words == "members":
	default:
		if !o.Since.IsZero() {
			words = append(words, "--since "+o.Since.Value)
		}
		if !o.Until.IsZero() {
			words = append(words, "--until "+o.Until.Value)
		}
	}
	return strings.Join(words, " ")
}
