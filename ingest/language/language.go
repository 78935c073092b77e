package language

import (
	"unicode"

	"github.com/abadojack/whatlanggo"
	"golang.org/x/text/language"
)

// Undetermined is the code of BCP 47 for a text whose language nothing tells.
const Undetermined = "und"

const (
	// enough is how many letters a text must have for its language to be detected where none is declared, and sure for what was declared to be overruled:
	// the pages of many sites declare the language of their software.
	enough = 60
	sure   = 300

	read = 4000 // letters that are looked at
)

// Of returns the language of a text as a BCP 47 base language ("en"): the declared one, unless a long text is plainly in another; where none is
// declared, what the text looks like; or [Undetermined].
func Of(declared, text string) string {
	declared = base(declared)
	sample, letters := sampleOf(text)
	found := detect(sample)
	switch {
	case found == "" || found == declared:
	case declared == "" && letters >= enough, letters >= sure && !related(declared, found) && throughout(sample, found):
		return found
	}
	if declared == "" {
		return Undetermined
	}
	return declared
}

// IsRead reports whether geokg reads claims in texts of that language: English, and what may be.
func IsRead(code string) bool { return code == "en" || code == Undetermined || code == "" }

// base returns the base language of a code, "" if it has none.
func base(code string) string {
	tag, err := (language.Default | language.Macro).Parse(code) // Mandarin is Chinese
	if err != nil {
		return ""
	}
	b, confidence := tag.Base()
	if confidence != language.Exact || b.String() == Undetermined {
		return ""
	}
	return b.String()
}

// sampleOf returns the beginning of the text and the number of letters in it.
func sampleOf(text string) (string, int) {
	letters := 0
	for i, r := range text {
		if unicode.IsLetter(r) {
			if letters++; letters == read {
				return text[:i], letters
			}
		}
	}
	return text, letters
}

// detect returns what the text looks like, "" if that is not clear.
func detect(text string) string {
	info := whatlanggo.Detect(text)
	if info.Script == nil || !info.IsReliable() {
		return ""
	}
	return base(info.Lang.Iso6393())
}

// throughout reports whether each third of a text looks like that language: a table of names may look like any, once.
func throughout(sample, found string) bool {
	rs := []rune(sample)
	for i := range 3 {
		if detect(string(rs[i*len(rs)/3:(i+1)*len(rs)/3])) != found {
			return false
		}
	}
	return true
}

// groups are languages that the detector takes for each other.
var groups = [][]string{{"id", "ms", "jv"}, {"hr", "bs", "sr", "sl", "sh"}, {"no", "nb", "nn", "da"}, {"cs", "sk"}, {"es", "pt", "gl", "ca"}, {"bg", "mk"}, {"fa", "ar", "ur"},
	{"hi", "mr", "ne"}, {"nl", "af"}, {"zh", "yue"}, {"ru", "be", "uk"}}

// related reports whether the detector is not to be trusted to tell two languages apart.
func related(a, b string) bool {
	for _, g := range groups {
		var hasA, hasB bool
		for _, l := range g {
			hasA, hasB = hasA || l == a, hasB || l == b
		}
		if hasA && hasB {
			return true
		}
	}
	return false
}

// version is of the code above; the detector's data come with its module.
const version = "language 1, whatlanggo 1.0.1"

// Fingerprint identifies how languages are told.
func Fingerprint() string { return version }
