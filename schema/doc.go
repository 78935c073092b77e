// Package schema is the vocabulary that every other package of geokg speaks: an [Article] as it was
// read, the [Document] that it becomes, the [Mention]s of [Entity]s in it, and the [Claim]s that its
// sentences make, with the ontology (labels and relations) that says which claims are well formed. A [Membership] is
// no claim, but reference knowledge that claims may be looked up against.
//
// It holds data and the few pure functions that define identity (ids, slugs, dates). It does no I/O
// and imports the standard library only. The ontology is loaded and checked when the program starts;
// ask it through [Relations], [LookupRelation] and [Labels].
package schema
