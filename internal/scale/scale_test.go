//go:build unix

package scale

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"runtime/pprof"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"herald/articles"
	"herald/articles/desk"
	"herald/articles/feed"
	"herald/internal/store"
)

var (
	feeds   = flag.Int("feeds", 20, "how many feeds")
	items   = flag.Int("items", 50, "how many items each has")
	latency = flag.Duration("latency", 50*time.Millisecond, "how long the server takes to answer")
	bounds  = flag.Bool("bounds", false, "fail where a target is missed")
	profile = flag.String("profiles", "", "a folder for a CPU profile of each round and one of the memory after the first")
)

// world is a poller with desk and database.
type world struct {
	t       *testing.T
	store   *store.Store
	client  *feed.Client
	desk    *desk.Desk
	sources []articles.Source
	filed   atomic.Int64
	rounds  int
}

// dueNow has every source due at once.
type dueNow struct{ *store.Store }

func (d dueNow) SourceState(ctx context.Context, source string) (feed.State, error) {
	s, err := d.Store.SourceState(ctx, source)
	s.Due = time.Time{}
	return s, err
}

// figures are what one cycle cost.
type figures struct {
	wall, cpu time.Duration
	articles  int64
	// resident is the memory right after the round, kept what is left of it after a
	// collection, in MiB.
	resident, kept int
}

// counted counts what is asked.
type counted struct {
	*feed.Client
	asked atomic.Int64
}

func (c *counted) Fetch(ctx context.Context, r feed.Request) (feed.Response, error) {
	defer c.asked.Add(1)
	return c.Client.Fetch(ctx, r)
}

// steady lets a poller run that asks as often as it may, and measures one round
// after the first.
func (w *world) steady() figures {
	w.t.Helper()
	ctx, cancel := context.WithCancel(w.t.Context())
	defer cancel()
	client := &counted{Client: w.client}
	p := feed.NewPoller(feed.PollerOptions{
		Client: client, States: dueNow{w.store}, Every: time.Second, Slowest: time.Second,
		File: func(_ context.Context, list []articles.Article) error {
			w.filed.Add(int64(len(list)))
			return nil
		},
	})
	p.SetSources(w.sources)
	done := make(chan error, 1)
	go func() { done <- p.Run(ctx) }()
	round := int64(*feeds)
	w.wait(func() bool { return client.asked.Load() >= round })
	defer w.profile()()
	first, filed, start, cpu := client.asked.Load(), w.filed.Load(), time.Now(), cpuTime(w.t)
	w.wait(func() bool { return client.asked.Load() >= first+round })
	scale := float64(round) / float64(client.asked.Load()-first)
	f := figures{
		wall: time.Duration(float64(time.Since(start)) * scale), cpu: time.Duration(float64(cpuTime(w.t)-cpu) * scale),
		articles: w.filed.Load() - filed,
	}
	cancel()
	if err := <-done; err != nil {
		w.t.Fatal(err)
	}
	f.resident = resident()
	debug.FreeOSMemory()
	f.kept = resident()
	return f
}

// profile writes a CPU profile of a round, and one of the memory after the first,
// until the function that it returns is called, if anybody wants one.
func (w *world) profile() (end func()) {
	w.rounds++
	round, endProfile := w.rounds, profiled(w.t, fmt.Sprintf("cpu-%d", w.rounds))
	return func() {
		endProfile()
		if round == 1 {
			heapProfile(w.t, "memory")
		}
	}
}

// profiled writes a CPU profile with a name until the function that it returns is
// called, if anybody wants one.
func profiled(t *testing.T, name string) (end func()) {
	t.Helper()
	if *profile == "" {
		return func() {}
	}
	f := profileFile(t, name)
	if err := pprof.StartCPUProfile(f); err != nil {
		t.Fatal(err)
	}
	return func() {
		pprof.StopCPUProfile()
		_ = f.Close()
	}
}

// heapProfile writes a profile of the memory, if anybody wants one.
func heapProfile(t *testing.T, name string) {
	t.Helper()
	if *profile == "" {
		return
	}
	f := profileFile(t, name)
	if err := errors.Join(pprof.WriteHeapProfile(f), f.Close()); err != nil {
		t.Fatal(err)
	}
}

