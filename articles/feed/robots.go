package feed

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"time"
)

const (
	// robotsName is what robots.txt may call us.
	robotsName = "herald"
	// robotsFor is how long a robots.txt is believed, as RFC 9309, section 2.4,
	// allows; robotsAgain how long one that could not be had.
	robotsFor   = 24 * time.Hour
	robotsAgain = time.Hour
	// maxRobots is how many bytes of one are read (section 2.5), maxRules how many
	// of its rules, maxSites how many are remembered.
	maxRobots = 500 << 10
	maxRules  = 1_000
	maxSites  = 5_000
)

var beyondASCII = regexp.MustCompile(`[^\x00-\x7f]+`)

// rule of a robots.txt.
type rule struct {
	allow  bool
	length int // of the pattern: the longest that matches decides
	path   *regexp.Regexp
}

// rules are those of one site; nil allows everything.
type rules []rule

// allows reports whether the page with that path and query may be fetched.
func (r rules) allows(path string) bool {
	best := rule{allow: true, length: -1}
	for _, x := range r {
		longer := x.length > best.length || x.length == best.length && x.allow
		if longer && x.path.MatchString(path) {
			best = x
		}
	}
	return best.allow
}

// parseRobots reads the rules for us: those of the groups that name us, else of
// those for everybody (https://www.rfc-editor.org/rfc/rfc9309).
func parseRobots(doc []byte) rules {
	var ours, all rules
	named, mine, everybody, agents := false, false, false, false
	text := strings.TrimPrefix(string(doc[:min(len(doc), maxRobots)]), "\ufeff")
	for line := range strings.Lines(strings.ReplaceAll(text, "\r", "\n")) {
		line, _, _ = strings.Cut(line, "#")
		key, value, ok := strings.Cut(line, ":")
		if !ok {
			continue
		}
		key, value = strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value)
		if key == "user-agent" {
			if !agents { // a new group begins
				mine, everybody = false, false
			}
			mine, everybody, agents = mine || isUs(value), everybody || value == "*", true
			named = named || mine
			continue
		}
		agents = false
		if mine {
			ours = ours.with(key, value)
		}
		if everybody {
			all = all.with(key, value)
		}
	}
	if named {
		return ours
	}
	return all
}

// isUs reports whether the name of a group means us.
func isUs(name string) bool {
	product, _, _ := strings.Cut(name, "/")
	return strings.EqualFold(strings.TrimSpace(product), robotsName)
}

// with adds a rule. An empty one says nothing.
func (r rules) with(key, pattern string) rules {
	if (key != "allow" && key != "disallow") || pattern == "" || len(r) == maxRules || len(pattern) > maxURL {
		return r
	}
	return append(r, rule{allow: key == "allow", length: len(pattern), path: robotsPattern(pattern)})
}

// robotsPattern turns "*" into anything and a "$" at the end into the end. What is
// not ASCII stands in paths as its bytes, escaped (RFC 9309, section 2.2.2).
func robotsPattern(pattern string) *regexp.Regexp {
	pattern, ends := strings.CutSuffix(beyondASCII.ReplaceAllStringFunc(pattern, url.PathEscape), "$")
	parts := strings.Split(pattern, "*")
	for i := range parts {
		parts[i] = regexp.QuoteMeta(parts[i])
	}
	expression := "^" + strings.Join(parts, ".*")
	if ends {
		expression += "$"
	}
	re, err := regexp.Compile(expression)
	if err != nil {
		return regexp.MustCompile("^/") // what cannot be read forbids, to be safe
	}
	return re
}

// robots remembers what sites allow. It is safe for concurrent use.
type robots struct {
	fetcher Fetcher
	mu      sync.Mutex
	sites   map[string]site
}

type site struct {
	rules rules
	until time.Time
	away  bool // its robots.txt could not be had, which forbids everything
}

// ask is nil if the page at link may be fetched. The robots.txt of its site is
// fetched before, where it is not known, and a pause made after that.
func (r *robots) ask(ctx context.Context, link string, private bool) error {
	u, err := url.Parse(link)
	if err != nil {
		return errRobots
	}
	s := r.of(ctx, u, private)
	switch {
	case ctx.Err() != nil:
		return context.Cause(ctx)
	case s.away:
		return errRobotsAway
	case !s.rules.allows(cmpPath(u)):
		return errRobots
	}
	return nil
}

// cmpPath is what rules are compared with.
func cmpPath(u *url.URL) string {
	path := u.EscapedPath()
	if path == "" {
		path = "/"
	}
	if u.RawQuery != "" {
		path += "?" + u.RawQuery
	}
	return path
}

// of is what is known of the site that u belongs to.
func (r *robots) of(ctx context.Context, u *url.URL, private bool) site {
	base := (&url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt"}).String()
	now := time.Now()
	r.mu.Lock()
	known, ok := r.sites[base]
	r.mu.Unlock()
	if ok && known.until.After(now) {
		return known
	}
	s := r.fetch(ctx, base, private, now)
	if ctx.Err() != nil || !pause(ctx, spacing) {
		return site{away: true} // broken off: nothing was learnt
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.sites) >= maxSites {
		clear(r.sites)
	}
	r.sites[base] = s
	return s
}

// fetch gets a robots.txt: one that is not there allows everything, one that
// cannot be had forbids everything for a while (RFC 9309, section 2.3.1).
func (r *robots) fetch(ctx context.Context, link string, private bool, now time.Time) site {
	res, err := r.fetcher.Fetch(ctx, Request{URL: link, Private: private})
	if err == nil {
		return site{rules: parseRobots(res.Body), until: now.Add(robotsFor)}
	}
	if e, ok := errors.AsType[*StatusError](err); ok && e.Status >= 400 && e.Status < 500 && e.Status != http.StatusTooManyRequests {
		return site{until: now.Add(robotsFor)}
	}
	return site{away: true, until: now.Add(robotsAgain)}
}
