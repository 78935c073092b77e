package graph

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"math/bits"

	"geokg/schema"
)

// A Digest sums up a graph: the SHA-256 of each node and edge in canonical JSON, added modulo 2^256, so that the order in which a
// store yields them does not matter. The zero Digest is that of an empty graph.
//
// It tells whether two stores hold the same graph; it is no defence against someone who builds a collision on purpose.
type Digest struct {
	sum [4]uint64 // least significant first
	n   int
}

// Article adds the node of an article.
func (d *Digest) Article(a *Article) { d.add("article", "", canonical(a)) }

// Entity adds the node of an entity, folded.
func (d *Digest) Entity(e *schema.Entity) { d.add("entity", "", canonical(e)) }

// Mention adds the MENTIONS edge of an article.
func (d *Digest) Mention(article string, m *Mentioned) { d.add("mention", article, canonical(m)) }

// Claim adds the node of a claim with its edges to subject, object, article and who it is attributed to.
func (d *Digest) Claim(c *schema.Claim) { d.add("claim", "", canonical(c)) }

// Edge adds a typed edge.
func (d *Digest) Edge(e *Edge) { d.add("edge", "", canonical(e)) }

// Reference adds the memberships of the reference and the entities as it knows them.
func (d *Digest) Reference(r *Reference) {
	for i := range r.Entities {
		d.add("reference", "", canonical(&r.Entities[i]))
	}
	for i := range r.Memberships {
		d.add("membership", "", canonical(&r.Memberships[i]))
	}
}

// Decision adds a decision.
func (d *Digest) Decision(x *Decision) { d.add("decision", "", canonical(x)) }

// Original adds what an article that decisions change was as it was read.
func (d *Digest) Original(c *Contribution) { d.add("original", c.Article.ID, canonical(c)) }

// Contribution adds an article, its mentions and its claims.
func (d *Digest) Contribution(c *Contribution) {
	d.Article(&c.Article)
	for i := range c.Mentioned {
		d.Mention(c.Article.ID, &c.Mentioned[i])
	}
	for i := range c.Claims {
		d.Claim(&c.Claims[i])
	}
}

// String returns the sum and the number of lines: "5f1c…-42".
func (d *Digest) String() string {
	var b [32]byte
	for i, w := range d.sum {
		binary.BigEndian.PutUint64(b[24-8*i:], w)
	}
	return fmt.Sprintf("%s-%d", hex.EncodeToString(b[:]), d.n)
}

func (d *Digest) add(kind, of string, line []byte) {
	buf := make([]byte, 0, len(kind)+len(of)+len(line)+2)
	buf = append(append(append(append(append(buf, kind...), '\t'), of...), '\t'), line...)
	h := sha256.Sum256(buf)
	var carry uint64
	for i := range d.sum {
		d.sum[i], carry = bits.Add64(d.sum[i], binary.BigEndian.Uint64(h[24-8*i:]), carry)
	}
	d.n++
}
