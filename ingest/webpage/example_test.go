package webpage_test

import (
	"fmt"

	"geokg/ingest/webpage"
)

func ExampleExtract() {
	page := `<html><head><title>Togo opens a port | Gulf Paper</title></head><body>
<nav><a href="/">Home</a></nav>
<h1>Togo opens a port</h1><time datetime="2024-06-03">Monday</time>
<p>Togo opened a port for the navies of its neighbours on Monday, the ministry of defence said in Lome.</p>
<p><a href="/2">Read also: Benin buys boats</a></p>
<p>Ghana and Benin will pay for half of it.</p></body></html>`

	a, err := webpage.Extract([]byte(page), webpage.Options{URL: "https://gulfpaper.example/togo"})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(a.Title)
	fmt.Println(a.Site, a.Published.Value, a.Published.Source)
	fmt.Println(a.Text)
	// Output:
	// Togo opens a port
	// Gulf Paper 2024-06-03 time
	// Togo opened a port for the navies of its neighbours on Monday, the ministry of defence said in Lome.
	// Ghana and Benin will pay for half of it.
}
