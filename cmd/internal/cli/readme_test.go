package cli

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestReadme holds the README to what its first command prints; -update rewrites it.
func TestReadme(t *testing.T) {
	root, err := filepath.Abs(filepath.Join("..", "..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	db := filepath.Join(t.TempDir(), "geokg.db")
	run := func(args ...string) string {
		var stdout, stderr bytes.Buffer
		w := System()
		w.Stdout, w.Stderr, w.Width, w.Color = &stdout, &stderr, plainWidth, false
		if code := Execute(context.Background(), w, append([]string{"--db", db}, args...)); code != ExitOK {
			t.Fatalf("geokg %v: exit code %d: %s", args, code, stderr.Bytes())
		}
		return stdout.String()
	}
	run("import", "-q", filepath.Join(root, "examples", "articles"))
	want := run("relations", "South Korea", "NATO")

	file := filepath.Join(root, "README.md")
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	readme := string(b)
	const begin, end = "```\nSouth Korea and NATO\n", "\n```\n"
	from := strings.Index(readme, begin)
	if from < 0 {
		t.Fatalf("%s does not show the answer", file)
	}
	from += len("```\n")
	to := from + strings.Index(readme[from:], end) + 1
	if readme[from:to] == want {
		return
	}
	if !*update {
		t.Fatalf("README.md shows another answer than the program gives (go test -run Readme -update ./cmd/internal/cli):\n%s", want)
	}
	if err := os.WriteFile(file, []byte(readme[:from]+want+readme[to:]), 0o644); err != nil {
		t.Fatal(err)
	}
}
