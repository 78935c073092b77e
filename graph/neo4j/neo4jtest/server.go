package neo4jtest

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// Version is that of the server that is started; pom.xml and fetch.sh name the same.
const Version = "5.26.15"

const (
	initialPassword = "neo4j"           // of a new server, to be changed at the first login
	testPassword    = "geokg-test-1234" // at least eight characters
	startTimeout    = 2 * time.Minute   // for a machine that is busy with other things; 8 s is usual
	stopTimeout     = 30 * time.Second
)

// A Server is one Neo4j server process.
type Server struct {
	URI      string // "bolt://127.0.0.1:PORT"
	HTTP     string // "http://127.0.0.1:PORT", with the Browser at /browser/
	Username string // empty without authentication
	Password string

	home string // holds conf, data and logs
	lib  string // holds the jars
	java string
	bolt string // host:port
	http string
	opts options
	proc *process
}

type options struct {
	fast     bool // for a benchmark: optimize code that runs long
	noAuth   bool
	settings []string
}

// An Option changes how a server is set up.
type Option func(*options)

// WithoutAuth starts a server that asks for no password.
func WithoutAuth() Option { return func(o *options) { o.noAuth = true } }

// WithSetting adds a line to neo4j.conf, such as "server.databases.default_to_read_only", "true".
func WithSetting(name, value string) Option {
	return func(o *options) { o.settings = append(o.settings, name+"="+value) }
}

func forBenchmark(t testing.TB) Option {
	_, ok := t.(*testing.B)
	return func(o *options) { o.fast = ok }
}

// Start starts a server for this test alone and stops it when the test ends. If the test has failed, the end of the
// server's log is in the test's.
func Start(t testing.TB, opts ...Option) *Server {
	t.Helper()
	lib, java := requirements(t)
	s, err := launch(lib, java, append(opts, forBenchmark(t)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("Neo4j's log ends with:\n%s", s.Log())
		}
		if err := s.close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// launch sets up a home folder and starts a server in it.
func launch(lib, java string, opts []Option) (_ *Server, err error) {
	s := &Server{lib: lib, java: java}
	for _, o := range opts {
		o(&s.opts)
	}
	if s.home, err = os.MkdirTemp("", "geokg-neo4j-"); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, s.close())
		}
	}()
	if s.bolt, s.http, err = freeAddresses(); err != nil {
		return nil, err
	}
	s.URI, s.HTTP = "bolt://"+s.bolt, "http://"+s.http
	if err := s.start(); err != nil {
		return nil, err
	}
	if s.opts.noAuth {
		return s, nil
	}
	return s, s.setPassword()
}

