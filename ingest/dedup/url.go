package dedup

import (
	_ "embed"
	"fmt"
	"net/url"
	"strings"
)

//go:embed tracking.txt
var trackingText string

// trackers are the names of parameters to take off, and the prefixes of such.
type trackers struct {
	names    map[string]bool
	prefixes []string
}

var tracking = func() trackers {
	t, err := loadTrackers(trackingText)
	if err != nil {
		panic("geokg/ingest/dedup: " + err.Error()) // the file is part of the program
	}
	return t
}()

func loadTrackers(text string) (trackers, error) {
	t := trackers{names: map[string]bool{}}
	last := ""
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		name, prefix := strings.CutSuffix(line, "*")
		switch {
		case line <= last:
			return t, fmt.Errorf("tracking.txt:%d: %q must stand before %q", i+1, line, last)
		case name == "" || name != strings.ToLower(name) || strings.ContainsAny(name, "*&=? "):
			return t, fmt.Errorf("tracking.txt:%d: %q is no name of a parameter in lower case", i+1, line)
		case prefix:
			t.prefixes = append(t.prefixes, name)
		default:
			t.names[name] = true
		}
		last = line
	}
	return t, nil
}

func (t *trackers) has(name string) bool {
	name = strings.ToLower(name)
	for _, p := range t.prefixes {
		if strings.HasPrefix(name, p) {
			return true
		}
	}
	return t.names[name]
}

// CanonicalURL returns the address by which an article is known: scheme and host in lower case, without the scheme's own port, the fragment and
// the parameters that only say how a reader came there. All else stays as it is and in its order. What is no absolute http address is returned as it is.
func CanonicalURL(address string) string {
	u, err := url.Parse(strings.TrimSpace(strings.ToValidUTF8(address, "\uFFFD")))
	if err != nil || u.Host == "" {
		return address
	}
	u.Scheme = strings.ToLower(u.Scheme)
	port := map[string]string{"http": ":80", "https": ":443"}[u.Scheme]
	if port == "" {
		return address
	}
	u.Host = strings.TrimSuffix(strings.TrimSuffix(strings.ToLower(u.Host), port), ".")
	u.Fragment, u.RawFragment = "", ""
	u.RawQuery = withoutTrackers(u.RawQuery)
	u.ForceQuery = false
	if u.Path == "" {
		u.Path = "/"
	}
	return u.String()
}

func withoutTrackers(query string) string {
	if query == "" {
		return ""
	}
	parts := strings.Split(query, "&")
	kept := parts[:0]
	for _, p := range parts {
		p = strings.TrimSpace(p) // a space at an end of the address would go the next time
		name, _, _ := strings.Cut(p, "=")
		if plain, err := url.QueryUnescape(name); err == nil {
			name = plain
		}
		if p != "" && !tracking.has(name) {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, "&")
}
