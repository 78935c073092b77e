package ingest_test

import (
	"context"
	"fmt"

	"geokg/ingest"
	"geokg/ingest/source"
	"geokg/schema"
)

func ExamplePipeline_Read() {
	p, err := ingest.New(ingest.Options{})
	if err != nil {
		panic(err) // the program is damaged
	}
	published, _ := schema.ParseDate("2024-03-12")
	r := p.Read(context.Background(), source.Item{Name: "example", Article: &schema.Article{
		Text:      "Sweden joined NATO on Thursday. Russia said that it would deploy troops near Finland.",
		Published: published,
	}})
	for _, c := range r.Claims {
		fmt.Printf("%s %s %s, %s, date %q, said by %q\n", c.Subject, c.Relation, c.Object, c.Factuality, c.Date.Value, c.Attributed)
	}
	// Output:
	// SWE JOINED NATO, asserted, date "2024-03-07", said by ""
	// RUS MOBILIZED_AGAINST FIN, planned, date "", said by "RUS"
}
