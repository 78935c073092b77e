package schema

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"unicode"
)

// hashOf returns the first 16 bytes of the SHA-256 of the parts, in hexadecimal. Each part is closed by
// a NUL byte, so that no two lists of parts without NULs run together.
func hashOf(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		h.Write([]byte(p))
		h.Write([]byte{0})
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// ArticleID returns the id of an article: by its canonical URL or, without one, by its title and text.
func ArticleID(canonicalURL, title, text string) string {
	if canonicalURL != "" {
		return "article/" + hashOf("url", canonicalURL)
	}
	return "article/" + hashOf("text", title, text)
}

// TextHash returns the hash of an article's title and text, by which a changed article is known.
func TextHash(title, text string) string { return hashOf("text", title, text) }

// ClaimID returns the id of a claim: a hash of its article and its [Key]; not of the span, so that a clearer
// sentence for the same claim does not make another claim.
func ClaimID(c *Claim) string {
	k := c.Key()
	return "claim/" + hashOf(c.Article, k.Subject, k.Relation, k.Object, k.Factuality, k.Date, k.Attributed)
}

// EdgeID returns the id of the typed edge that the claims of one subject, relation and object project to.
func EdgeID(subject, relation, object string) string {
	c := Claim{Subject: subject, Relation: relation, Object: object}
	k := c.Key()
	return "edge/" + hashOf(k.Subject, k.Relation, k.Object)
}

// Slug returns name as it stands in an id: letters and digits in lower case, everything else one hyphen, Latin accents
// folded. Letters of other scripts are kept.
func Slug(name string) string {
	var b strings.Builder
	gap := false
	for _, r := range name {
		if f, ok := folded[unicode.ToLower(r)]; ok {
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteString(f)
			continue
		}
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(unicode.ToLower(r))
		case r == '\'' || r == '’' || r == '.' || unicode.Is(unicode.Mn, r): // O'Neill → oneill, U.S. → us
		default:
			gap = true
		}
	}
	return b.String()
}

// folded maps the lower-case Latin letters that news agencies commonly write without their accents.
var folded = foldTable()

func foldTable() map[rune]string {
	m := map[rune]string{}
	for _, row := range []string{
		"a àáâãäåāăąǎạảấầẩẫậắằẳẵặ", "c çćĉċč", "d ďđḍ", "e èéêëēĕėęěẹẻẽếềểễệə", "g ĝğġģǧ", "h ĥħḥ", "i ìíîïĩīĭįıịỉ",
		"j ĵ", "k ķ", "l ĺļľŀł", "n ñńņňŋ", "o òóôõöøōŏőơọỏốồổỗộớờởỡợ", "r ŕŗř", "s śŝşšșṣ", "t ţťŧțṭ",
		"u ùúûüũūŭůűųưụủứừửữự", "w ŵ", "y ýÿŷỳỵỷỹ", "z źżžẓ", "ae æ", "oe œ", "ss ß", "th þ", "d ð",
	} {
		to, from, _ := strings.Cut(row, " ")
		for _, r := range from {
			m[r] = to
		}
	}
	return m
}

// LocalID returns the id of an entity that no gazetteer knows: its kind, the slug of its name and, where it is known, the
// country it belongs to: "person/kim-jong-un@PRK". The same name in another country is another entity.
func LocalID(l Label, name, country string) string {
	id := strings.ToLower(string(l)) + "/" + Slug(name)
	if country != "" {
		id += "@" + country
	}
	return id
}

// EventID returns the id of an event: its type, its series, body or participants (in order of their slugs), its place
// and its month or year, what is unknown left out: "event/summit/nato/madrid/2022-06".
func EventID(typ string, who []string, place, month string) string {
	parts := []string{"event", Slug(typ)}
	for _, p := range append(append([]string(nil), who...), place) {
		if s := Slug(p); s != "" {
			parts = append(parts, s)
		}
	}
	if month != "" {
		parts = append(parts, month)
	}
	return strings.Join(parts, "/")
}
