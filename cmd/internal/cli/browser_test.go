package cli

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"geokg/cmd/internal/chrometest"
	"geokg/examples/browser"
	"geokg/graph/neo4j/neo4jtest"
)

// TestNeo4jBrowser opens the real Neo4j Browser on the graph of the example articles, as an analyst does: connects, opens the guide,
// puts the style on, and runs every saved script. Its pictures are kept with go test -artifacts.
func TestNeo4jBrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("starting a Neo4j server and a browser takes long")
	}
	b := neo4jBrowser{chrometest.Start(t)}
	srv := neo4jtest.Start(t)
	fillWithExamples(t, srv)
	at := serveBrowserFiles(t)

	b.connect(srv)
	b.run(":play http://" + at + "/" + browser.GuideFile)
	b.Wait(`[...document.querySelectorAll("h3")].some(h => h.innerText.includes("A graph of news") && h.getBoundingClientRect().height > 0)`)
	b.picture("guide")
	b.run(":style http://" + at + "/" + browser.StyleFile)
	b.Wait(frame)

	scripts, err := browser.Scripts()
	if err != nil {
		t.Fatal(err)
	}
	if len(scripts) < 12 {
		t.Errorf("%d scripts, want at least 12", len(scripts))
	}
	for _, s := range scripts {
		name := strings.TrimSuffix(filepath.Base(s.File), ".cypher")
		b.run(s.Cypher)
		b.Wait(frame + `?.querySelector("svg g.node text.caption") || /ompleted after|ERROR|Neo\.\w+Error/.test(` + frame + `?.innerText)`)
		said := chrometest.Eval[string](b.Page, frame+`.innerText`)
		if strings.Contains(said, "ERROR") || strings.Contains(said, "Neo.ClientError") {
			t.Errorf("%s: %.1000s", name, said)
			continue
		}
		if strings.Contains(s.Cypher, "MATCH p = ") {
			b.checkPicture(t, name)
		} else if strings.Contains(said, "(no changes, no records)") {
			t.Errorf("%s: no rows for the example articles", name)
		}
		b.picture(name)
	}
}

// geokg browser serves until it is interrupted, and says where.
func TestBrowserCommand(t *testing.T) {
	w, _, stderr := world(t)
	read, write := io.Pipe()
	w.Stdout = write
	ctx, interrupt := context.WithCancel(t.Context())
	code := make(chan int)
	go func() {
		defer write.Close()
		code <- Execute(ctx, w, []string{"browser", "--addr", "localhost:0"})
	}()
	lines := bufio.NewScanner(read)
	for _, command := range []string{":play ", ":style "} {
		if !lines.Scan() || !strings.HasPrefix(lines.Text(), command) {
			t.Fatalf("got %q, want %q and an address\n%s", lines.Text(), command, stderr)
		}
		r, err := http.Get(strings.TrimPrefix(lines.Text(), command))
		if err != nil {
			t.Fatal(err)
		}
		r.Body.Close()
		if r.StatusCode != http.StatusOK {
			t.Errorf("%s: %s", lines.Text(), r.Status)
		}
	}
	interrupt()
	if c := <-code; c != ExitOK {
		t.Errorf("exit code %d\n%s", c, stderr)
	}
}

// fillWithExamples imports the example articles and the reference.
func fillWithExamples(t *testing.T, srv *neo4jtest.Server) {
	t.Helper()
	w, _, stderr := world(t)
	w.Getenv = env("NEO4J_USERNAME", srv.Username, "NEO4J_PASSWORD", srv.Password)
	w.Open = OpenStore
	for _, args := range [][]string{{filepath.Join("..", "..", "..", "examples", "articles")}, {"--reference"}} {
		if code := Execute(t.Context(), w, append([]string{"--db", srv.URI, "import"}, args...)); code != ExitOK {
			t.Fatalf("import %v: exit code %d\n%s", args, code, stderr)
		}
	}
}

// serveBrowserFiles does what geokg browser does, and returns its host and port. Browser takes guides from localhost by that name only.
func serveBrowserFiles(t *testing.T) (at string) {
	t.Helper()
	var handler http.Handler
	files := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { handler.ServeHTTP(w, r) }))
	t.Cleanup(files.Close)
	at = "localhost:" + files.URL[strings.LastIndex(files.URL, ":")+1:]
	var err error
	if handler, err = browser.Handler(at); err != nil {
		t.Fatal(err)
	}
	return at
}

// frame is the newest answer on Browser's page.
const frame = `document.querySelector('[data-testid="frame"]')`

type neo4jBrowser struct{ *chrometest.Page }

func (b neo4jBrowser) connect(srv *neo4jtest.Server) {
	b.Do(chromedp.Navigate(srv.HTTP + "/browser/?connectURL=" + url.QueryEscape(srv.URI)))
	b.Wait(`document.querySelector('[data-testid="password"]')`)
	b.Do(
		chromedp.SendKeys(chromedp.CSS(`[data-testid="username"]`), srv.Username),
		chromedp.SendKeys(chromedp.CSS(`[data-testid="password"]`), srv.Password),
		chromedp.Click(chromedp.CSS(`[data-testid="connect"]`)),
	)
	b.Wait(`document.body.innerText.includes("You are connected as user ` + srv.Username + `")`)
	b.Wait(`document.querySelector("#monaco-main-editor").innerText.includes("neo4j$")`)
}

// run clears the answers and runs a command.
func (b neo4jBrowser) run(command string) {
	b.enter(":clear")
	b.Wait(`!` + frame)
	b.enter(command)
}

// enter puts a command into the editor in place of what is there, and starts it.
func (b neo4jBrowser) enter(command string) {
	b.Do(
		chromedp.Click(chromedp.CSS("#monaco-main-editor .view-lines")),
		chromedp.KeyEvent("a", chromedp.KeyModifiers(chromedp.ModifierCtrl)),
		chromedp.KeyEvent(kb.Delete),
		chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
			_, err := cdp.Call(ctx, t, input.InsertText, input.InsertTextParams{Text: command})
			return err
		}),
		chromedp.Click(chromedp.CSS(`[data-testid="editor-Run"]`)),
	)
}

// picture takes one when the answer has slid into its place and its nodes have found theirs.
func (b neo4jBrowser) picture(name string) {
	b.Do(chromedp.Sleep(1500 * time.Millisecond))
	b.Screenshot(name)
}

// checkPicture checks that the newest answer shows nodes, each with a caption, in the colours of our style.
func (b neo4jBrowser) checkPicture(t *testing.T, name string) {
	t.Helper()
	type node struct{ Caption, Color string }
	nodes := chrometest.Eval[[]node](b.Page, `[...`+frame+`.querySelectorAll("svg g.node")].map(n => ({
		Caption: [...n.querySelectorAll("text.caption")].map(c => c.textContent).join(" ").trim(),
		Color: n.querySelector("circle.b-outline").getAttribute("fill").toUpperCase()}))`)
	style, err := browser.Files("")
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range nodes {
		if n.Caption == "" {
			t.Errorf("%s: a node has no caption", name)
		}
		if !strings.Contains(string(style[browser.StyleFile]), "color: "+n.Color+";") {
			t.Errorf("%s: %q has the colour %s, which is not of our style", name, n.Caption, n.Color)
		}
	}
}
