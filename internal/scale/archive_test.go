//go:build unix

package scale

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"time"

	"herald/articles"
	"herald/articles/desk"
	"herald/internal/store"
)

var (
	archived  = flag.Int("archive", 600, "how many articles the archive has")
	archiveDB = flag.String("archive-db", "", "keep the archive in this file, and use the one that is there")
	asks      = flag.Int("asks", 20, "how many times each thing is asked")
	askOnly   = flag.String("ask-only", "", "ask only the questions whose names match this regular expression")
)

// archiveEnv makes the test binary fill an archive, in a process of its own, so
// that what it takes is not measured.
const archiveEnv = "HERALD_SCALE_ARCHIVE"

// atOnce is how many articles one transaction files.
const atOnce = 2000

// archiveNow is the time in the archive; an article appeared every archiveStep
// until then, 50,000 of them in eleven days.
var archiveNow = time.Date(2026, 3, 15, 12, 0, 0, 0, time.UTC)

const archiveStep = 20 * time.Second

// fillArchive files articles, a fifth of them to the story before.
func fillArchive(path string, n int) error {
	s, err := store.Open(context.Background(), store.Options{Path: path})
	if err != nil {
		return err
	}
	w := newWriter()
	last := articles.StoryID(0)
	for from := 0; from < n && err == nil; from += atOnce {
		err = s.Together(context.Background(), func(tx desk.Store) (err error) {
			for i := from; i < min(from+atOnce, n) && err == nil; i++ {
				f := w.filing(i, archiveNow.Add(-time.Duration(n-i)*archiveStep))
				if i%5 == 4 {
					f.Story = last
				}
				last, err = tx.File(context.Background(), f)
			}
			return err
		})
	}
	return errors.Join(err, s.Close())
}

// fillAsTold fills an archive in a process that was started for it.
func fillAsTold(job string) {
	n, path := 0, ""
	_, err := fmt.Sscan(job, &n, &path)
	if err == nil {
		err = fillArchive(path, n)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// madeArchive is the path of the archive, made by another process where it is not
// there.
func madeArchive(t *testing.T) string {
	t.Helper()
	path := *archiveDB
	if path == "" {
		path = filepath.Join(t.TempDir(), "archive.db")
	}
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		start, half := time.Now(), path+".part"
		cmd := exec.CommandContext(t.Context(), os.Args[0]) //nolint:gosec // this very program
		cmd.Env = append(os.Environ(), fmt.Sprintf("%s=%d %s", archiveEnv, *archived, half))
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("fill the archive: %v: %s", err, out)
		}
		if err := os.Rename(half, path); err != nil {
			t.Fatal(err)
		}
		t.Logf("made in %v", time.Since(start).Round(time.Second))
	}
	return path
}

