package sqlite

import (
	"bufio"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"geokg/graph"
	"geokg/graph/storetest"
)

// childEnv makes the test binary a process that writes: "PATH FROM TO". It writes articles FROM to TO of the made-up ones in batches of five
// and prints a line for each batch that is acknowledged.
const childEnv = "GEOKG_SQLITE_TEST_CHILD"

const madeUp = 400

func TestMain(m *testing.M) {
	if os.Getenv(childEnv) != "" {
		if err := child(); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

func child() error {
	var path string
	var from, to int
	if _, err := fmt.Sscan(os.Getenv(childEnv), &path, &from, &to); err != nil {
		return err
	}
	s, err := Open(path, Options{})
	if err != nil {
		return err
	}
	ctx := context.Background()
	if err := s.Ensure(ctx); err != nil {
		return err
	}
	for part := range slices.Chunk(storetest.Generate(9, madeUp)[from:to], 5) {
		if _, err := s.Write(ctx, part); err != nil {
			return err
		}
		fmt.Println("ok")
	}
	return s.Close(ctx)
}

func command(t *testing.T, path string, from, to int) *exec.Cmd {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), fmt.Sprintf("%s=%s %d %d", childEnv, path, from, to))
	cmd.Stderr = os.Stderr
	return cmd
}

// checkIntegrity fails the test if a row of the file refers to one that is not there, or the file is damaged.
func checkIntegrity(t *testing.T, path string) {
	t.Helper()
	s, err := Open(path, Options{})
	if err != nil {
		t.Error(err)
		return
	}
	defer s.Close(context.Background())
	rows, err := s.db.Query("SELECT \"table\" || ' → ' || parent FROM pragma_foreign_key_check UNION ALL SELECT integrity_check FROM pragma_integrity_check WHERE integrity_check <> 'ok'")
	if err != nil {
		t.Error(err)
		return
	}
	defer rows.Close()
	for rows.Next() {
		var what string
		if err := rows.Scan(&what); err != nil {
			t.Error(err)
		}
		t.Errorf("%s: %s", path, what)
	}
	if err := rows.Err(); err != nil {
		t.Error(err)
	}
}

func open(t testing.TB, path string) *Store {
	t.Helper()
	s, err := Open(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// ensured opens a graph that is ready for writing and closed with the test.
func ensured(t *testing.T, path string) *Store {
	t.Helper()
	s := open(t, path)
	t.Cleanup(func() { s.Close(context.Background()) })
	if err := s.Ensure(t.Context()); err != nil {
		t.Fatal(err)
	}
	return s
}

func status(t *testing.T, s *Store) graph.Status {
	t.Helper()
	st, err := s.Status(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return st
}

// digestOf returns the digest of a graph of these contributions.
func digestOf(t *testing.T, cs []graph.Contribution) string {
	t.Helper()
	s := ensured(t, filepath.Join(t.TempDir(), "expected.db"))
	if _, err := s.Write(t.Context(), cs); err != nil {
		t.Fatal(err)
	}
	return status(t, s).Digest
}

func isErr(t *testing.T, err, want error, words ...string) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("got error %v, want %v", err, want)
		return
	}
	for _, w := range words {
		if !strings.Contains(err.Error(), w) {
			t.Errorf("error %q does not say %q", err, w)
		}
	}
}

func TestStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T) graph.Store {
		path := filepath.Join(t.TempDir(), "a # of 100% ?x=1 ü.db")
		t.Cleanup(func() { checkIntegrity(t, path) })
		return open(t, path)
	})
}

func TestTwoProcesses(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph.db")
	var wg sync.WaitGroup
	for _, part := range [][2]int{{0, 60}, {60, 120}, {30, 90}} {
		cmd := command(t, path, part[0], part[1])
		wg.Go(func() {
			if err := cmd.Run(); err != nil {
				t.Errorf("process: %v", err)
			}
		})
	}
	wg.Wait()
	if got, want := status(t, ensured(t, path)).Digest, digestOf(t, storetest.Generate(9, madeUp)[:120]); got != want {
		t.Errorf("digest %s, want %s", got, want)
	}
}

