package text

import (
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"errors"
	"fmt"
	"sync"

	"geokg/ingest/text/biaffine"
	"geokg/schema"
)

//go:embed model/parser.bin
var weights []byte

// A Parser reads articles. It is safe for concurrent use.
type Parser struct {
	net    *biaffine.Model
	rules  *rules
	lemmas *lemmatizer
	caser  *caser
	caches *sync.Pool // of lemmaCache

	fingerprint string
}

var load = sync.OnceValues(newFromEmbedded)

func newFromEmbedded() (*Parser, error) {
	net, err := biaffine.Read(weights)
	if err != nil {
		return nil, fmt.Errorf("embedded parser model: %w", err)
	}
	rules, err := loadRules()
	if err != nil {
		return nil, err
	}
	lemmas, err := loadLemmatizer()
	if err != nil {
		return nil, err
	}
	caser := &caser{lower: rules.common, lemmas: lemmas}
	caches := &sync.Pool{New: func() any { return lemmaCache{} }}
	return &Parser{net: net, rules: rules, lemmas: lemmas, caser: caser, caches: caches, fingerprint: fingerprint()}, nil
}

// New returns a parser with the embedded model, which is loaded on the first call.
func New() (*Parser, error) { return load() }

// rulesVersion goes up with every change of a rule in Go that changes what comes out.
const rulesVersion = "2"

// Fingerprint returns a hash of the model, the word lists and the version of the rules: what a Document depends on
// besides the article.
func (p *Parser) Fingerprint() string {
	return p.fingerprint
}

func fingerprint() string {
	h := sha256.New()
	fmt.Fprintf(h, "text %s\n", rulesVersion)
	h.Write(weights)
	h.Write([]byte(lemmaTable))
	h.Write([]byte(lowercaseTable))
	for _, name := range ruleNames {
		b, _ := ruleFiles.ReadFile("rules/" + name) // embedded, and read before by New
		h.Write(b)
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// ErrNoArticle says that Document was called without an article.
var ErrNoArticle = errors.New("no article")

// Document splits, tags and parses an article's title and text and marks the names in it.
func (p *Parser) Document(a *schema.Article) (*schema.Document, error) {
	if a == nil {
		return nil, ErrNoArticle
	}
	d := p.rules.layOut(a)
	d.Names = p.parse(d.Sentences)
	return d, nil
}