func profileFile(t *testing.T, name string) *os.File {
	t.Helper()
	name = strings.NewReplacer(" ", "-", ":", "", ",", "").Replace(name)
	f, err := os.Create(filepath.Join(*profile, name+".prof"))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// wait looks from time to time whether something is so.
func (w *world) wait(so func() bool) {
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for !so() {
		select {
		case <-tick.C:
		case <-w.t.Context().Done():
			w.t.Fatal("the test ended")
		}
	}
}

// cycle visits every source once.
func (w *world) cycle() figures {
	w.t.Helper()
	ctx, cancel := context.WithCancel(w.t.Context())
	defer cancel()
	ready := make(chan struct{})
	var failed atomic.Int64
	p := feed.NewPoller(feed.PollerOptions{
		Client: w.client, States: dueNow{w.store}, Ready: func() { close(ready) },
		File: func(ctx context.Context, list []articles.Article) error {
			w.filed.Add(int64(len(list)))
			return w.desk.File(ctx, list)
		},
		Report: func(source string, err error) {
			if failed.Add(1) <= 3 {
				w.t.Errorf("%s: %v", source, err)
			}
		},
		Every: time.Hour,
	})
	p.SetSources(w.sources)
	defer w.profile()()
	before, start, cpu := w.filed.Load(), time.Now(), cpuTime(w.t)
	done := make(chan error, 1)
	go func() { done <- p.Run(ctx) }()
	<-ready
	f := figures{wall: time.Since(start), cpu: cpuTime(w.t) - cpu, articles: w.filed.Load() - before}
	cancel()
	if err := <-done; err != nil {
		w.t.Fatal(err)
	}
	if n := failed.Load(); n > 0 {
		w.t.Errorf("%d feeds failed", n)
	}
	f.resident = resident()
	debug.FreeOSMemory()
	f.kept = resident()
	return f
}

// cpuTime is what this process has used of the processor; the server is another.
func cpuTime(t *testing.T) time.Duration {
	t.Helper()
	return usedBy(t, syscall.RUSAGE_SELF)
}

// threadTime is what the calling thread has used of the processor, where the
// system knows that. Linux brings the figure of a thread up to date only when it is
// asked for that of the process.
func threadTime(t *testing.T) time.Duration {
	t.Helper()
	_ = cpuTime(t)
	return usedBy(t, whose)
}

func usedBy(t *testing.T, who int) time.Duration {
	t.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(who, &u); err != nil {
		t.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// resident is the memory of this process in MiB, 0 where nobody says.
func resident() int { return memory("VmRSS:") }

// memory is a line of what the system says of this process, in MiB.
func memory(line string) int {
	data, _ := os.ReadFile("/proc/self/status")
	_, rest, _ := strings.Cut(string(data), line)
	kb := 0
	_, _ = fmt.Sscan(rest, &kb)
	return kb / 1024
}

// TestScale reads many feeds: for the first time, unchanged, as the same bytes,
// and with one new item each. Run it as docs/performance.md says.
func TestScale(t *testing.T) {
	s, err := store.Open(t.Context(), store.Options{Path: filepath.Join(t.TempDir(), "herald.db")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	if !slices.Contains([]string{textsMixed, textsApart, textsAlike}, *texts) {
		t.Fatalf("-texts %s: want %s, %s or %s", *texts, textsMixed, textsApart, textsAlike)
	}
	town := startTown(t, *items, *latency, *texts)
	w := &world{t: t, store: s, client: feed.NewClient(feed.ClientOptions{}), desk: desk.New(desk.Options{Store: s})}
	t.Cleanup(w.client.Close)
	for n := range *feeds {
		w.sources = append(w.sources, articles.Source{
			Name: fmt.Sprint("feed-", n), Kind: articles.KindFeed, Publisher: fmt.Sprint("Publisher ", n), URL: town.url(n), Private: true,
		})
	}
	table := newTable(t)
	defer table.show(fmt.Sprintf("%d feeds of %d items, texts %s, %v latency, %d hosts", *feeds, *items, *texts, *latency, *feeds))
	first := w.cycle()
	table.row("first ingest, articles/s", float64(first.articles)/first.wall.Seconds(), atLeast(3000))
	table.row("first ingest, CPU ms an article", perFeed(first.cpu)/float64(*items), nil)
	if want := int64(*feeds * *items); first.articles != want {
		t.Errorf("%d articles were filed, want %d", first.articles, want)
	}
	rounds := []struct {
		name   string
		mode   int
		target float64
	}{{"unchanged (304)", modeFresh, 0.15}, {"the same bytes", modeSame, 0.4}, {"one new item", modeChanged, 4}}
	most, kept := first.resident, first.kept
	for _, c := range rounds {
		town.set(t, c.mode)
		round := w.steady
		if c.mode == modeChanged {
			round = w.cycle // the second time nothing is new
		}
		f := round()
		table.row(c.name+", CPU ms a feed", perFeed(f.cpu), atMost(c.target))
		cycle := atMost(20)
		if c.mode == modeChanged {
			cycle = nil
		}
		table.row(c.name+", seconds a cycle", f.wall.Seconds(), cycle)
		if (c.mode == modeChanged) != (f.articles > 0) {
			t.Errorf("%s: %d articles were handed on", c.name, f.articles)
		}
		most, kept = max(most, f.resident), max(kept, f.kept)
	}
	table.row("resident, MiB, after a collection", float64(kept), atMost(100))
	table.row("resident, MiB, at most after a round", float64(most), nil)
}

func perFeed(d time.Duration) float64 {
	return float64(d) / float64(time.Millisecond) / float64(*feeds)
}