// TestArchive measures what questions cost with a big archive and as many open
// stories as there may be. Run it as docs/performance.md says.
func TestArchive(t *testing.T) {
	path := madeArchive(t)
	runtime.LockOSThread() // see threadTime
	defer runtime.UnlockOSThread()
	start := time.Now()
	s, err := store.Open(t.Context(), store.Options{Path: path, Now: func() time.Time { return archiveNow }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	watch := &stopwatch{Store: s, t: t, took: new(time.Duration)}
	a := asker{t: t, store: s, writer: newWriter(), watch: watch, figures: newTable(t), clock: threadTime, only: regexp.MustCompile(*askOnly)}
	a.desk = desk.New(desk.Options{Store: watch, Now: func() time.Time { return archiveNow }})
	a.start(start)
	a.resident("the stories open")
	a.compare(a.questions())
	a.resident("all questions")
	a.clock = cpuTime // others file for who asks
	a.compare([]question{{"file an article: all", 0, a.file(false)}, {"file an article: the desk", 5, a.file(true)}})
	a.resident("all articles")
	a.figures.row("resident at most, MiB", float64(memory("VmHWM:")), nil)
	a.figures.show(fmt.Sprintf("%d articles, %d of each question", *archived, *asks))
	runtime.KeepAlive(a.desk) // or its memory would not be counted
}

// asker asks, and notes what it took.
type asker struct {
	t       *testing.T
	store   *store.Store
	desk    *desk.Desk
	writer  *writer
	watch   *stopwatch
	figures *table
	// only matches the names of what is asked.
	only *regexp.Regexp
	// clock tells whose processor time counts.
	clock func(*testing.T) time.Duration
}

// question is something to ask for the i-th time, and what it may take, in
// milliseconds, of which 99 in 100 take less; 0 for no matter what. It returns what
// of the time is not to be counted.
type question struct {
	name   string
	target float64
	ask    func(i int) (besides time.Duration, err error)
}

// plain is a question of which all counts.
func plain(ask func(i int) error) func(i int) (time.Duration, error) {
	return func(i int) (time.Duration, error) { return 0, ask(i) }
}

func (a asker) questions() []question {
	all := []question{
		{"latest", 2, plain(a.latest)},
		{"latest of a topic", 2, plain(a.latestOf)},
		{"related, open story", 2, plain(a.related)},
		{"related, archived story", 2, plain(a.relatedOld)},
		{"search: a word", 50, plain(a.search(1))},
		{"search: two words", 50, plain(a.search(2))},
		{"search: three words", 50, plain(a.search(3))},
		{"search: common words", 50, plain(a.searchCommon)},
		{"search: words never together", 50, plain(a.searchApart)},
		{"search: a beginning", 50, plain(a.searchBegun)},
	}
	return slices.DeleteFunc(all, func(q question) bool { return !a.only.MatchString(q.name) })
}

// start reads the open stories, and asks meanwhile.
func (a asker) start(began time.Time) {
	a.t.Helper()
	loaded, cpu := make(chan error, 1), cpuTime(a.t)
	go func() { loaded <- a.desk.Load(a.t.Context()) }()
	slowest := make([]float64, len(a.questions()))
	for i := 0; ; i++ {
		for j, q := range a.questions() {
			from := time.Now()
			if _, err := q.ask(i); err != nil {
				a.t.Fatal(err)
			}
			slowest[j] = max(slowest[j], ms(time.Since(from)))
		}
		if i == 0 {
			a.figures.row("start until each question was answered, ms", ms(time.Since(began)), atMost(3000))
		}
		select {
		case err := <-loaded:
			if err != nil {
				a.t.Fatal(err)
			}
			a.figures.row("start until all open stories are read, ms", ms(time.Since(began)), nil)
			a.figures.row("  and all that was asked meanwhile, CPU ms", ms(cpuTime(a.t)-cpu), nil)
			for j, q := range a.questions() {
				a.figures.row("  meanwhile, slowest, ms: "+q.name, slowest[j], nil)
			}
			return
		default:
		}
	}
}

// resident notes the memory after a collection.
func (a asker) resident(after string) {
	debug.FreeOSMemory()
	heapProfile(a.t, "memory after "+after)
	a.figures.row("resident after "+after+", MiB", float64(resident()), atMost(150))
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	a.figures.row("  of it what Go keeps, MiB", float64(m.HeapAlloc)/(1<<20), nil)
	a.figures.row("  and what stands empty between, MiB", float64(m.HeapInuse-m.HeapAlloc)/(1<<20), nil)
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// compare asks each question many times, and notes what it took.
func (a asker) compare(questions []question) {
	a.t.Helper()
	for _, q := range questions {
		cpu, wall := a.times(q)
		a.figures.row(q.name+", p50", ms(cpu[len(cpu)/2]), nil)
		target := atMost(q.target)
		if q.target == 0 {
			target = nil
		}
		a.figures.row(q.name+", p99", ms(cpu[len(cpu)*99/100]), target)
		a.figures.row(q.name+", p99 on the clock", ms(wall[len(wall)*99/100]), nil)
	}
}

// times are the times of each of many questions, of the processor and on the clock,
// sorted.
func (a asker) times(q question) (cpu, wall []time.Duration) {
	a.t.Helper()
	end := func() {}
	for i := range *asks + 10 {
		if i == 10 { // the first ones prepare statements
			end = profiled(a.t, q.name)
		}
		before, start := a.clock(a.t), time.Now()
		besides, err := q.ask(i)
		if err != nil {
			a.t.Fatal(err)
		}
		if i >= 10 {
			cpu, wall = append(cpu, a.clock(a.t)-before-besides), append(wall, time.Since(start)-besides)
		}
	}
	end()
	slices.Sort(cpu)
	slices.Sort(wall)
	return cpu, wall
}

// file files new articles, with or without what the store takes of it. The archive
// keeps them.
func (a asker) file(deskOnly bool) func(i int) (time.Duration, error) {
	// None may be one that an earlier run filed.
	first := *archived + int(time.Now().UnixMilli()%1_000_000_000)*1_000
	return func(i int) (besides time.Duration, err error) {
		f := a.writer.filing(first+i, archiveNow)
		*a.watch.took = 0
		err = a.desk.File(a.t.Context(), []articles.Article{f.Article})
		if deskOnly {
			besides = *a.watch.took
		}
		return besides, err
	}
}

func (a asker) latest(int) error {
	_, err := a.store.Latest(a.t.Context(), articles.Query{})
	return err
}

func (a asker) latestOf(i int) error {
	_, err := a.store.Latest(a.t.Context(), articles.Query{Topic: fmt.Sprint("topic", i%topics)})
	return err
}

func (a asker) related(i int) error {
	newest := *archived * 4 / 5
	_, err := a.desk.Related(a.t.Context(), articles.StoryID(newest-i*7%min(newest, 40_000)), 8)
	return err
}

func (a asker) relatedOld(i int) error {
	_, err := a.desk.Related(a.t.Context(), articles.StoryID(1+i*997%(*archived/2)), 8)
	return err
}

func (a asker) ask(words string) error {
	_, err := a.store.Search(a.t.Context(), articles.Query{Words: words, Limit: 8})
	return err
}

// search asks for words of one headline.
func (a asker) search(n int) func(i int) error {
	return func(i int) error {
		title := strings.Fields(a.writer.headline(i * 7919 % *archived))
		for j := range title[:n] {
			title[j] = title[(i+3*j)%len(title)]
		}
		return a.ask(strings.Join(title[:n], " "))
	}
}

func (a asker) searchCommon(i int) error {
	return a.ask(word(i%40) + " " + word(60+i%40))
}

func (a asker) searchApart(i int) error {
	return a.ask(word(300+i) + " " + word(1000+i) + " " + word(3000+i))
}

func (a asker) searchBegun(i int) error {
	return a.ask(word(i % 2000)[:3])
}
