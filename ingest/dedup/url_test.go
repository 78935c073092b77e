package dedup

import (
	"strings"
	"testing"
)

func TestCanonicalURL(t *testing.T) {
	for in, want := range map[string]string{
		"https://a.example/x":                                            "https://a.example/x",
		"HTTPS://WWW.A.Example:443/X?b=2&a=1#top":                        "https://www.a.example/X?b=2&a=1",
		"http://a.example:80":                                            "http://a.example/",
		"http://a.example:8080/x":                                        "http://a.example:8080/x",
		"https://a.example/x?utm_source=feed&utm_medium=rss":             "https://a.example/x",
		"https://a.example/x?id=7&fbclid=Iw&gclid=1&UTM_Campaign=y&p=2":  "https://a.example/x?id=7&p=2",
		"https://a.example/x?utm%5Fsource=z&q=a%26b":                     "https://a.example/x?q=a%26b",
		"https://a.example/x?":                                           "https://a.example/x",
		"https://a.example/x?&&id=1&":                                    "https://a.example/x?id=1",
		"https://a.example/x?at_custom1=y&at_bbc_team=z&at_x=stays":      "https://a.example/x?at_x=stays",
		"https://a.example/search?source=agency&from=2022&ref=9&utm=own": "https://a.example/search?source=agency&from=2022&ref=9&utm=own",
		"https://a.example/%E5%8C%97%20x/?a":                             "https://a.example/%E5%8C%97%20x/?a",
		" https://a.example/x ":                                          "https://a.example/x",
		"":                                                               "",
		"news/1.html?utm_source=x":                                       "news/1.html?utm_source=x",
		"ftp://a.example/x?utm_source=x":                                 "ftp://a.example/x?utm_source=x",
		"https://a.example/%zz?utm_source=x":                             "https://a.example/%zz?utm_source=x",
	} {
		got := CanonicalURL(in)
		if got != want {
			t.Errorf("CanonicalURL(%q) = %q, want %q", in, got, want)
		}
		if again := CanonicalURL(got); again != got {
			t.Errorf("again: %q, then %q", got, again)
		}
	}
}

func TestTrackersFile(t *testing.T) {
	for text, want := range map[string]string{
		"# x\n\na\nb*": "", "b\na": `tracking.txt:2: "a" must stand before "b"`, "a\na": "before", "A": "lower case", "*": "no name", "a=b": "no name",
	} {
		_, err := loadTrackers(text)
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}

func FuzzCanonicalURL(f *testing.F) {
	f.Add("https://a.example/x?utm_source=x&y=%zz#q")
	f.Fuzz(func(t *testing.T, s string) {
		once := CanonicalURL(s)
		if twice := CanonicalURL(once); twice != once {
			t.Errorf("%q: %q, then %q", s, once, twice)
		}
	})
}
