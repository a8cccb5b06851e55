package feed_test

import (
	"context"
	"net"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/net/dns/dnsmessage"

	"herald/articles"
	"herald/articles/feed"
	"herald/articles/feed/feedtest"
)

// TestFetchSurvivesFaults fetches and reads what the worst servers send. Each must
// give a reason that people understand, and none that tells the query of a URL.
func TestFetchSurvivesFaults(t *testing.T) {
	t.Parallel()
	s := feedtest.NewServer()
	t.Cleanup(s.Close)
	patient, hasty := feed.NewClient(feed.ClientOptions{}), feed.NewClient(feed.ClientOptions{Timeout: time.Second})
	t.Cleanup(patient.Close)
	t.Cleanup(hasty.Close)
	for _, f := range feedtest.Faults() {
		t.Run(f.Name, func(t *testing.T) {
			t.Parallel()
			c := patient
			if f.Slow {
				c = hasty
			}
			r, err := c.Fetch(t.Context(), feed.Request{URL: s.URL(f.Name) + "?key=hush", Private: true})
			if len(r.Body) > feed.MaxBody {
				t.Errorf("%d bytes came", len(r.Body))
			}
			if (err == nil) != f.Fetched {
				t.Errorf("fetched with %v", err)
			}
			if err == nil {
				_, err = feed.Parse(r.Body, articles.Source{}, r.FinalURL, time.Now())
			}
			if err == nil && f.Reason != "" || err != nil && (!strings.Contains(err.Error(), f.Reason) || strings.Contains(err.Error(), "hush") || len(err.Error()) > 300) {
				t.Errorf("the reason is %q, want %q", err, f.Reason)
			}
		})
	}
}

// TestPollerSurvivesFaults polls them all at once, and a feed in order with them.
func TestPollerSurvivesFaults(t *testing.T) {
	t.Parallel()
	s := feedtest.NewServer()
	t.Cleanup(s.Close)
	names := rebinding(t)
	c := patience{
		much:   feed.NewClient(feed.ClientOptions{Timeout: 5 * time.Minute, Resolver: names}),
		little: feed.NewClient(feed.ClientOptions{Timeout: time.Second, Resolver: names}),
		slow:   map[string]bool{},
	}
	t.Cleanup(c.much.Close)
	t.Cleanup(c.little.Close)
	for _, f := range feedtest.Faults() {
		c.slow["/"+f.Name] = f.Slow
	}
	var mu sync.Mutex
	var filed []string
	reasons := map[string]string{}
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	p := feed.NewPoller(feed.PollerOptions{
		Client: c, States: forgetful{},
		File: func(_ context.Context, list []articles.Article) error {
			mu.Lock()
			defer mu.Unlock()
			filed = append(filed, list[0].Source)
			return nil
		},
		Report: func(source string, err error) {
			mu.Lock()
			defer mu.Unlock()
			reasons[source] = err.Error()
		},
		Ready: cancel,
	})
	// Each is at a host of its own, so that none waits for another.
	at := func(name string) articles.Source {
		return articles.Source{Name: name, URL: strings.Replace(s.URL(name), "127.0.0.1", name+".example", 1), Private: true}
	}
	list := []articles.Source{at("good")}
	for _, f := range feedtest.Faults() {
		list = append(list, at(f.Name))
	}
	p.SetSources(list)
	if err := p.Run(ctx); err != nil {
		t.Fatal(err)
	}
	for _, f := range feedtest.Faults() {
		if f.Reason != "" && !strings.Contains(reasons[f.Name], f.Reason) {
			t.Errorf("%s: the reason is %q, want %q", f.Name, reasons[f.Name], f.Reason)
		}
	}
	if !slices.Contains(filed, "good") {
		t.Errorf("filed %q: not the feed that is in order", filed)
	}
}

// patience fetches what hangs with little of it, and everything else with more
// than a busy machine needs.
type patience struct {
	much, little *feed.Client
	slow         map[string]bool // paths
}

func (p patience) Fetch(ctx context.Context, r feed.Request) (feed.Response, error) {
	if u, err := url.Parse(r.URL); err == nil && p.slow[u.Path] {
		return p.little.Fetch(ctx, r)
	}
	return p.much.Fetch(ctx, r)
}

// forgetful keeps no states.
type forgetful struct{}

func (forgetful) SourceState(context.Context, string) (feed.State, error)   { return feed.State{}, nil }
func (forgetful) SaveSourceState(context.Context, string, feed.State) error { return nil }

// TestNamesThatRebind has names lead to private addresses only once they are
// dialled, which is when it counts.
func TestNamesThatRebind(t *testing.T) {
	t.Parallel()
	s := feedtest.NewServer()
	t.Cleanup(s.Close)
	c := feed.NewClient(feed.ClientOptions{Resolver: rebinding(t)})
	t.Cleanup(c.Close)
	address := strings.Replace(s.URL("good"), "127.0.0.1", "rebind.example", 1)
	for range 3 {
		_, err := c.Fetch(t.Context(), feed.Request{URL: address})
		if err == nil || !strings.Contains(err.Error(), "not an address on the public internet") {
			t.Errorf("err = %v", err)
		}
	}
	if _, err := c.Fetch(t.Context(), feed.Request{URL: address, Private: true}); err != nil {
		t.Errorf("a private source by its name: %v", err)
	}
}

// rebinding is a resolver for which every name is this machine.
func rebinding(t *testing.T) *net.Resolver {
	server, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	go func() {
		buf := make([]byte, 1500)
		for {
			n, from, err := server.ReadFrom(buf)
			if err != nil {
				return
			}
			if answer, err := loopback(buf[:n]); err == nil {
				_, _ = server.WriteTo(answer, from)
			}
		}
	}()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "udp", server.LocalAddr().String())
	}}
}

// loopback answers a question with 127.0.0.1.
func loopback(query []byte) ([]byte, error) {
	var m dnsmessage.Message
	if err := m.Unpack(query); err != nil {
		return nil, err
	}
	m.Response, m.Additionals = true, nil
	if q := m.Questions[0]; q.Type == dnsmessage.TypeA {
		m.Answers = []dnsmessage.Resource{{
			Header: dnsmessage.ResourceHeader{Name: q.Name, Class: q.Class, TTL: 0},
			Body:   &dnsmessage.AResource{A: [4]byte{127, 0, 0, 1}},
		}}
	}
	return m.Pack()
}
