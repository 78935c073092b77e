// Package dedup says what is needed to know copies of an article: its canonical address, and a print of its text.
//
//	address, err := dedup.CanonicalURL("https://www.example.org/a?utm_source=x") // https://www.example.org/a
//	print := dedup.Print(article.Text)
//
// Articles of one canonical address are one article, and the later one takes the place of the earlier. Articles of different
// addresses are copies of each other ([schema.Print.CopyOf]) if
//
//   - the SimHashes of their texts, over shingles of three words, differ in at most 44 of 128 bits: Charikar 2002; Manku, Jain and Das Sarma,
//     "Detecting near-duplicates for web crawling", WWW 2007;
//   - and at least 0.4 of their shingles are the same, 0.6 where one of them is short: estimated from the 64 smallest hashes of each, which
//     is all that is kept of a text (Broder 1997).
//
// Articles that hang together by such pairs are one story; package graph keeps the stories of all its articles, since a new one may join two.
//
// 128 bits, since 64 do not tell a copy with its last third cut off (17 to 22 bits of 64 differ) from another story (32, give or take 4): with
// 64 bits and a distance of 16, 16 of the 116 pairs of testdata/copies.txt were lost, with 128 and 44 one is. Candidates are found by comparing a
// SimHash with all that are known, and not by bands of it: for such a distance one of 45 bands of two or three bits would have to be equal, and
// each of these is so in one text of six. To compare with all of 100,000 takes a quarter of a millisecond (BenchmarkNear in package graph), is exact, and
// takes the same time whatever the texts are, while an index of shingles stalls on a phrase that every article has.
//
// Two short notes of one form ("A magnitude 4.8 earthquake occurred …") are kept apart as long as their own words are two fifths or more. Where form is
// nearly all of a text, they are taken for one story: that counts too few stories, never too many.
//
// The package reads text only, and knows neither the graph nor how pages are read.
package dedup
