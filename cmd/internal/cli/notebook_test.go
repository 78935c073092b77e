package cli

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestNotebook runs examples/notebook.py, which reads what commands print into pandas and networkx.
func TestNotebook(t *testing.T) {
	python := ""
	for _, p := range []string{"python3", "/usr/bin/python3"} {
		if exec.Command(p, "-c", "import pandas, networkx").Run() == nil {
			python = p
			break
		}
	}
	if python == "" {
		skipOrFail(t, "GEOKG_REQUIRE_PYTHON", "examples/notebook.py needs pandas and networkx: apt-get install -y python3-pandas python3-networkx")
	}
	dir := t.TempDir()
	program, db := buildProgram(t, dir), filepath.Join(dir, "kg.db")
	examples := filepath.Join("..", "..", "..", "examples")
	if out, err := exec.Command(program, "import", "-q", "--db", db, filepath.Join(examples, "articles")).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	cmd := exec.Command(python, filepath.Join(examples, "notebook.py"), db, "South Korea")
	cmd.Env = append(os.Environ(), "GEOKG="+program)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, want := range []string{"claims about South Korea, by relation and factuality", "\nMEMBER_OF               0        1", "  South Korea: ", "the whole graph has "} {
		if !strings.Contains(string(out), want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
}
