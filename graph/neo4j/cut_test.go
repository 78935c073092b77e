package neo4j

import (
	"context"
	"errors"
	"math/rand/v2"
	"net"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"geokg/graph"
	"geokg/graph/storetest"
)

// A cutter passes bytes on to a server, and cuts a connection off when it has used up its share of them.
type cutter struct {
	net.Listener
	to   string
	mu   sync.Mutex
	rng  *rand.Rand
	most int64 // bytes of a connection; 0: any number
	cuts atomic.Int64
}

func startCutter(t *testing.T, to string) *cutter {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	c := &cutter{Listener: l, to: to, rng: rand.New(rand.NewPCG(8, 8))}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go c.pass(conn)
		}
	}()
	return c
}

func (c *cutter) pass(client net.Conn) {
	defer client.Close()
	server, err := net.Dial("tcp", c.to)
	if err != nil {
		return
	}
	defer server.Close()
	var mu sync.Mutex
	left := int64(-1) // no share yet
	spent := func(n int) bool {
		mu.Lock()
		defer mu.Unlock()
		if left < 0 {
			left = c.share()
		}
		if left > 0 {
			if left -= int64(n); left <= 0 {
				c.cuts.Add(1)
				left = 1
				return true
			}
			return false
		}
		left = -1 // unlimited so far
		return false
	}
	done := make(chan bool, 2)
	for _, way := range [][2]net.Conn{{client, server}, {server, client}} {
		go func() {
			defer func() { done <- true }()
			b := make([]byte, 4096)
			for {
				n, err := way[0].Read(b)
				if n > 0 {
					if spent(n) {
						return
					}
					if _, err := way[1].Write(b[:n]); err != nil {
						return
					}
				}
				if err != nil {
					return
				}
			}
		}()
	}
	<-done
}

// share returns how many bytes a connection may have, 0 for any number.
func (c *cutter) share() int64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.most == 0 {
		return 0
	}
	return 1 + c.rng.Int64N(c.most)
}

func (c *cutter) set(most int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.most = most
}

// TestCut imports over connections that are cut off again and again, at any byte: in a statement, in an answer, at a commit. What was told to have been
// written is there, and when all has been written again the graph is that of an undisturbed import.
func TestCut(t *testing.T) {
	clean, srv := ready(t)
	cs := storetest.Generate(21, 120)
	for part := range slices.Chunk(cs, 10) {
		write(t, clean, part)
	}
	want := digest(t, clean)
	srv.Empty(t)

	c := startCutter(t, strings.TrimPrefix(srv.URI, "bolt://"))
	s, err := Open(t.Context(), Options{URI: "bolt://" + c.Addr().String(), Username: srv.Username, Password: srv.Password, BatchRows: 500})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close(context.Background())
	ensure(t, s)
	c.set(700_000)
	failed, acknowledged := 0, map[string]bool{}
	deadline := time.Now().Add(3 * time.Minute)
	for part := range slices.Chunk(cs, 10) {
		for {
			ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
			_, err := s.Write(ctx, part)
			cancel()
			if err == nil {
				break
			}
			failed++
			if !errors.Is(err, graph.ErrUnavailable) && !errors.Is(err, context.DeadlineExceeded) {
				t.Fatalf("cut off: %v", err)
			}
			if time.Now().After(deadline) {
				t.Fatal("no batch gets through any more")
			}
		}
		for _, x := range part {
			acknowledged[x.Article.ID] = true
		}
	}
	c.set(0)
	have := 0
	if err := clean.Articles(t.Context(), func(a graph.Article) error {
		if acknowledged[a.ID] {
			have++
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if have != len(acknowledged) {
		t.Errorf("%d articles were acknowledged, %d are there", len(acknowledged), have)
	}
	if got := digest(t, clean); got != want {
		t.Errorf("digest %s over connections that were cut off %d times, want %s", got, c.cuts.Load(), want)
	}
	if c.cuts.Load() < 3 {
		t.Errorf("connections were cut off %d times only", c.cuts.Load())
	}
	t.Logf("cut off %d times, of which %d were seen; the others the driver tried again by itself", c.cuts.Load(), failed)
}

// TestHostileSizes writes names of a megabyte, and asks for them.
func TestHostileSizes(t *testing.T) {
	s, _ := ready(t)
	long := strings.Repeat("naïve `}' OR 1=1 // \u202e\u0007", 40_000)
	cs := storetest.Generate(22, 2)
	e := &cs[0].Mentioned[0].Entity
	e.Aliases = append(slices.Clone(e.Aliases), long)
	cs[0].Claims[0].Evidence = long
	write(t, s, cs)
	found, err := s.Find(t.Context(), long)
	if err != nil || len(found) != 1 || found[0].ID != e.ID {
		t.Errorf("%d entities, %v", len(found), err)
	}
	got, err := s.Search(t.Context(), "naïve or", 0)
	if err != nil || len(got.Claims) != 1 || len(got.Entities) != 1 {
		t.Errorf("%d claims, %d entities, %v", len(got.Claims), len(got.Entities), err)
	}
}
