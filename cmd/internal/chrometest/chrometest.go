package chrometest

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// patience bounds one wait: machines may be busy.
const patience = time.Minute

// A Page is a tab of a browser that runs for one test.
type Page struct {
	t   testing.TB
	ctx context.Context

	mu   sync.Mutex
	said []string // errors on the console
}

// Start starts a headless Chromium with a window of 1400×1000 points for this test and stops it when the test ends.
func Start(t testing.TB) *Page {
	t.Helper()
	p := &Page{t: t}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(find(t)), chromedp.WindowSize(1400, 1000),
		chromedp.Flag("disable-dev-shm-usage", true), chromedp.WSURLReadTimeout(patience))
	if os.Geteuid() == 0 { // Chromium's sandbox refuses root
		options = append(options, chromedp.NoSandbox)
	}
	ctx, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	ctx, closeTab := chromedp.NewContext(ctx, chromedp.WithListener(p.hear))
	t.Cleanup(closeTab)
	p.ctx = ctx
	t.Cleanup(func() {
		if said := p.Errors(); t.Failed() && len(said) > 0 {
			t.Logf("errors on the page's console:\n%s", strings.Join(said, "\n"))
		}
	})
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("start Chromium: %v", err)
	}
	return p
}

// Do runs actions one after the other; an error ends the test.
func (p *Page) Do(actions ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, actions...); err != nil {
		p.fail(err)
	}
}

// Wait waits until a JavaScript expression is true, and ends the test if it does not become so.
func (p *Page) Wait(expression string) {
	p.t.Helper()
	if _, err := chromedp.Run(p.ctx, chromedp.Poll[bool]("!!("+expression+")", chromedp.WithPollingTimeout(patience),
		chromedp.WithPollingInterval(100*time.Millisecond))); err != nil {
		p.t.Errorf("waiting for %s", expression)
		p.fail(err)
	}
}

// Eval returns the value of a JavaScript expression.
func Eval[T any](p *Page, expression string) T {
	p.t.Helper()
	v, err := chromedp.Run(p.ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		p.t.Errorf("evaluating %s", expression)
		p.fail(err)
	}
	return v
}

// Screenshot keeps a picture of the page among the test's artifacts.
func (p *Page) Screenshot(name string) {
	p.t.Helper()
	if _, err := p.capture(name); err != nil {
		p.t.Fatalf("screenshot %s: %v", name, err)
	}
}

// capture writes a picture of the page and returns its file.
func (p *Page) capture(name string) (file string, err error) {
	png, err := chromedp.Run(p.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		return "", err
	}
	file = filepath.Join(p.t.ArtifactDir(), name+".png")
	return file, os.WriteFile(file, png, 0o644)
}

// Errors returns what the page has written to its console as errors, exceptions included.
func (p *Page) Errors() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string(nil), p.said...)
}

func (p *Page) hear(event any) {
	text := ""
	switch e := event.(type) {
	case *runtime.EventConsoleAPICalled:
		if e.Type != "error" {
			return
		}
		for _, a := range e.Args {
			text += " " + string(a.Value) + a.Description
		}
	case *runtime.EventExceptionThrown:
		text = e.ExceptionDetails.Text
		if x := e.ExceptionDetails.Exception; x != nil {
			text += " " + x.Description
		}
	default:
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.said = append(p.said, strings.TrimSpace(text[:min(len(text), 1000)]))
}

// fail ends the test with a picture of where it stands.
func (p *Page) fail(err error) {
	p.t.Helper()
	if file, cerr := p.capture("failed"); cerr == nil {
		p.t.Log("the page: " + file)
	}
	p.t.Fatal(err)
}

// find returns the path of Chromium, or ends the test.
func find(t testing.TB) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	const msg = "no Chromium to test with; run: apt-get install -y chromium"
	if os.Getenv("GEOKG_REQUIRE_CHROMIUM") == "1" {
		t.Fatal(msg)
	}
	t.Skip(msg)
	return ""
}
