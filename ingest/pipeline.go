package ingest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"runtime"
	"slices"
	"sort"
	"sync"

	"geokg/ingest/claim"
	"geokg/ingest/dedup"
	"geokg/ingest/entity"
	"geokg/ingest/gazetteer"
	"geokg/ingest/language"
	"geokg/ingest/source"
	"geokg/ingest/temporal"
	"geokg/ingest/text"
	"geokg/ingest/webpage"
	"geokg/schema"
)

// Options set up a Pipeline. The zero value is a good default.
type Options struct {
	Workers   int                  // articles read at the same time; 0: one for each processor
	Gazetteer *gazetteer.Gazetteer // names to link with; nil: the embedded ones

	// Known, if not nil, tells of an article whose text was found whether what it says is known already, as this extractor reads it. Such an
	// article is not parsed, and its Result says Known. It is called by several workers at once.
	Known func(ctx context.Context, a *schema.Article, extractor string) bool
}

// A Pipeline reads articles. It is safe for concurrent use.
type Pipeline struct {
	workers     int
	known       func(ctx context.Context, a *schema.Article, extractor string) bool
	parser      *text.Parser
	gazetteer   *gazetteer.Gazetteer
	linker      *entity.Linker
	coder       *claim.Coder
	fingerprint string
}

// A Result is one article with all that was read in it, or the reason why it could not be read.
type Result struct {
	Name      string           `json:"name"` // of the source item: "news.jsonl:12"
	Article   schema.Article   `json:"article"`
	Document  *schema.Document `json:"document,omitempty"`
	Mentions  []schema.Mention `json:"mentions,omitempty"`
	Entities  []schema.Entity  `json:"entities,omitempty"`
	Claims    []schema.Claim   `json:"claims,omitempty"`
	Extractor string           `json:"extractor"`           // fingerprint of what read it
	TextPrint schema.TextPrint `json:"textPrint,omitempty"` // what copies of the article are known by
	Err       error            `json:"-"`                   // this article could not be read

	// Known is whether the article was left alone, since Options.Known knew it; Item is what to [Pipeline.Reread] then.
	Known bool        `json:"-"`
	Item  source.Item `json:"-"`
}

// New loads the model, the gazetteer and the frames. An error means that the program itself is damaged.
func New(opts Options) (*Pipeline, error) {
	var err error
	p := &Pipeline{workers: opts.Workers, gazetteer: opts.Gazetteer, known: opts.Known}
	if p.workers <= 0 {
		p.workers = runtime.GOMAXPROCS(0)
	}
	// The model and the gazetteer take longest, and don't need each other.
	var wg sync.WaitGroup
	var textErr error
	wg.Go(func() { p.parser, textErr = text.New() })
	if p.gazetteer == nil {
		p.gazetteer, err = gazetteer.Load()
	}
	wg.Wait()
	if textErr != nil {
		return nil, fmt.Errorf("load the parser: %w", textErr)
	}
	if err != nil {
		return nil, fmt.Errorf("load the gazetteer: %w", err)
	}
	p.linker = entity.NewLinker(p.gazetteer)
	if p.coder, err = claim.NewCoder(p.gazetteer); err != nil {
		return nil, fmt.Errorf("load the frames: %w", err)
	}
	h := sha256.New()
	for _, part := range []string{p.parser.Fingerprint(), p.gazetteer.Fingerprint(), p.linker.Fingerprint(), p.coder.Fingerprint(), temporal.Fingerprint(), dedup.Fingerprint(), language.Fingerprint()} {
		h.Write([]byte(part))
		h.Write([]byte{0})
	}
	p.fingerprint = "geokg-" + hex.EncodeToString(h.Sum(nil)[:6])
	return p, nil
}

// Fingerprint identifies code, model, gazetteer and frames: an article read by another one is read again.
func (p *Pipeline) Fingerprint() string { return p.fingerprint }

// Gazetteer returns the gazetteer that the pipeline links with.
func (p *Pipeline) Gazetteer() *gazetteer.Gazetteer { return p.gazetteer }

// Read reads one item. Result.Err says if it could not be read.
func (p *Pipeline) Read(ctx context.Context, item source.Item) Result {
	return p.read(ctx, item, p.known)
}

// Reread reads an item whether Options.Known knows it or not.
func (p *Pipeline) Reread(ctx context.Context, item source.Item) Result {
	return p.read(ctx, item, nil)
}

