package sqlite_test

import (
	"context"
	"fmt"
	"log"
	"os"
	"path/filepath"

	"geokg/graph"
	"geokg/graph/sqlite"
	"geokg/schema"
)

// One article goes into a graph, and the graph is asked about two actors.
func Example() {
	ctx := context.Background()
	dir, err := os.MkdirTemp("", "geokg")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	store, err := sqlite.Open(filepath.Join(dir, "graph.db"), sqlite.Options{})
	if err != nil {
		log.Fatal(err)
	}
	defer store.Close(ctx)
	if err := store.Ensure(ctx); err != nil {
		log.Fatal(err)
	}

	contribution, err := graph.Build(graph.Reading{
		Article: schema.Article{ID: schema.ArticleID("https://news.example/1", "", ""), URL: "https://news.example/1"},
		Entities: []schema.Entity{
			{ID: "KOR/NIS", Label: schema.Agency, Name: "National Intelligence Service", Country: "KOR"},
			{ID: "KOR", Label: schema.Country, Name: "South Korea"},
			{ID: "CCDCOE", Label: schema.Alliance, Name: "Cooperative Cyber Defence Centre of Excellence"},
		},
		Mentions: []schema.Mention{{Kind: schema.MentionDemonym, Entities: []string{"KOR"}}},
		Claims: []schema.Claim{{
			Subject: "KOR/NIS", Relation: "JOINED", Object: "CCDCOE", Factuality: schema.Asserted, Confidence: 0.9,
			Date: schema.Date{Value: "2022-05-05", Precision: schema.PrecisionDay}, Evidence: "South Korea's spy agency joined the centre.",
		}},
	})
	if err != nil {
		log.Fatal(err)
	}
	if _, err := store.Write(ctx, []graph.Contribution{contribution}); err != nil {
		log.Fatal(err)
	}

	answer, err := graph.Relate(ctx, store, "KOR", "CCDCOE", graph.RelateOptions{RollUp: true})
	if err != nil {
		log.Fatal(err)
	}
	for _, row := range answer.Rows {
		fmt.Println(row.Claim.Date.Value, row.Claim.Evidence)
		fmt.Println(row.A.Why)
	}
	// Output:
	// 2022-05-05 South Korea's spy agency joined the centre.
	// National Intelligence Service answers for South Korea: AGENCY_OF
}
