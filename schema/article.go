package schema

// An Article is one news article as a source gave it: metadata and plain text, markup gone.
type Article struct {
	// ID is "article/" and a hash of the canonical URL, or, without a URL, of title and text. See [ArticleID].
	ID string `json:"id"`
	// Key is the id by which the caller knows the article (the "id" of a JSON Lines record), if any.
	Key string `json:"key,omitempty"`

	URL      string `json:"url,omitempty"`      // canonical, if known
	Title    string `json:"title,omitempty"`    // one line, without the site's name
	Site     string `json:"site,omitempty"`     // outlet: "Defence View", "example.org"
	Author   string `json:"author,omitempty"`   // byline, as printed
	Language string `json:"language,omitempty"` // BCP 47, "en"; "" if not known

	// Published is the publication date, as precise as it is known; zero if it is not.
	// Its Source says where it was found ("json-ld", "meta", "time", "url", "record").
	Published Date `json:"published,omitzero"`

	// Text is the body: valid UTF-8, paragraphs separated by newlines. Byte offsets of field "text" count from its start.
	Text string `json:"text"`

	// Remarks are things a reader of the article should know: "invalid UTF-8 replaced", "body cut at 2 MiB".
	Remarks []string `json:"remarks,omitempty"`
}
