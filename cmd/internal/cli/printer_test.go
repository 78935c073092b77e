package cli

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"geokg/schema"
)

func TestOneLine(t *testing.T) {
	for in, want := range map[string]string{
		"two\n  lines\t here ":        "two lines here",
		"\x1b[31mred\x1b[0m":          "[31mred[0m",
		"\u202etxt.exe":               "txt.exe", // would turn the reading direction
		"a\u0007b\u009bc":             "abc",
		"नेपाल\u200dक":                "नेपाल\u200dक", // joiners are part of words
		"Élysée – “palace” \u00a0end": "Élysée – “palace” end",
	} {
		if got := oneLine(in); got != want {
			t.Errorf("oneLine(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestCount(t *testing.T) {
	for _, c := range []struct {
		n    int
		noun string
		want string
	}{
		{0, "claim", "0 claims"}, {1, "claim", "1 claim"}, {2, "story", "2 stories"}, {1, "entity", "1 entity"},
		{999, "edge", "999 edges"}, {1000, "edge", "1,000 edges"}, {1234567, "article", "1,234,567 articles"},
	} {
		if got := count(c.n, c.noun); got != c.want {
			t.Errorf("count(%d, %q) = %q, want %q", c.n, c.noun, got, c.want)
		}
	}
	if got := thousands(-123456); got != "-123,456" {
		t.Errorf("thousands(-123456) = %q", got)
	}
}

func TestParagraphKeepsToWidth(t *testing.T) {
	for _, width := range []int{40, 60, 80, 200} {
		var out bytes.Buffer
		p := (&World{Stdout: &out, Width: width}).printer()
		d, _ := schema.ParseDate("2022-11-04")
		p.claim(d, schema.Asserted, "Ministry of Defense (JPN) JOINED NATO Cooperative Cyber Defence Centre of Excellence (NATO)")
		p.detail(quoted(strings.Repeat("a sentence of some length, ", 8)))
		if err := p.err(); err != nil {
			t.Fatal(err)
		}
		for _, l := range strings.Split(out.String(), "\n") {
			if n := len([]rune(l)); n > max(width, dateColumn+factualityColumn+20) {
				t.Errorf("width %d: %d columns in %q", width, n, l)
			}
			if strings.HasSuffix(l, " ") {
				t.Errorf("width %d: space at the end of %q", width, l)
			}
		}
	}
}

func TestWrap(t *testing.T) {
	const url = "https://news.example.org/a/very/long/path"
	for _, c := range []struct {
		in   string
		want []string
	}{
		{"", []string{""}},
		{"one two three four five six", []string{"one two three four", "five six"}},
		{"see " + url + " there", []string{"see", url, "there"}},
		{"abcdefghijklmnopqrstuvwxyz end", []string{"abcdefghijklmnopqrst", "uvwxyz end"}},
		{"ab abcdefghijklmnopqrstuvwxyz", []string{"ab", "abcdefghijklmnopqrst", "uvwxyz"}},
		{"中文中文中文中文中文中文", []string{"中文中文中文中文中文", "中文"}},
	} {
		if got := wrap(c.in, 20); !slices.Equal(got, c.want) {
			t.Errorf("wrap(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestColour(t *testing.T) {
	var out bytes.Buffer
	w := &World{Stdout: &out, Width: 80}
	for _, color := range []bool{false, true} {
		out.Reset()
		w.Color = color
		p := w.printer()
		p.claim(schema.Date{}, schema.Negated, "A ATTACKED B")
		if err := p.err(); err != nil {
			t.Fatal(err)
		}
		if got := strings.Contains(out.String(), "\x1b["); got != color {
			t.Errorf("Color %v: %q", color, out.String())
		}
	}
}

func FuzzOneLine(f *testing.F) {
	f.Add("a\x1b]0;title\x07b\n")
	f.Fuzz(func(t *testing.T, s string) {
		got := oneLine(s)
		if oneLine(got) != got {
			t.Errorf("oneLine(%q) = %q, which is not stable", s, got)
		}
		if strings.ContainsAny(got, "\n\r\x1b\x00\u202e") {
			t.Errorf("oneLine(%q) = %q", s, got)
		}
	})
}
