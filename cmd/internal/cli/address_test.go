package cli

import (
	"errors"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// env is an environment for tests.
func env(kv ...string) func(string) string {
	m := map[string]string{}
	for i := 0; i < len(kv); i += 2 {
		m[kv[i]] = kv[i+1]
	}
	return func(k string) string { return m[k] }
}

func TestParseAddress(t *testing.T) {
	data := env("XDG_DATA_HOME", "/data")
	for _, c := range []struct {
		in   string
		env  func(string) string
		want Address
	}{
		{"news.db", data, Address{File: "news.db"}},
		{"", env("GEOKG_DB", "other.db"), Address{File: "other.db"}},
		{"", data, Address{File: filepath.Join("/data", "geokg", "geokg.db")}},
		{"bolt://h:7687", data, Address{Server: Neo4jAddress{"bolt://h:7687", "", "", "neo4j"}}},
		{"neo4j+s://x.databases.neo4j.io", env("NEO4J_USERNAME", "u", "NEO4J_PASSWORD", "p", "NEO4J_DATABASE", "d"),
			Address{Server: Neo4jAddress{"neo4j+s://x.databases.neo4j.io", "u", "p", "d"}}},
	} {
		if got, err := parseAddress(c.in, c.env); err != nil || got != c.want {
			t.Errorf("parseAddress(%q) = %+v, %v, want %+v", c.in, got, err, c.want)
		}
	}
}

func TestParseAddressErrors(t *testing.T) {
	for _, in := range []string{"http://h", "neo4j://", "neo4j://u:topsecret@h", "neo4j://%zz:topsecret@h", "bolt://topsecret@h"} {
		_, err := parseAddress(in, env())
		var usage usageError
		if !errors.As(err, &usage) {
			t.Errorf("parseAddress(%q): %v, want a usage error", in, err)
			continue
		}
		if strings.Contains(err.Error(), "topsecret") {
			t.Errorf("parseAddress(%q): %v", in, err)
		}
	}
	if _, err := parseAddress("", env()); err == nil && runtime.GOOS != "windows" {
		t.Error("no home folder, no error")
	}
}

func TestAddressHidesPassword(t *testing.T) {
	a, err := parseAddress("neo4j://h:7687", env("NEO4J_PASSWORD", "topsecret"))
	if err != nil || strings.Contains(a.String(), "topsecret") {
		t.Errorf("%s, %v", a, err)
	}
	w := &World{Getenv: env("NEO4J_PASSWORD", "topsecret")}
	if got := w.withoutSecrets("login neo4j:topsecret\nrefused"); got != "login neo4j:*** refused" {
		t.Errorf("withoutSecrets = %q", got)
	}
}