// start writes the configuration, starts the process and waits until it answers.
func (s *Server) start() error {
	if err := s.writeConf(); err != nil {
		return err
	}
	log, err := os.OpenFile(s.consolePath(), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	defer log.Close()
	if s.proc, err = startProcess(s.command(), log); err != nil {
		return err
	}
	return s.wait()
}

// command is Neo4j's own start, with the memory that a test needs.
func (s *Server) command() []string {
	args := []string{s.java, "-Xms256m", "-Xmx1g"}
	if s.opts.fast {
		args = append(args, "-XX:+UseG1GC") // as in production
	} else {
		args = append(args, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1") // a test is over before better code pays: this halves its time
	}
	for _, p := range []string{"java.nio", "java.io", "sun.nio.ch", "java.util.concurrent"} {
		args = append(args, "--add-opens=java.base/"+p+"=ALL-UNNAMED")
	}
	return append(args, "-cp", filepath.Join(s.lib, "*"), "org.neo4j.server.CommunityEntryPoint",
		"--home-dir="+s.home, "--config-dir="+filepath.Join(s.home, "conf"))
}

func (s *Server) writeConf() error {
	lines := []string{
		"server.bolt.listen_address=" + s.bolt,
		"server.http.listen_address=" + s.http,
		"server.https.enabled=false",
		"dbms.usage_report.enabled=false",
		"server.memory.pagecache.size=128m",
		"db.tx_log.preallocate=false",
		"db.tx_log.rotation.retention_policy=keep_none",
		fmt.Sprintf("dbms.security.auth_enabled=%t", !s.opts.noAuth),
		"dbms.security.auth_max_failed_attempts=0", // a test of a wrong password locks nobody out
	}
	dir := filepath.Join(s.home, "conf")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	text := strings.Join(append(lines, s.opts.settings...), "\n") + "\n"
	return os.WriteFile(filepath.Join(dir, "neo4j.conf"), []byte(text), 0o644)
}

// wait returns when the server answers over Bolt.
func (s *Server) wait() error {
	ctx, cancel := context.WithTimeout(context.Background(), startTimeout)
	defer cancel()
	for tick := time.NewTicker(200 * time.Millisecond); ; {
		err := s.answers(ctx)
		if err == nil {
			tick.Stop()
			return nil
		}
		select {
		case <-tick.C:
		case <-s.proc.done:
			return fmt.Errorf("neo4j ended while starting (%v); its log ends with:\n%s", s.proc.err, s.Log())
		case <-ctx.Done():
			return fmt.Errorf("neo4j does not answer after %v (%v); its log ends with:\n%s", startTimeout, err, s.Log())
		}
	}
}

// answers reports whether the default database can be read. A new server that wants its password changed has answered too.
func (s *Server) answers(ctx context.Context) error {
	conn, err := net.DialTimeout("tcp", s.bolt, time.Second) // cheaper than a driver while nobody listens
	if err != nil {
		return err
	}
	conn.Close()
	password := s.Password
	if password == "" {
		password = initialPassword
	}
	err = s.run(ctx, password, "neo4j", "RETURN 1")
	if e, ok := errors.AsType[*neo4j.Neo4jError](err); ok && e.Code == "Neo.ClientError.Security.CredentialsExpired" {
		return nil
	}
	return err
}

// setPassword replaces the initial password.
func (s *Server) setPassword() error {
	ctx, cancel := context.WithTimeout(context.Background(), stopTimeout)
	defer cancel()
	s.Username, s.Password = "neo4j", testPassword
	return s.run(ctx, initialPassword, "system",
		"ALTER CURRENT USER SET PASSWORD FROM '"+initialPassword+"' TO '"+testPassword+"'")
}

// run runs one statement outside a managed transaction, as administration and CALL … IN TRANSACTIONS ask.
func (s *Server) run(ctx context.Context, password, database, cypher string) error {
	auth := neo4j.NoAuth()
	if !s.opts.noAuth {
		auth = neo4j.BasicAuth("neo4j", password, "")
	}
	driver, err := neo4j.NewDriverWithContext(s.URI, auth)
	if err != nil {
		return err
	}
	defer driver.Close(ctx)
	session := driver.NewSession(ctx, neo4j.SessionConfig{DatabaseName: database})
	defer session.Close(ctx)
	result, err := session.Run(ctx, cypher, nil)
	if err != nil {
		return err
	}
	_, err = result.Consume(ctx)
	return err
}

// Exec runs a statement in the default database in a transaction of its own, for what a test prepares or breaks.
func (s *Server) Exec(t testing.TB, cypher string) {
	t.Helper()
	if err := s.run(t.Context(), s.Password, "neo4j", cypher); err != nil {
		t.Fatalf("%s: %v", cypher, err)
	}
}

// Kill ends the server at once, as kill -9 does, and returns when it is gone.
func (s *Server) Kill() { s.proc.kill() }

// Stop shuts the server down in good order.
func (s *Server) Stop() error { return s.proc.stop(stopTimeout) }

// Restart starts a server that was killed or stopped again, with the same ports and data; one that runs is stopped first.
// Options are added to those that it was started with.
func (s *Server) Restart(t testing.TB, opts ...Option) {
	t.Helper()
	if err := s.Stop(); err != nil {
		t.Fatal(err)
	}
	for _, o := range opts {
		o(&s.opts)
	}
	if err := s.start(); err != nil {
		t.Fatal(err)
	}
}

// Admin returns a folder with a command neo4j-admin for the databases of this server, to be put before PATH.
func (s *Server) Admin(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	script := fmt.Sprintf("#!/bin/sh\nNEO4J_HOME='%s' NEO4J_CONF='%s' exec '%s' -Xmx1g -cp '%s' org.neo4j.cli.AdminTool \"$@\"\n",
		s.home, filepath.Join(s.home, "conf"), s.java, filepath.Join(s.lib, "*"))
	if err := os.WriteFile(filepath.Join(dir, "neo4j-admin"), []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

// Log returns the end of what the server has said: on its console before it has read its configuration, then in its log.
func (s *Server) Log() string {
	const most = 8 << 10
	var log strings.Builder
	for _, path := range []string{s.consolePath(), filepath.Join(s.home, "logs", "neo4j.log")} {
		b, err := os.ReadFile(path)
		if err != nil {
			fmt.Fprintln(&log, err)
		}
		log.Write(b[max(0, len(b)-most):])
	}
	return log.String()
}

func (s *Server) consolePath() string { return filepath.Join(s.home, "console.log") }

// close ends the server and removes its home.
func (s *Server) close() error {
	if s.proc != nil {
		s.proc.kill()
	}
	return os.RemoveAll(s.home)
}

// freeAddresses returns two loopback addresses at which nobody listens just now.
func freeAddresses() (bolt, http string, err error) {
	var found [2]string
	for i := range found {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return "", "", err
		}
		defer l.Close() // held until both are found, or they might be the same
		found[i] = l.Addr().String()
	}
	return found[0], found[1], nil
}

// Lib returns the folder that the jars are expected in.
func Lib() (string, error) {
	if dir := os.Getenv("GEOKG_NEO4J_LIB"); dir != "" {
		return dir, nil
	}
	cache := os.Getenv("XDG_CACHE_HOME")
	if cache == "" {
		home, err := os.UserHomeDir()
		if err != nil {
			return "", err
		}
		cache = filepath.Join(home, ".cache")
	}
	return filepath.Join(cache, "geokg", "neo4j-"+Version, "lib"), nil
}

// requirements returns the jars' folder and the java command, or ends the test.
func requirements(t testing.TB) (lib, java string) {
	t.Helper()
	lib, java, err := find()
	if err == nil {
		return lib, java
	}
	msg := fmt.Sprintf("no Neo4j to test with: %v\nrun: apt-get install -y openjdk-17-jre-headless maven && graph/neo4j/neo4jtest/fetch.sh", err)
	if os.Getenv("GEOKG_REQUIRE_NEO4J") == "1" {
		t.Fatal(msg)
	}
	t.Skip(msg)
	return "", ""
}

func find() (lib, java string, err error) {
	if lib, err = Lib(); err != nil {
		return "", "", err
	}
	if _, err := os.Stat(filepath.Join(lib, "neo4j-server-"+Version+".jar")); err != nil {
		return "", "", err
	}
	java = "java"
	if home := os.Getenv("JAVA_HOME"); home != "" {
		java = filepath.Join(home, "bin", "java")
	}
	java, err = exec.LookPath(java)
	return lib, java, err
}

// The shared server of a test binary.
var shared struct {
	sync.Mutex
	server *Server
}

// Run runs the tests of a package and then stops the server that they shared. It is the body of TestMain.
func Run(m *testing.M) {
	m.Run() // the testing package keeps the exit code
	shared.Lock()
	defer shared.Unlock()
	if shared.server == nil {
		return
	}
	if err := shared.server.close(); err != nil {
		fmt.Fprintln(os.Stderr, "neo4jtest:", err)
	}
	shared.server = nil
}

// Shared returns the server that the tests of a package share, started by the first of them, with its database empty.
// Tests that use it must not run in parallel, and must leave it running. Benchmarks that share it with tests (-run and -bench in
// one command) measure a slower server.
func Shared(t testing.TB) *Server {
	t.Helper()
	lib, java := requirements(t)
	shared.Lock()
	defer shared.Unlock()
	if shared.server == nil {
		s, err := launch(lib, java, []Option{forBenchmark(t)})
		if err != nil {
			t.Fatal(err)
		}
		shared.server = s
	}
	s := shared.server
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("Neo4j's log ends with:\n%s", s.Log())
		}
	})
	s.Clear(t)
	return s
}

