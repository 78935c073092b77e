package neo4jtest

import (
	"net/http"
	"os"
	"strings"
	"testing"
)

func TestMain(m *testing.M) { Run(m) }

func TestSharedStartsEmpty(t *testing.T) {
	s := Shared(t)
	s.Exec(t, "CREATE CONSTRAINT x FOR (n:X) REQUIRE n.id IS UNIQUE")
	s.Exec(t, "CREATE (:X {id: 1})-[:Y]->(:X {id: 2})")
	if Shared(t) != s {
		t.Error("a second server")
	}
	if got := s.Column(t, "MATCH (n:X) RETURN toString(n.id)"); len(got) != 0 {
		t.Errorf("nodes %v are left", got)
	}
	if got := s.Column(t, "SHOW CONSTRAINTS YIELD name RETURN name"); len(got) != 0 {
		t.Errorf("constraints %v are left", got)
	}
}

func TestKillAndRestart(t *testing.T) {
	s := Start(t)
	s.Exec(t, "CREATE (:X {name: 'kept'})")
	s.Kill()
	if s.proc.running() {
		t.Error("runs after Kill")
	}
	s.Restart(t)
	if got := s.Column(t, "MATCH (n:X) RETURN n.name"); len(got) != 1 || got[0] != "kept" {
		t.Errorf("names = %v after a restart", got)
	}
	res, err := http.Get(s.HTTP + "/browser/")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		t.Errorf("the Browser answers %s", res.Status)
	}
	if err := s.Stop(); err != nil {
		t.Error(err)
	}
	if log := s.Log(); !strings.Contains(log, "Stopped.") {
		t.Errorf("log after Stop: %s", log)
	}
}

func TestWithoutAuth(t *testing.T) {
	s := Start(t, WithoutAuth())
	s.Exec(t, "CREATE (:X)")
	if s.Username != "" || s.Password != "" {
		t.Errorf("user %q, password %q", s.Username, s.Password)
	}
	home := s.home
	if err := s.close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(home); !os.IsNotExist(err) {
		t.Errorf("home is still there: %v", err)
	}
}
