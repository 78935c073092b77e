package main

import (
	"os"
	"path/filepath"
	"testing"
)

// The tables that are checked in are those that the generator makes.
func TestDerivedTablesAreCurrent(t *testing.T) {
	root, shared := repository(t)
	src, err := readSources(filepath.Join(shared, "data"), filepath.Join(root, "ingest/gazetteer/data"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range derived(src) {
		have, err := os.ReadFile(filepath.Join(root, "ingest/gazetteer/data/derived", f.name))
		if err != nil {
			t.Fatal(err)
		}
		if string(have) != string(f.text) {
			t.Errorf("%s is not what the generator makes: run go run ./ingest/gazetteer/gen -shared ../shared", f.name)
		}
	}
}

// repository returns the root of the repository and the shared folder beside it; without that it skips the test.
func repository(t *testing.T) (root, shared string) {
	t.Helper()
	root, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(root, "go.mod")); err == nil {
			break
		}
		if filepath.Dir(root) == root {
			t.Fatal("no go.mod above the test")
		}
		root = filepath.Dir(root)
	}
	shared = filepath.Join(root, "..", "shared")
	if _, err := os.Stat(filepath.Join(shared, "data", "gazetteers")); err != nil {
		if os.Getenv("GEOKG_REQUIRE_SHARED") == "1" {
			t.Fatalf("GEOKG_REQUIRE_SHARED is set: %v", err)
		}
		t.Skip("no ../shared/data/gazetteers beside the repository")
	}
	return root, shared
}

func TestShortName(t *testing.T) {
	for _, c := range []struct{ code, text, want string }{
		{"ALB", "Prime Minister Edi RAMA (since 10 September 2013)", "prime minister Edi Rama 2013-09-10"},
		{"CPV", "President Jose Maria Pereira NEVES (since 9 November 2021)", "president Jose Neves 2021-11-09"},
		{"KOR", "Prime Minister KIM Min-seok (since 3 July 2025)", "prime minister Kim Min-seok 2025-07-03"},
		{"SYR", "Prime Minister Muhammad al-BASHIR (since 8 December 2024)", "prime minister Muhammad al-Bashir 2024-12-08"},
		{"NLD", "Caretaker Prime Minister Dick SCHOOF (since 3 June 2025)", "prime minister Dick Schoof 2025-06-03"},
		{"FRA", "Sébastien LECORNU (since 10 September 2025)", ""},
		{"XXX", "", ""},
	} {
		got := ""
		if sp, ok := factbookSpell(c.code, c.text); ok {
			got = sp.role + " " + sp.person + " " + sp.from
		}
		if got != c.want {
			t.Errorf("%q = %q, want %q", c.text, got, c.want)
		}
	}
}
