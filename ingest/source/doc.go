// Package source reads articles from files, folders and standard input, one at a time.
//
//	err := source.Walk(ctx, []string{"news/", "more.jsonl", "-"}, source.Options{Stdin: os.Stdin}, func(it source.Item) error {
//		if it.Err != nil {
//			log.Print(it.Err) // this one could not be read; the walk goes on
//			return nil
//		}
//		…
//	})
//
// What is read:
//
//	.html .htm      a web page, left as it is for package webpage
//	.txt            plain text; a short first line before a blank line is the title
//	.jsonl          JSON Lines: one record a line
//	.json           one record, an array of records, or records in a row
//	WARC            a web archive: the pages and texts among its records
//	MediaWiki       an XML export of a wiki: the last revision of each article
//	zip tar         archives of such files
//	gzip bzip2      any of these, compressed
//
// Archives and compressed files are known by their content, whatever they are called, and may stand in each other. All that comes out of one
// is bounded by what was read of it: a bomb ends in ErrBomb. Nothing is unpacked to the disk, but a zip archive that is no file of
// its own is put into a temporary one.
//
// A record is {"id", "url", "title", "published", "source", "language", "text"}: "source" is the outlet; "published" a day, a month, a
// year ("2022-04-05", "2022-04", "2022"), an RFC 3339 time or null; "html" may stand in place of "text". Only text or html is required,
// and other keys are ignored.
//
// Folders are read with the folders in them, in order of name; hidden files and files with other endings are skipped.
// A file that is named itself is read whatever its ending is: as on standard input, its content says what it is.
//
// Texts are UTF-8 or, with a byte-order mark, UTF-16. Invalid UTF-8 is replaced by U+FFFD and the article says so in its
// Remarks. A text is not otherwise changed, but that .txt files get line feeds as line ends and lose white space at their ends.
//
// Memory is bounded by Options.MaxBytes, not by the size of a file: a JSON Lines file or a JSON array may be of any length.
//
// PDFs and what is compressed in other ways are ErrFormat, and the error says what to do.
//
// The package does not fetch, extract, find duplicates or fill Article.ID.
package source
