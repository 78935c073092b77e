package text

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"geokg/schema"
)

// WriteCoNLLU writes one parsed sentence in CoNLL-U, with its words as the "text" comment, followed by an empty line.
func WriteCoNLLU(w io.Writer, s *schema.Sentence) error {
	b := bufio.NewWriter(w)
	fmt.Fprint(b, "# text =")
	space := true
	for _, t := range s.Tokens {
		if space {
			b.WriteByte(' ')
		}
		b.WriteString(t.Form)
		space = t.SpaceAfter
	}
	b.WriteByte('\n')
	for i, t := range s.Tokens {
		misc := "SpaceAfter=No"
		if t.SpaceAfter {
			misc = "_"
		}
		fmt.Fprintf(b, "%d\t%s\t%s\t%s\t%s\t%s\t%d\t%s\t_\t%s\n", i+1, field(t.Form), field(t.Lemma), field(t.UPOS), field(t.XPOS),
			field(t.Feats), t.Head+1, field(t.Deprel), misc)
	}
	b.WriteByte('\n')
	return b.Flush()
}

// field returns a column's value; an empty one is "_".
func field(s string) string {
	if s == "" {
		return "_"
	}
	return strings.ReplaceAll(s, "\t", " ")
}
