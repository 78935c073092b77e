// Package fetch gets web pages politely and safely.
//
//	f := fetch.New(fetch.Options{Contact: "https://example.org/bot"})
//	page, err := f.Get(ctx, "https://news.example/story", fetch.Validators{})
//
// Polite: robots.txt is asked first, as RFC 9309 says; requests to one host keep a distance; a page that has not changed since is not sent again
// (ETag, Last-Modified); a server that is busy is asked again later, when it says (Retry-After); the User-Agent says who asks.
//
// Safe: only http and https; redirects are few and each is checked anew; no address is dialled that is not public, whatever a name
// resolves to or a redirect names, unless Options say so; what is read has a limit in time and in bytes, counted after decompression.
//
// It does not read what a page says (package webpage does), render scripts, keep cookies or go through a proxy.
package fetch
