package neo4j

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"

	bolt "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"geokg/graph"
)

// fail says in the words of [graph.Store] what went wrong and what to do about it. The driver's error stays in the chain.
func (s *Store) fail(ctx context.Context, what string, err error) error {
	if err == nil {
		return nil
	}
	if ctx.Err() != nil { // the driver reports it as a broken connection
		return fmt.Errorf("neo4j: %s: %w", what, ctx.Err())
	}
	err = last(err)
	advice, kind := s.diagnose(err)
	switch {
	case kind == nil:
		return fmt.Errorf("neo4j: %s: %w", what, err)
	case errors.Is(err, kind): // it says so itself
		return fmt.Errorf("neo4j: %s: %w (%s)", what, err, advice)
	}
	return fmt.Errorf("neo4j: %s: %w: %s: %w", what, kind, advice, err)
}

// last returns the error of the last attempt.
func last(err error) error {
	limit, ok := errors.AsType[*bolt.TransactionExecutionLimit](err)
	if ok && len(limit.Errors) > 0 {
		return limit.Errors[len(limit.Errors)-1]
	}
	return err
}

// diagnose returns which of graph's errors it is, nil for none of them, and a sentence of advice.
func (s *Store) diagnose(err error) (advice string, kind error) {
	if strings.Contains(err.Error(), "x509: ") { // the driver keeps the text alone
		return fmt.Sprintf("this machine does not trust the certificate of %s: have its authority among the system's (on Linux SSL_CERT_FILE names another file of them), "+
			"or use an address with +ssc in place of +s, which trusts whatever certificate the server shows", s.opts.URI), graph.ErrUnavailable
	}
	if _, ok := errors.AsType[*bolt.ConnectivityError](err); ok {
		return fmt.Sprintf("is a Neo4j server running at %s, and is this its Bolt address?", s.opts.URI), graph.ErrUnavailable
	}
	if _, ok := errors.AsType[net.Error](err); ok || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return fmt.Sprintf("the connection to %s was cut off; do the same again, nothing is written twice", s.opts.URI), graph.ErrUnavailable
	}
	if _, ok := errors.AsType[*bolt.UsageError](err); ok {
		return fmt.Sprintf("%q: want bolt://HOST:PORT, neo4j://HOST:PORT, or either with +s for TLS", s.opts.URI), graph.ErrUnavailable
	}
	if _, ok := errors.AsType[*bolt.TokenExpiredError](err); ok {
		return "the token has expired: open the store again", graph.ErrAuth
	}
	if e, ok := errors.AsType[*bolt.Neo4jError](err); ok {
		return s.diagnoseCode(e.Code)
	}
	return "", nil
}

// diagnoseCode knows the server's own status codes.
func (s *Store) diagnoseCode(code string) (advice string, kind error) {
	switch code {
	case "Neo.ClientError.Security.CredentialsExpired":
		return fmt.Sprintf("user %q has to choose a new password first: log in with Neo4j Browser or cypher-shell", s.opts.Username), graph.ErrAuth
	case "Neo.ClientError.Security.AuthenticationRateLimit":
		return "there were too many wrong passwords: wait a few seconds", graph.ErrAuth
	case "Neo.ClientError.Security.Forbidden",
		"Neo.ClientError.General.ForbiddenOnReadOnlyDatabase",
		"Neo.ClientError.General.WriteOnReadOnlyAccessDatabase",
		"Neo.ClientError.Cluster.NotALeader":
		return fmt.Sprintf("database %q takes no writes from user %q here", s.opts.Database, s.opts.Username), graph.ErrReadOnly
	case "Neo.ClientError.Database.DatabaseNotFound":
		return fmt.Sprintf("the server has no database %q", s.opts.Database), graph.ErrUnavailable
	case "Neo.TransientError.General.MemoryPoolOutOfMemoryError", "Neo.TransientError.General.TransactionOutOfMemoryError",
		"Neo.TransientError.General.OutOfMemoryError":
		return "the server has not enough memory for this transaction: write fewer articles at once or raise server.memory.heap.max_size", graph.ErrUnavailable
	}
	switch {
	case strings.HasPrefix(code, "Neo.ClientError.Security."):
		return fmt.Sprintf("check the password of user %q", s.opts.Username), graph.ErrAuth
	case strings.HasPrefix(code, "Neo.TransientError.General.Database"), strings.HasPrefix(code, "Neo.TransientError.Database."):
		return fmt.Sprintf("database %q is not running", s.opts.Database), graph.ErrUnavailable
	case strings.HasPrefix(code, "Neo.TransientError."):
		return "the server was too busy: try again", graph.ErrUnavailable
	}
	return "", nil
}
