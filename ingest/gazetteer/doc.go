// Package gazetteer knows the countries, alliances, agencies, office-holders and places of the world by the names that
// English news calls them.
//
// Load it once; it is safe for concurrent use and never changes:
//
//	g, err := gazetteer.Load()
//	m, ok := g.Match([]string{"South", "Korean", "forces"}) // two tokens, a demonym of KOR
//	e, ok := g.Entity("KOR")
//
// [Gazetteer.Match] finds the longest name at the head of a run of tokens and returns every entity that the name may mean;
// which one it does mean here ("Georgia", "Washington", "Congo") is for the caller to decide, who sees the sentence.
// Names are compared by word pieces: case counts where lower case is an ordinary word ("us", "who", "turkey"), accents,
// dots and the way hyphens were split do not, and a name longer than an acronym matches in capitals too. Names are kept
// without a leading "the", but for those that are nothing without it ("The Hague").
//
// Agencies that every country has are not listed but put together: a demonym, or a country with "'s", before "foreign
// ministry", or "Ministry of Defence of" before a country; the Match says whose it is. A generic name of one country's
// agency ("Military Intelligence") is a name only beside that of its country.
//
// Names that are words or people's more often ("Nice"), and those of lesser places ("Valencia" in Venezuela), carry a [Mark], which is
// for the caller to judge; those that count only beside their country or division ("Paris, Texas") are found by [Gazetteer.MatchLocated].
//
// In a headline in capitals "US", "WHO" and "IS" are words as often as names; Match sees only the tokens from one point on,
// so that this too is for the caller.
//
// The knowledge is in data: tables written for geokg and, under data/derived, tables that the program in gen derives from
// public sources. Every table says in its header what its columns are, where it comes from and under what licence. Load
// checks them all and names the file and line of what is wrong.
//
// A user's own files ([File]) add to the tables and override them; they are given to Load.
//
// [Gazetteer.Memberships] reads who belongs to which alliance, from when to when. It says nothing about names: articles are read
// without it, and it is loaded only when somebody asks.
//
// The package does no disambiguation, no coreference and no I/O.
package gazetteer
