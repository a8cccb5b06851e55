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
	archived  = flag.Int("archive", 3000, "how many articles the archive has")
	archiveDB = flag.String("archive-db", "", "keep the archive in this file, and use the one that is there")
	asks      = flag.Int("asks", 200, "how many times each thing is asked")
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
	start, cpu := time.Now(), cpuTime(t)
	s, err := store.Open(t.Context(), store.Options{Path: path, Now: func() time.Time { return archiveNow }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	if _, err := s.Latest(t.Context(), articles.Query{}); err != nil {
		t.Fatal(err)
	}
	report(t, "start to first answer", 3000, cpuTime(t)-cpu, time.Since(start))
	cpu = cpuTime(t)
	d := desk.New(desk.Options{Store: s, Now: func() time.Time { return archiveNow }})
	if err := d.Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	report(t, "open stories read", 0, cpuTime(t)-cpu, time.Since(start))
	a := asker{t: t, store: s, desk: d, writer: newWriter()}
	defer runtime.KeepAlive(d) // or its memory would not be counted
	debug.FreeOSMemory()
	t.Logf("resident: %d MiB with the stories open", resident())
	for _, q := range []struct {
		name   string
		target time.Duration
		ask    func(i int) error
	}{
		{"latest", 2 * time.Millisecond, a.latest},
		{"latest of a topic", 2 * time.Millisecond, a.latestOf},
		{"related, open story", 2 * time.Millisecond, a.related},
		{"related, archived story", 2 * time.Millisecond, a.relatedOld},
		{"search: a word", 50 * time.Millisecond, a.search(1)},
		{"search: two words", 50 * time.Millisecond, a.search(2)},
		{"search: three words", 50 * time.Millisecond, a.search(3)},
		{"search: common words", 50 * time.Millisecond, a.searchCommon},
		{"search: words never together", 50 * time.Millisecond, a.searchApart},
		{"search: a beginning", 50 * time.Millisecond, a.searchBegun},
	} {
		took := a.times(q.ask)
		p99 := took[len(took)*99/100]
		t.Logf("%-30s CPU p50 %8.3f ms, p99 %8.3f ms (target %v)", q.name, ms(took[len(took)/2]), ms(p99), q.target)
		if *bounds && p99 > q.target {
			t.Errorf("%s: more than the target", q.name)
		}
	}
	debug.FreeOSMemory()
	t.Logf("resident: %d MiB after all, at most %d (target 150)", resident(), memory("VmHWM:"))
}

// report logs what a step of the start took.
func report(t *testing.T, what string, target float64, cpu, wall time.Duration) {
	t.Helper()
	t.Logf("%s: %.0f ms CPU, %.0f ms on the clock since the start (target %.0f)", what, ms(cpu), ms(wall), target)
	if *bounds && target > 0 && ms(cpu) > target {
		t.Errorf("%s: more than the target", what)
	}
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// asker asks, and counts what it got.
type asker struct {
	t      *testing.T
	store  *store.Store
	desk   *desk.Desk
	writer *writer
}

// times is the processor time of each of many questions, sorted.
func (a asker) times(ask func(i int) error) []time.Duration {
	a.t.Helper()
	took := make([]time.Duration, 0, *asks)
	for i := range *asks + 10 {
		before := cpuTime(a.t)
		if err := ask(i); err != nil {
			a.t.Fatal(err)
		}
		if i >= 10 { // the first ones prepare statements
			took = append(took, cpuTime(a.t)-before)
		}
	}
	slices.Sort(took)
	return took
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
