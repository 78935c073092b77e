package web

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"geokg/cmd/internal/chrometest"
	"geokg/graph"
	"geokg/schema"
)

// TestExplore opens the page in a real browser, as a researcher does: searches, opens an entity, looks at the drawn graph, expands it, narrows it, and
// follows an edge to its sentence. Pictures are kept with go test -artifacts.
func TestExplore(t *testing.T) {
	if testing.Short() {
		t.Skip("starting a browser takes long")
	}
	p := chrometest.Start(t)
	more := said(t, 5, nato, schema.Entity{ID: "RUS", Label: schema.Country, Name: "Russia"}, "CRITICIZES", schema.Asserted, "2022-07", "NATO criticized Russia in July.")
	srv := serve(t, open(t, append(examples(t), more)...))
	ready := `document.getElementById("graph")?.dataset.ready`
	status := func() string {
		return chrometest.Eval[string](p, `document.getElementById("graph-status").textContent`)
	}

	p.Do(chromedp.Navigate(srv.URL + "/"))
	p.Screenshot("home")
	p.Do(chromedp.SendKeys(chromedp.CSS("#q"), "south korea\r"), chromedp.WaitVisible(chromedp.CSS(".results a")))
	p.Do(chromedp.Click(chromedp.CSS(".results a")), chromedp.WaitVisible(chromedp.CSS("#graph")))
	p.Wait(ready)
	if s := status(); s != "3 entities, 4 connections." {
		t.Errorf("the graph has %s", s)
	}
	p.Screenshot("entity")

	// Expand: a node's panel has a button; the graph answers to a tap as it does to a click on the canvas.
	tap := func(selector string) {
		chrometest.Eval[bool](p, fmt.Sprintf(`(document.getElementById("graph")._cyreg.cy.$(%q).emit("tap"), true)`, selector))
	}
	tap("#NATO")
	p.Wait(`document.getElementById("expand")`)
	p.Do(chromedp.Click(chromedp.CSS("#expand")))
	p.Wait(`document.getElementById("graph-status").textContent.startsWith("4 entities, 5 connections")`)
	p.Screenshot("expanded")

	// Evidence: from an edge to its sentence.
	tap("edge[relation = 'SUPPORTS']")
	p.Wait(`document.querySelector("#graph-panel blockquote")?.textContent.includes("praised NATO")`)
	p.Do(chromedp.Click(chromedp.CSS("#evidence")), chromedp.WaitVisible(chromedp.CSS("mark")))
	p.Wait(`document.querySelector("h1").textContent.includes("supports") && document.querySelector("mark")`)
	p.Screenshot("evidence")

	// Filter: the address has it, the lists and the graph follow.
	p.Do(chromedp.Navigate(srv.URL+"/entity?id=KOR"), chromedp.SetValue(chromedp.CSS(`select[name=factuality]`), "negated"), chromedp.Click(chromedp.CSS(".filters button")), chromedp.WaitVisible(chromedp.CSS(".filters a")))
	p.Wait(ready + ` && location.search.includes("factuality=negated")`)
	if n := chrometest.Eval[int](p, `document.querySelectorAll("article.claim").length`); n != 1 || status() != "2 entities, 1 connections." {
		t.Errorf("filtered: %d claims, %s", n, status())
	}

	// Dark, and by keyboard: the first tab stop leads to the content, every control can be reached and has a name.
	p.Do(chromedp.Func(dark))
	p.Do(chromedp.Navigate(srv.URL + "/entity?id=KOR"))
	p.Wait(ready)
	p.Screenshot("dark")
	if c := chrometest.Eval[string](p, `getComputedStyle(document.body).backgroundColor`); c != "rgb(20, 24, 29)" {
		t.Errorf("the dark page is %s", c)
	}
	unnamed := chrometest.Eval[string](p, `[...document.querySelectorAll("input:not([type=hidden]), select, button")].filter(e => !(e.labels?.length || e.textContent.trim() || e.ariaLabel)).map(e => e.outerHTML).join()`)
	if unnamed != "" {
		t.Errorf("controls without a name: %s", unnamed)
	}
	if errs := p.Errors(); len(errs) > 0 {
		t.Errorf("errors on the console:\n%s", strings.Join(errs, "\n"))
	}
}

// dark makes the browser one of somebody who likes it dark.
func dark(ctx context.Context, t *chromedp.Target) error {
	_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}}})
	return err
}

// TestThousand draws a neighbourhood of a thousand entities.
func TestThousand(t *testing.T) {
	if testing.Short() {
		t.Skip("starting a browser takes long")
	}
	p := chrometest.Start(t)
	var cs []graph.Contribution
	for i := range 1000 {
		other := schema.Entity{ID: fmt.Sprintf("organization/o-%d", i), Label: schema.Organization, Name: fmt.Sprintf("Organization %d", i)}
		cs = append(cs, said(t, i, kor, other, "SUPPORTS", schema.Asserted, "2022-05-05", fmt.Sprintf("South Korea praised Organization %d.", i)))
	}
	srv := serve(t, open(t, cs...))
	p.Do(chromedp.Navigate(srv.URL + "/entity?id=KOR"))
	p.Wait(`document.getElementById("graph")?.dataset.ready`)
	chrometest.Eval[bool](p, `(document.getElementById("graph").dataset.ready = "", document.getElementById("graph").dataset.graph += "&limit=1000", true)`)
	shown := chrometest.Eval[string](p, `document.getElementById("graph-status").textContent`)
	if !strings.HasPrefix(shown, "151 entities, 150 connections; there are more") {
		t.Errorf("shown: %s", shown)
	}
	p.Screenshot("hub")
	chrometest.Eval[bool](p, `(document.getElementById("graph")._cyreg.cy.$("#KOR").emit("tap"), true)`)
	if errs := p.Errors(); len(errs) > 0 {
		t.Errorf("errors on the console:\n%s", strings.Join(errs, "\n"))
	}
}
