package cli

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"geokg/graph"
	"geokg/schema"
)

// addFlags adds the flags of commands that read articles.
func (r *reading) addFlags(cmd *cobra.Command) {
	cmd.Flags().Var((*positive)(&r.Workers), "jobs", "how many articles to read at once (default: one for each processor)")
	r.addGazetteerFlag(cmd, cmd.Flags())
	r.fetching.addFlags(cmd.Flags())
	cmd.Flags().StringVar(&r.After, "after", "", "go on after the article of this `NAME`, as an interrupted run printed it")
}

// completeArticles completes the paths of articles.
func completeArticles(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return []string{"html", "htm", "txt", "json", "jsonl", "zip", "tar", "tgz", "gz", "bz2", "warc", "xml"}, cobra.ShellCompDirectiveFilterFileExt
}

// A positive is a flag for a whole number from 1.
type positive int

func (n *positive) Type() string { return "N" }
func (n *positive) String() string {
	if *n == 0 {
		return ""
	}
	return strconv.Itoa(int(*n))
}
func (n *positive) Set(s string) error {
	v, err := strconv.Atoi(s)
	if err != nil || v < 1 {
		return errors.New("want a whole number from 1")
	}
	*n = positive(v)
	return nil
}

// A limitFlag is a flag for a whole number from 1, or "all", which is -1.
type limitFlag int

func (n *limitFlag) Type() string { return "N" }
func (n *limitFlag) String() string {
	switch {
	case *n < 0:
		return "all"
	case *n == 0:
		return ""
	}
	return strconv.Itoa(int(*n))
}
func (n *limitFlag) Set(s string) error {
	if s == "all" {
		*n = -1
		return nil
	}
	if err := (*positive)(n).Set(s); err != nil {
		return errors.New("want a whole number from 1, or all")
	}
	return nil
}

// A share is a flag for a number from 0 to 1.
type share float64

func (f *share) Type() string   { return "NUMBER" }
func (f *share) String() string { return strconv.FormatFloat(float64(*f), 'f', -1, 64) }
func (f *share) Set(s string) error {
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || !(v >= 0 && v <= 1) {
		return errors.New("want a number from 0 to 1")
	}
	*f = share(v)
	return nil
}

// A dateFlag is a flag for a day, a month or a year.
type dateFlag schema.Date

func (d *dateFlag) Type() string   { return "DATE" }
func (d *dateFlag) String() string { return d.Value }
func (d *dateFlag) Set(s string) error {
	v, err := schema.ParseDate(s)
	if err != nil || v.IsZero() {
		return errors.New("want YYYY-MM-DD, YYYY-MM or YYYY")
	}
	*d = dateFlag(v)
	return nil
}

// seconds is a duration as the summaries give it.
func seconds(d time.Duration) float64 {
	return float64(d.Round(10*time.Millisecond)) / float64(time.Second)
}

// A relationFlag is a flag for relations of the ontology, one each time or several with commas.
type relationFlag []string

func (r *relationFlag) Type() string   { return "RELATION" }
func (r *relationFlag) String() string { return strings.Join(*r, ",") }
func (r *relationFlag) Set(s string) error {
	for _, name := range strings.Split(s, ",") {
		upper := strings.ToUpper(strings.TrimSpace(name))
		if _, ok := schema.LookupRelation(upper); !ok {
			return fmt.Errorf("%q is no relation%s", name, didYouMean(upper, relationNames()))
		}
		*r = append(*r, upper)
	}
	return nil
}

// A factualityFlag is a flag for values of factuality.
type factualityFlag []schema.Factuality

func (f *factualityFlag) Type() string   { return "FACTUALITY" }
func (f *factualityFlag) String() string { return joinStrings(*f, ",") }
func (f *factualityFlag) Set(s string) error {
	for _, name := range strings.Split(s, ",") {
		v := schema.Factuality(strings.ToLower(strings.TrimSpace(name)))
		if !slices.Contains(schema.Factualities, v) {
			return fmt.Errorf("%q is no factuality; want %s", name, joinStrings(schema.Factualities, ", "))
		}
		*f = append(*f, v)
	}
	return nil
}

// An endFlag is a flag for an end of a claim.
type endFlag graph.End

func (e *endFlag) Type() string   { return "END" }
func (e *endFlag) String() string { return string(*e) }
func (e *endFlag) Set(s string) error {
	if v := graph.End(s); v != graph.SubjectEnd && v != graph.ObjectEnd {
		return errors.New("want subject or object")
	}
	*e = endFlag(s)
	return nil
}

// onOff is a flag for a switch that is on unless it is put off.
type onOff bool

func (b *onOff) Type() string   { return "on|off" }
func (b *onOff) String() string { return ifElse(bool(*b), "on", "off") }
func (b *onOff) Set(s string) error {
	switch strings.ToLower(s) {
	case "on", "true", "yes":
		*b = true
	case "off", "false", "no":
		*b = false
	default:
		return errors.New("want on or off")
	}
	return nil
}

func relationNames() []string {
	var names []string
	for _, r := range schema.Relations() {
		names = append(names, r.Name)
	}
	return names
}

func factualityNames() []string {
	var names []string
	for _, f := range schema.Factualities {
		names = append(names, string(f))
	}
	return names
}

// didYouMean is the end of an error about a word that is not among the choices: the nearest of them, if there is one.
func didYouMean(word string, choices []string) string {
	const far = 4
	best, least := "", far
	for _, c := range choices {
		if d := editDistance(word, c, far); d < least {
			best, least = c, d
		}
	}
	if best == "" {
		return ""
	}
	return "; did you mean " + best + "?"
}

func joinStrings[T ~string](ss []T, sep string) string {
	parts := make([]string, len(ss))
	for i, s := range ss {
		parts[i] = string(s)
	}
	return strings.Join(parts, sep)
}
