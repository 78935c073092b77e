package source_test

import (
	"context"
	"fmt"
	"strings"

	"geokg/ingest/source"
)

func ExampleWalk() {
	stdin := strings.NewReader(`{"id":"7","title":"Togo opens a port","published":"2024-06","text":"Togo opened a port."}
{"id":"8","title":"no text"}
{"id":"9","text":"Benin bought boats."}
`)
	err := source.Walk(context.Background(), []string{"-"}, source.Options{Stdin: stdin}, func(it source.Item) error {
		if it.Err != nil {
			fmt.Println("error:", it.Err)
			return nil
		}
		fmt.Printf("%s %q %s %s\n", it.Name, it.Article.Title, it.Article.Published.Value, it.Article.Text)
		return nil
	})
	if err != nil {
		fmt.Println(err)
	}
	// Output:
	// -:1 "Togo opens a port" 2024-06 Togo opened a port.
	// error: -:2: invalid record: it has neither "text" nor "html"
	// -:3 ""  Benin bought boats.
}
