package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"geokg/graph"
	"geokg/graph/sqlite"
)

// A second file stands for the server here; testdata/neo4j has the real one.
func TestPush(t *testing.T) {
	dir := t.TempDir()
	w, stdout, stderr := world(t)
	w.Getenv = env("XDG_DATA_HOME", dir, "NEO4J_URI", "bolt://server.example:7687", "NEO4J_PASSWORD", "topsecret")
	onWrite := func() {}
	w.Open = func(ctx context.Context, a Address, m Mode) (graph.Store, error) {
		if a.IsFile() {
			return OpenStore(ctx, a, m)
		}
		if a.Server.Password != "topsecret" {
			return nil, graph.ErrAuth
		}
		s, err := sqlite.Open(filepath.Join(dir, "server.db"), sqlite.Options{ReadOnly: m == Read})
		if err == nil && m == Write {
			err = s.Ensure(ctx)
		}
		return interruptedStore{s, func() { onWrite() }}, err
	}
	run := func(ctx context.Context, args ...string) int {
		stdout.Reset()
		stderr.Reset()
		return Execute(ctx, w, args)
	}
	push := func(args ...string) (v pushView) {
		t.Helper()
		if code := run(t.Context(), append([]string{"push", "--format", "json"}, args...)...); code != ExitOK {
			t.Fatalf("push %v: exit code %d\n%s", args, code, stderr)
		}
		if err := json.Unmarshal(stdout.Bytes(), &v); err != nil {
			t.Fatal(err)
		}
		return v
	}

	file := filepath.Join(dir, "news.jsonl")
	var lines bytes.Buffer
	const articles = batchArticles + 50
	for i := range articles {
		fmt.Fprintf(&lines, `{"url":"https://news.example.org/%d","text":"Sweden joined NATO on 7 March 2024. This is article %d."}`+"\n", i, i)
	}
	if err := os.WriteFile(file, lines.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
	if code := run(t.Context(), "import", file); code != ExitOK {
		t.Fatalf("import: %d\n%s", code, stderr)
	}

	ctx, cancel := context.WithCancel(t.Context())
	onWrite = cancel
	if code := run(ctx, "push"); code != ExitError || !strings.Contains(stderr.String(), "To go on, push again") {
		t.Errorf("interrupted push: exit code %d\n%s", code, stderr)
	}
	onWrite = func() {}
	if v := push("--dry-run"); v.Articles.New+v.Articles.Same != articles || v.Articles.Same == 0 {
		t.Errorf("dry run after an interruption: %+v", v)
	}
	if v := push(); v.Articles.New+v.Articles.Same != articles || v.Digest != v.TargetDigest || v.Digest == "" {
		t.Errorf("push after an interruption: %+v", v)
	}
	if v := push(); v.Articles.Same != articles || v.Digest != v.TargetDigest {
		t.Errorf("push again: %+v", v)
	}

	if code := run(t.Context(), "retract", "https://news.example.org/7"); code != ExitOK {
		t.Fatalf("retract: %d\n%s", code, stderr)
	}
	if v := push(); len(v.Extra) != 1 || v.Digest == v.TargetDigest {
		t.Errorf("push of less than there is: %+v", v)
	}
	if v := push("--prune"); v.Pruned != 1 || len(v.Extra) != 0 || v.Digest != v.TargetDigest {
		t.Errorf("push --prune: %+v", v)
	}
	// A reference is copied, and that of the server stays where the file has none.
	const server = "bolt://server.example:7687"
	if code := run(t.Context(), "import", "--db", server, "--reference"); code != ExitOK {
		t.Fatalf("import --reference into the server: %d\n%s", code, stderr)
	}
	if v := push(); v.ExtraReference == 0 || v.Digest == v.TargetDigest {
		t.Errorf("push of a file without a reference: %+v", v)
	}
	if v := push("--prune"); v.Reference.Removed == 0 || v.Digest != v.TargetDigest {
		t.Errorf("push --prune of a file without a reference: %+v", v)
	}
	if code := run(t.Context(), "import", "--reference"); code != ExitOK {
		t.Fatalf("import --reference: %d\n%s", code, stderr)
	}
	added := push("--dry-run").Reference.Added
	if v := push(); v.Reference.Added != added || added == 0 || v.Digest != v.TargetDigest {
		t.Errorf("push of a reference: %+v, a dry run has %d", v, added)
	}
	if v := push(); v.Reference != (difference{}) || v.Digest != v.TargetDigest {
		t.Errorf("push of a reference again: %+v", v)
	}
	if strings.Contains(stdout.String()+stderr.String(), "topsecret") {
		t.Error("the password is in the output")
	}
}
