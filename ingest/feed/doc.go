// Package feed reads where news are listed: RSS, Atom and JSON feeds, news sitemaps and indexes of sitemaps.
//
//	list, err := feed.Parse("https://news.example/rss", body)
//	for _, e := range list.Entries { … e.URL, e.Published … }
//
// It reads bytes, and gets nothing from anywhere (package fetch does). Sitemaps follow sitemaps.org, with Google's news extension.
package feed