func (p *Pipeline) read(ctx context.Context, item source.Item, known func(context.Context, *schema.Article, string) bool) (r Result) {
	r = Result{Name: item.Name, Extractor: p.fingerprint}
	if r.Err = ctx.Err(); r.Err != nil {
		return r
	}
	// A defect that one article brings out must not end a run over a million of them.
	defer func() {
		if x := recover(); x != nil {
			r.Err = fmt.Errorf("defect while reading: %v", x)
		}
	}()
	if r.Article, r.Err = article(item); r.Err != nil {
		return r
	}
	if known != nil && known(ctx, &r.Article, p.fingerprint) {
		r.Known, r.Item = true, item
		return r
	}
	r.TextPrint = dedup.Print(r.Article.Text)
	if !language.IsRead(r.Article.Language) {
		r.Document = &schema.Document{Text: r.Article.Text, Published: r.Article.Published}
		r.Article.Remarks = append(slices.Clip(r.Article.Remarks), "not read for claims: its language is "+r.Article.Language)
		return r
	}
	if r.Document, r.Err = p.parser.Document(&r.Article); r.Err != nil {
		return r
	}
	r.Document.Dates = temporal.Find(r.Document)
	linked := p.linker.LinkAll(&r.Article, r.Document)
	r.Mentions, r.Entities = linked.Mentions, linked.Entities
	r.Claims = p.coder.Code(&r.Article, r.Document, r.Mentions, r.Entities)
	r.Entities = p.complete(r.Entities, r.Claims)
	return r
}

// complete adds the entities that claims name and the text does not ("President Obama" leads the United States).
func (p *Pipeline) complete(es []schema.Entity, cs []schema.Claim) []schema.Entity {
	known := make(map[string]bool, len(es))
	for i := range es {
		known[es[i].ID] = true
	}
	n := len(es)
	for i := range cs {
		for _, id := range []string{cs[i].Subject, cs[i].Object, cs[i].Attributed} {
			if e, ok := p.gazetteer.Entity(id); ok && !known[id] {
				known[id] = true
				es = append(es, *e)
			}
		}
	}
	if len(es) > n {
		sort.Slice(es, func(i, j int) bool { return es[i].ID < es[j].ID })
	}
	return es
}

// article makes the article of an item, with its id.
func article(item source.Item) (schema.Article, error) {
	var a schema.Article
	switch {
	case item.Err != nil:
		if item.Article != nil {
			a.Key = item.Article.Key // so that the failure can be told by the caller's own id
		}
		return a, item.Err
	case item.HTML != nil:
		var err error
		if a, err = page(item); err != nil {
			return a, err
		}
	default:
		a = *item.Article
	}
	a.URL, a.Language = dedup.CanonicalURL(a.URL), language.Of(a.Language, a.Text)
	a.ID = schema.ArticleID(a.URL, a.Title, a.Text)
	return a, nil
}

// page reads a web page. What the record that it came in says of it (if it came in one) is believed before the page itself.
func page(item source.Item) (schema.Article, error) {
	var record schema.Article
	if item.Article != nil {
		record = *item.Article
	}
	a, err := webpage.Extract(item.HTML, webpage.Options{URL: record.URL, ContentType: item.ContentType})
	a.Key = record.Key
	for _, f := range []struct {
		to   *string
		from string
	}{{&a.URL, record.URL}, {&a.Title, record.Title}, {&a.Site, record.Site}} {
		if f.from != "" {
			*f.to = f.from
		}
	}
	if !record.Published.IsZero() {
		a.Published = record.Published
	}
	a.Remarks = append(a.Remarks, record.Remarks...)
	return a, err
}

// Run reads what walk yields, several articles at a time, and gives the results to emit one by one in the order of the
// walk. It holds no more than a few articles for each worker. An error of walk or emit, or the context's, ends the run.
func (p *Pipeline) Run(ctx context.Context, walk func(yield func(source.Item) error) error, emit func(Result) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)

	type job struct {
		item source.Item
		done chan Result
	}
	jobs := make(chan job)
	queue := make(chan job, 4*p.workers) // in order of the walk
	var workers sync.WaitGroup
	for range p.workers {
		workers.Go(func() {
			for j := range jobs {
				j.done <- p.Read(ctx, j.item)
			}
		})
	}
	var walkErr error
	workers.Go(func() {
		defer close(queue)
		defer close(jobs)
		walkErr = walk(func(item source.Item) error {
			j := job{item, make(chan Result, 1)}
			for _, c := range []chan job{queue, jobs} {
				select {
				case c <- j:
				case <-ctx.Done():
					if c == jobs {
						close(j.done)
					}
					return context.Cause(ctx)
				}
			}
			return nil
		})
	})
	var emitErr error
	for j := range queue {
		r, ok := <-j.done
		if !ok || emitErr != nil || ctx.Err() != nil {
			continue // drain
		}
		if emitErr = emit(r); emitErr != nil {
			cancel(emitErr)
		}
	}
	workers.Wait()
	switch {
	case emitErr != nil:
		return emitErr
	case ctx.Err() != nil:
		return context.Cause(ctx)
	}
	return walkErr
}
