package cli

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// An Address says where a graph is kept: a file, or a Neo4j server.
type Address struct {
	File   string       // path of the embedded graph; "" for a server
	Server Neo4jAddress // when File is ""
}

// A Neo4jAddress is a Neo4j server with what it takes to be let in.
type Neo4jAddress struct{ URI, Username, Password, Database string }

// String returns the address as it may be shown to people: never with a password.
func (a Address) String() string {
	if a.File != "" {
		return a.File
	}
	return a.Server.URI + " (database " + a.Server.Database + ")"
}

// IsFile reports whether the graph is the embedded one.
func (a Address) IsFile() bool { return a.File != "" }

// neo4jSchemes are the schemes that the driver knows.
var neo4jSchemes = map[string]bool{
	"neo4j": true, "neo4j+s": true, "neo4j+ssc": true, "bolt": true, "bolt+s": true, "bolt+ssc": true,
}

// parseAddress reads --db, with the environment for what is not to stand on a command line.
// An empty s is GEOKG_DB or, without it, the file in the user's data folder.
func parseAddress(s string, getenv func(string) string) (Address, error) {
	if s == "" {
		s = getenv("GEOKG_DB")
	}
	if s == "" {
		file, err := defaultFile(getenv)
		return Address{File: file}, err
	}
	if !strings.Contains(s, "://") {
		return Address{File: s}, nil
	}
	server, err := parseServer(s, getenv)
	return Address{Server: server}, err
}

func parseServer(s string, getenv func(string) string) (Neo4jAddress, error) {
	u, err := url.Parse(s)
	if err != nil { // its words would repeat the address, and a password in it
		return Neo4jAddress{}, usagef("the address of the server is not a URI; want something like neo4j://localhost:7687")
	}
	if u.User != nil {
		return Neo4jAddress{}, usagef("the address %s://…@%s has a user name in it: give NEO4J_USERNAME and NEO4J_PASSWORD in the environment instead", u.Scheme, u.Host)
	}
	if !neo4jSchemes[u.Scheme] {
		return Neo4jAddress{}, usagef("unknown kind of address %q: want a file, or a server like neo4j://localhost:7687 or bolt://localhost:7687", u.Scheme+"://")
	}
	if u.Host == "" {
		return Neo4jAddress{}, usagef("the address %q names no host; want something like neo4j://localhost:7687", s)
	}
	return Neo4jAddress{
		URI: s, Username: getenv("NEO4J_USERNAME"), Password: getenv("NEO4J_PASSWORD"),
		Database: orElse(getenv("NEO4J_DATABASE"), "neo4j"),
	}, nil
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// defaultFile is the graph of someone who names none: one file in the user's data folder, so that it is the same
// from every working directory.
func defaultFile(getenv func(string) string) (string, error) {
	home := orElse(getenv("HOME"), getenv("USERPROFILE"))
	inHome := func(parts ...string) string {
		if home == "" {
			return ""
		}
		return filepath.Join(append([]string{home}, parts...)...)
	}
	dir := getenv("XDG_DATA_HOME")
	if dir == "" {
		switch runtime.GOOS {
		case "windows":
			dir = getenv("LocalAppData")
		case "darwin":
			dir = inHome("Library", "Application Support")
		default:
			dir = inHome(".local", "share")
		}
	}
	if dir == "" {
		return "", errors.New("there is no home folder to keep the graph in: name a file with --db or GEOKG_DB")
	}
	return filepath.Join(dir, "geokg", "geokg.db"), nil
}

// makeFolder creates the folder of the default graph; a folder that the user named must be there already.
func makeFolder(a Address, getenv func(string) string) error {
	if def, err := defaultFile(getenv); err != nil || a.File != def {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(a.File), 0o700); err != nil {
		return fmt.Errorf("make the folder of the graph: %w; name another graph with --db or GEOKG_DB", err)
	}
	return nil
}