// Empty removes all nodes and relationships of the default database.
func (s *Server) Empty(t testing.TB) {
	t.Helper()
	// In batches: one transaction over a large graph would not fit in the server's memory.
	s.Exec(t, "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS")
}

// Clear removes all nodes, relationships, constraints and indexes of the default database.
func (s *Server) Clear(t testing.TB) {
	t.Helper()
	s.Empty(t)
	// The two lookup indexes belong to every database; constraints take their own indexes with them.
	for _, kind := range []struct{ name, list string }{
		{"CONSTRAINT", "SHOW CONSTRAINTS YIELD name RETURN name"},
		{"INDEX", "SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN name"},
	} {
		for _, name := range s.Column(t, kind.list) {
			s.Exec(t, "DROP "+kind.name+" `"+strings.ReplaceAll(name, "`", "``")+"` IF EXISTS")
		}
	}
}

// Column returns the first column of a statement's answer, which has to be of strings, sorted.
func (s *Server) Column(t testing.TB, cypher string) []string {
	t.Helper()
	ctx := t.Context()
	driver, err := neo4j.NewDriverWithContext(s.URI, neo4j.BasicAuth(s.Username, s.Password, ""))
	if err != nil {
		t.Fatal(err)
	}
	defer driver.Close(ctx)
	result, err := neo4j.ExecuteQuery(ctx, driver, cypher, nil, neo4j.EagerResultTransformer, neo4j.ExecuteQueryWithDatabase("neo4j"))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, r := range result.Records {
		names = append(names, r.Values[0].(string))
	}
	slices.Sort(names)
	return names
}