func TestTwoHandles(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph.db")
	cs := storetest.GenerateCopies(9, 80)
	var wg sync.WaitGroup
	for i := range 2 {
		s := ensured(t, path)
		wg.Go(func() {
			for part := range slices.Chunk(cs[i*40:(i+1)*40], 8) {
				if _, err := s.Write(t.Context(), part); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if got, want := status(t, ensured(t, path)).Digest, digestOf(t, cs); got != want {
		t.Errorf("digest %s, want %s", got, want)
	}
}

// TestAlternating writes copies through two handles in turns: each has to see what the other one has written since.
func TestAlternating(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph.db")
	cs := storetest.GenerateCopies(9, 60)
	handles := []*Store{ensured(t, path), ensured(t, path)}
	for i := range cs {
		if _, err := handles[i%2].Write(t.Context(), cs[i:i+1]); err != nil {
			t.Fatal(err)
		}
	}
	if got, want := status(t, handles[0]).Digest, digestOf(t, cs); got != want {
		t.Errorf("digest %s, want %s", got, want)
	}
}

// TestKilled kills a writing process and finds all batches that it acknowledged, whole, and at most one more.
func TestKilled(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph.db")
	cmd := command(t, path, 0, madeUp)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	acknowledged := 0
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if acknowledged++; acknowledged == 7 {
			cmd.Process.Kill()
		}
	}
	cmd.Wait()
	s := ensured(t, path)
	st := status(t, s)
	if n := st.Articles; n%5 != 0 || n < 5*acknowledged || n > 5*acknowledged+5 {
		t.Errorf("%d articles after %d batches of 5", n, acknowledged)
	}
	if want := digestOf(t, storetest.Generate(9, madeUp)[:st.Articles]); st.Digest != want {
		t.Errorf("digest %s, want %s", st.Digest, want)
	}
	if _, err := s.Write(t.Context(), storetest.Generate(9, madeUp)); err != nil {
		t.Errorf("going on: %v", err)
	}
}

func TestReadOnly(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph.db")
	_, err := Open(path, Options{ReadOnly: true})
	isErr(t, err, fs.ErrNotExist, path)
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("opening for reading made a file: %v", err)
	}
	w := ensured(t, path)
	cs := storetest.Generate(9, 10)
	if _, err := w.Write(t.Context(), cs[:5]); err != nil {
		t.Fatal(err)
	}
	r, err := Open(path, Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close(t.Context())
	if got, want := status(t, r), status(t, w); got.Digest != want.Digest {
		t.Errorf("digest %s, want %s", got.Digest, want.Digest)
	}
	_, err = r.Write(t.Context(), cs)
	isErr(t, err, graph.ErrReadOnly, path, "reading only")
	_, err = r.Retract(t.Context(), []string{cs[0].Article.ID})
	isErr(t, err, graph.ErrReadOnly)
	isErr(t, r.Ensure(t.Context()), graph.ErrReadOnly)
	if _, err := w.Write(t.Context(), cs); err != nil { // beside the reader, who sees it
		t.Fatal(err)
	}
	if got, want := status(t, r), status(t, w); got.Digest != want.Digest || got.Articles != 10 {
		t.Errorf("%d articles, digest %s, want %s", got.Articles, got.Digest, want.Digest)
	}
}

func TestWriteProtected(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may write everywhere")
	}
	dir := t.TempDir()
	path := filepath.Join(dir, "graph.db")
	s := ensured(t, path)
	cs := storetest.Generate(9, 5)
	if _, err := s.Write(t.Context(), cs); err != nil {
		t.Fatal(err)
	}
	s.Close(t.Context())
	os.Chmod(path, 0o444)
	os.Chmod(dir, 0o555)
	defer os.Chmod(dir, 0o755)
	s, err := Open(path, Options{})
	if err == nil {
		defer s.Close(t.Context())
		_, err = s.Write(t.Context(), storetest.Generate(9, 6))
	}
	isErr(t, err, graph.ErrReadOnly, path)
	r, err := Open(path, Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close(t.Context())
	if st := status(t, r); st.Articles != 5 {
		t.Errorf("%d articles, want 5", st.Articles)
	}
}

func TestNotGraph(t *testing.T) {
	dir := t.TempDir()
	_, err := Open(dir, Options{})
	isErr(t, err, graph.ErrNotGraph, "folder")

	text := filepath.Join(dir, "letter.txt")
	if err := os.WriteFile(text, []byte(strings.Repeat("Dear reader, this is no graph. ", 100)), 0o644); err != nil {
		t.Fatal(err)
	}
	other := filepath.Join(dir, "other.db")
	db, err := sql.Open("sqlite", other)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("CREATE TABLE article(x)"); err != nil {
		t.Fatal(err)
	}
	db.Close()
	for _, path := range []string{text, other} {
		before, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range []Options{{}, {ReadOnly: true}} {
			_, err = Open(path, o)
			isErr(t, err, graph.ErrNotGraph, path)
		}
		if after, err := os.ReadFile(path); err != nil || string(after) != string(before) {
			t.Errorf("%s was changed", path)
		}
	}

	// An empty file becomes a graph, but there is nothing to read in it.
	empty := filepath.Join(dir, "empty.db")
	if err := os.WriteFile(empty, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	_, err = Open(empty, Options{ReadOnly: true})
	isErr(t, err, graph.ErrNotGraph, "empty")
	ensured(t, empty)

	s := open(t, filepath.Join(dir, "none", "graph.db"))
	defer s.Close(t.Context())
	isErr(t, s.Ensure(t.Context()), graph.ErrUnavailable, "folder")
}

func TestSchemaVersion(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph.db")
	s := ensured(t, path)
	for version, words := range map[int]string{graph.SchemaVersion + 1: "update geokg", graph.SchemaVersion - 1: "import the articles"} {
		if _, err := s.db.Exec(fmt.Sprintf("PRAGMA user_version=%d", version)); err != nil {
			t.Fatal(err)
		}
		isErr(t, s.Ensure(t.Context()), graph.ErrSchemaVersion, words)
		_, err := Open(path, Options{})
		isErr(t, err, graph.ErrSchemaVersion, words, path)
	}
}

func TestClosed(t *testing.T) {
	s := ensured(t, filepath.Join(t.TempDir(), "graph.db"))
	for range 2 {
		if err := s.Close(t.Context()); err != nil {
			t.Error(err)
		}
	}
	if _, err := s.Write(t.Context(), storetest.Generate(1, 1)); !errors.Is(err, errClosed) {
		t.Errorf("write to a closed store: %v", err)
	}
	if _, err := s.Status(t.Context()); err == nil {
		t.Error("a closed store has a status")
	}
}

// TestCallbacks checks that what is yielded to may use the store.
func TestCallbacks(t *testing.T) {
	s := ensured(t, filepath.Join(t.TempDir(), "graph.db"))
	cs := storetest.Generate(9, 20)
	if _, err := s.Write(t.Context(), cs[:10]); err != nil {
		t.Fatal(err)
	}
	n := 0
	err := s.Contributions(t.Context(), func(c graph.Contribution) error {
		n++
		_, err := s.Write(t.Context(), cs)
		return err
	})
	if err != nil || n != 10 {
		t.Errorf("%d contributions, want the 10 that were there; %v", n, err)
	}
}

// TestViews checks that the views for people say what the store says.
func TestViews(t *testing.T) {
	s := ensured(t, filepath.Join(t.TempDir(), "graph.db"))
	if _, err := s.Write(t.Context(), storetest.Generate(9, 30)); err != nil {
		t.Fatal(err)
	}
	rows, err := s.Claims(t.Context(), graph.ClaimQuery{})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		var subject, object string
		err := s.db.QueryRow("SELECT subject, object FROM claims WHERE id = ?", r.Claim.ID).Scan(&subject, &object)
		if err != nil || subject != r.Subject.Name || object != r.Object.Name {
			t.Fatalf("claim %s: %q, %q, %v; want %q, %q", r.Claim.ID, subject, object, err, r.Subject.Name, r.Object.Name)
		}
	}
	var edges int
	if err := s.db.QueryRow("SELECT count(*) FROM edges").Scan(&edges); err != nil || edges != status(t, s).Edges {
		t.Errorf("%d edges, %v", edges, err)
	}
	r := storetest.GenerateReference(9, 30)
	if _, err := s.PutReference(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	for _, m := range r.Memberships {
		var n int
		err := s.db.QueryRow("SELECT count(*) FROM memberships WHERE alliance = ? AND member = ? AND status = ? AND since = ? AND until = ?",
			m.Alliance, m.Member, string(m.Status), m.Since.Value, m.Until.Value).Scan(&n)
		if err != nil || n != 1 {
			t.Errorf("membership %+v: %d rows, %v", m, n, err)
		}
	}
}

// TestBeforeReferences reads a file that was made before there were references, and puts one into it.
func TestBeforeReferences(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph.db")
	s := ensured(t, path)
	if _, err := s.Write(t.Context(), storetest.Generate(9, 30)); err != nil {
		t.Fatal(err)
	}
	if _, err := s.db.Exec("DROP VIEW memberships; DROP TABLE membership"); err != nil {
		t.Fatal(err)
	}
	before := status(t, s)
	if r, err := s.Reference(t.Context()); err != nil || len(r.Memberships) > 0 {
		t.Errorf("reference %+v, %v", r, err)
	}
	if err := s.Ensure(t.Context()); err != nil {
		t.Fatal(err)
	}
	if after := status(t, s); after.Digest != before.Digest {
		t.Errorf("digest %s after Ensure, %s before", after.Digest, before.Digest)
	}
	r := storetest.GenerateReference(9, 30)
	if _, err := s.PutReference(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	if after := status(t, s); after.Reference != len(r.Memberships) || after.Edges != before.Edges || after.Digest == before.Digest {
		t.Errorf("status after the reference: %+v", after)
	}
}

// TestAddSearch takes the tables for searching out of a graph, as one of an older geokg has none, and finds them made and filled by Ensure.
func TestAddSearch(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph.db")
	s := ensured(t, path)
	if _, err := s.Write(t.Context(), storetest.Generate(4, 30)); err != nil {
		t.Fatal(err)
	}
	const text = "country no 1"
	want, err := s.Search(t.Context(), text, 0)
	if err != nil || len(want.Claims) == 0 || len(want.Entities) == 0 {
		t.Fatal(want, err)
	}
	if _, err := s.db.ExecContext(t.Context(), "DROP TABLE sentence; DROP TABLE name_word"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Search(t.Context(), text, 0); !errors.Is(err, graph.ErrSchemaVersion) || !strings.Contains(err.Error(), "geokg import") {
		t.Errorf("without the tables: %v", err)
	}
	if err := s.Ensure(t.Context()); err != nil {
		t.Fatal(err)
	}
	got, err := s.Search(t.Context(), text, 0)
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%v: %d entities and %d claims, want %d and %d", err, len(got.Entities), len(got.Claims), len(want.Entities), len(want.Claims))
	}
}
