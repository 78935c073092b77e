// Package webpage reads the bytes of a web page as an article: metadata and main text, without the menus,
// captions, share buttons and "read also" lines around it.
//
//	a, err := webpage.Extract(page, webpage.Options{URL: address, ContentType: header})
//
// Five steps, each in a file of its own:
//
//   - charset.go: bytes to UTF-8. Bytes that are valid UTF-8 are UTF-8, whatever the page declares, since archives
//     re-encode pages and leave the declaration; then the declared charset; then detection.
//   - metadata.go, jsonld.go, title.go, date.go: title, site, author, address, language and publication date. The
//     date comes from the first of JSON-LD, meta elements, microdata, <time>, the address and the visible dateline
//     that has one, and Published.Source says which ("json-ld", "meta", "itemprop", "time", "url", "page"). What a program writes is often a
//     time in Greenwich: where the byline or the address names the day before or after, that is the publisher's, and Published.Remark says so.
//   - content.go: the element that holds the main text. Boilerplate is cut off first; then a known root
//     ([itemprop=articleBody], .post-body, …) or, without one, the Readability algorithm chooses the element.
//   - blocks.go: that element to paragraphs, one a line, without blocks of links and lines known as boilerplate.
//   - refusal.go: a page with a teaser and a line such as "Subscribe to continue reading" is no article ([ErrRefused]).
//
// Selectors, class words, lines and meta names are data, in boilerplate.txt, metadata.txt and refusals.txt.
//
// Extract is safe for concurrent use, keeps no state, reads no network and gives the same article for the same
// bytes. Pages that it cannot read end in one of the package's errors; a page that it can read only in part
// has Remarks.
//
// It does not fetch, find out whether two pages are copies of each other, fill Article.ID, or cut the dateline off:
// that is for the pipeline and for the packages fetch, dedup and text.
package webpage
