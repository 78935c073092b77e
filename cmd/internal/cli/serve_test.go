package cli

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
)

// geokg serve shows the graph until it is interrupted, and says where. Its search knows what the gazetteer knows.
func TestServeCommand(t *testing.T) {
	dir := t.TempDir()
	if code, _, errs := command(t, dir, "import", filepath.Join("..", "..", "..", "examples", "articles")); code != ExitOK {
		t.Fatal(errs)
	}
	w, _, stderr := world(t)
	w.Getenv = env("XDG_DATA_HOME", dir)
	read, write := io.Pipe()
	w.Stdout = write
	ctx, interrupt := context.WithCancel(t.Context())
	code := make(chan int)
	go func() {
		defer write.Close()
		code <- Execute(ctx, w, []string{"serve", "--addr", "localhost:0"})
	}()
	lines := bufio.NewScanner(read)
	if !lines.Scan() {
		t.Fatalf("no address: %s", stderr)
	}
	for query, want := range map[string]string{"ROK": "/entity?id=KOR", "KOR": "/entity?id=KOR", "intelligence service": "KOR%2FNIS", "madrid summit": "summit"} {
		r, err := http.Get(lines.Text() + "search?" + url.Values{"q": {query}}.Encode())
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r.Body)
		r.Body.Close()
		if err != nil || r.StatusCode != http.StatusOK || !strings.Contains(string(b), want) {
			t.Errorf("%s: %s %v, no %q in\n%.2000s", query, r.Status, err, want, b)
		}
	}
	interrupt()
	if c := <-code; c != ExitOK {
		t.Errorf("exit code %d\n%s", c, stderr)
	}
	if code, _, errs := command(t, dir, "serve", "--addr", "nowhere"); code != ExitUsage || !strings.Contains(errs, "want HOST:PORT") {
		t.Error(code, errs)
	}
}
