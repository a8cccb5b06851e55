package folder

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"herald/articles"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const damText = "Dam fails\n\nThe dam above Arlen failed on Monday morning. Nobody was hurt.\n"

func TestFilesOfTheStart(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		dir := t.TempDir()
		old := time.Now().Add(-time.Hour)
		put(t, filepath.Join(dir, "b.txt"), damText, old)
		put(t, filepath.Join(dir, "deep", "er", "a.md"), "# Older\n\nText.\n", old.Add(-time.Hour))
		put(t, filepath.Join(dir, "future.md"), "# Future\n\nText.\n", time.Now().Add(time.Hour))
		for _, name := range []string{".hidden.md", "c.md~", "d.md.part", "e.md.tmp", "f.crdownload", "g.pdf", ".git/h.md"} {
			put(t, filepath.Join(dir, name), "# Not this\n\nText.\n", old)
		}
		start := time.Now()
		r := watch(t, dir)
		synctest.Wait()
		if r.readies() != 0 {
			t.Error("ready before a fresh file was read")
		}
		pass(time.Second)
		synctest.Wait()
		var appeared []string
		for _, a := range r.articles() {
			appeared = append(appeared, fmt.Sprint(a.Title, " ", a.Appeared.Sub(start), " ", a.Source, " ", a.Publisher))
		}
		want := []string{"Older -2h0m0s drop Arlen Herald", "Dam fails -1h0m0s drop Arlen Herald", "Future 0s drop Arlen Herald"}
		if diff := cmp.Diff(want, appeared); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		if r.readies() != 1 {
			t.Errorf("ready %d times, want once", r.readies())
		}
		r.wantsReports("start")
	})
}

func TestDroppedFile(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		r := watch(t, t.TempDir())
		pass(time.Minute)
		r.write("sub/a.md", "# One\n\nText.\n")
		at := time.Now()
		pass(200 * time.Millisecond)
		r.wants("too early")
		pass(200 * time.Millisecond)
		synctest.Wait()
		if a := r.articles()[0].Appeared; a.Sub(at) > time.Second || a.Before(at) {
			t.Errorf("appeared %v after it was dropped", a.Sub(at))
		}
		r.wants("dropped", "sub/a.md: One")
		r.write("sub/a.md", "# Two, longer\n\nText.\n")
		pass(time.Second)
		r.wants("changed", "sub/a.md: Two, longer")
		r.event()
		pass(time.Hour)
		r.wants("nothing changed")
	})
}

func TestOldFileMovedInIsNews(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		r := watch(t, t.TempDir())
		pass(time.Minute)
		put(t, filepath.Join(r.dir, "old.md"), "# Old\n\nText.\n", time.Now().Add(-100*time.Hour))
		r.event()
		pass(time.Second)
		synctest.Wait()
		if a := r.articles()[0].Appeared; time.Since(a) > 2*time.Second {
			t.Errorf("appeared %v ago, want now", time.Since(a))
		}
	})
}

func TestHalfWrittenFile(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		r := watch(t, t.TempDir())
		whole := `{"title": "Whole", "text": "All of it."}`
		for i := 5; i < len(whole); i += 7 {
			r.write("a.json", whole[:i])
			pass(250 * time.Millisecond)
			r.wants("half")
		}
		// A pause longer than usual must not make half a file an error.
		pass(time.Second)
		r.wantsReports("half")
		r.write("a.json", whole)
		pass(time.Second)
		r.wants("whole", "a.json: Whole")
		r.wantsReports("whole")
		// Half a text reads well, but its last line is not ended.
		for _, name := range []string{"b.txt", "b.md"} {
			r.write(name, "# Dam fails\n\nThe dam above Arlen fai")
			pass(1500 * time.Millisecond)
			r.write(name, "# Dam fails\n\nThe dam above Arlen failed.\n")
			pass(500 * time.Millisecond)
			if a := r.articles(); len(a) != 1 || a[0].Text != "The dam above Arlen failed." {
				t.Errorf("%s: filed %+v", name, a)
			}
			r.take()
		}
		r.write("c.txt", "Dam fails\n\nThe dam above Arlen failed.")
		pass(3 * time.Second)
		r.wants("a last line that stays without an end", "c.txt: Dam fails")
	})
}

func TestUnreadableFileIsReportedOnce(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		r := watch(t, t.TempDir())
		r.write("bad.json", `{"title": 1,}`)
		r.write("good.md", "# Good\n\nText.\n")
		r.write("empty.md", "")
		pass(3 * time.Second)
		r.wants("others go on", "good.md: Good")
		r.wantsReports("once", "bad.json: line 1: not JSON: invalid character '}' looking for beginning of object key string", "empty.md: there is no text in it")
		pass(time.Hour)
		r.wantsReports("not again")
		r.write("bad.json", `{"headline": "Mended"}`)
		pass(3 * time.Second)
		r.wants("mended", "bad.json: Mended")
		r.write("bad.json", `{"headline": ""}`)
		pass(3 * time.Second)
		r.wantsReports("bad again", "bad.json: no title")
	})
}

func TestGoodLinesOfABadList(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		r := watch(t, t.TempDir())
		r.write("list.jsonl", `{"title":"A"}`+"\n{oops\n"+`{"title":"C","publisher":"Own"}`)
		pass(3 * time.Second)
		synctest.Wait()
		if p := r.articles()[1].Publisher; p != "Own" {
			t.Errorf("publisher %q, want its own", p)
		}
		r.wants("list", "list.jsonl#1: A", "list.jsonl#3: C")
		if reports := r.told(); len(reports) != 1 || !strings.HasPrefix(reports[0], "list.jsonl: line 2: not JSON") {
			t.Errorf("reported %q", reports)
		}
	})
}

func TestStoreDown(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		r := watch(t, t.TempDir())
		r.set(errors.New("database is locked"))
		r.write("a.md", "# A\n\nText.\n")
		r.write("b.md", "# B\n\nText.\n")
		pass(30 * time.Second)
		r.wants("down")
		if r.count() > 20 {
			t.Errorf("%d calls in half a minute", r.count())
		}
		r.set(nil)
		pass(time.Minute)
		r.wants("up", "a.md: A", "b.md: B")
		r.wantsReports("the files are not to blame")
		if said := strings.Join(r.logged, ""); len(r.logged) != 2 ||
			strings.Count(said, "articles not filed") != 1 || strings.Count(said, "filed again") != 1 {
			t.Errorf("logged %q, want the trouble once and its end once", r.logged)
		}
	})
}

func TestMissingFolder(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		dir := filepath.Join(t.TempDir(), "later")
		r := watch(t, dir)
		pass(time.Hour)
		r.wantsReports("missing", ".: no such file or directory")
		if r.readies() != 1 {
			t.Errorf("ready %d times, want once", r.readies())
		}
		put(t, filepath.Join(dir, "a.md"), "# A\n\nText.\n", time.Now())
		pass(time.Minute)
		r.wants("appeared", "a.md: A")
		if n := r.found(); n != 1 {
			t.Errorf("told %d times that the folder can be read, want once", n)
		}
		if err := os.RemoveAll(dir); err != nil {
			t.Fatal(err)
		}
		r.event()
		pass(time.Minute)
		r.wantsReports("gone", ".: no such file or directory")
		put(t, filepath.Join(dir, "b.md"), "# B\n\nText.\n", time.Now())
		pass(time.Minute)
		r.wants("replaced", "b.md: B")
		pass(time.Hour)
		if n := r.found(); n != 2 {
			t.Errorf("told %d times that the folder can be read, want once more", n)
		}
	})
}

func TestWithoutEvents(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		r := watch(t, t.TempDir())
		pass(time.Second)
		put(t, filepath.Join(r.dir, "a.md"), "# A\n\nText.\n", time.Now())
		pass(rescan + time.Second)
		r.wants("rescanned", "a.md: A")
	})
}

func TestLinksDoNotEscape(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		outside := t.TempDir()
		put(t, filepath.Join(outside, "secret.md"), "# Secret\n\nText.\n", time.Now())
		dir := t.TempDir()
		put(t, filepath.Join(dir, "real.md"), "# Real\n\nText.\n", time.Now())
		link(t, filepath.Join(outside, "secret.md"), filepath.Join(dir, "out.md"))
		link(t, outside, filepath.Join(dir, "outdir"))
		link(t, "real.md", filepath.Join(dir, "in.md"))
		link(t, "nothing.md", filepath.Join(dir, "dangling.md"))
		r := watch(t, dir)
		pass(time.Minute)
		got := r.take()
		slices.Sort(got)
		if diff := cmp.Diff([]string{"in.md: Real", "real.md: Real"}, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		reports := r.told()
		slices.Sort(reports)
		want := []string{"dangling.md: no such file or directory", "out.md: path escapes from parent"}
		if diff := cmp.Diff(want, reports); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}

func link(t *testing.T, target, path string) {
	t.Helper()
	if err := os.Symlink(target, path); err != nil {
		t.Skipf("no symbolic links here: %v", err)
	}
}

// TestRealEvents uses the file system's own events, outside a bubble.
func TestRealEvents(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	filed := make(chan string, 8)
	ready := make(chan struct{})
	w := New(Options{
		Source: articles.Source{Name: "drop", Path: dir},
		File: func(_ context.Context, list []articles.Article) error {
			filed <- list[0].Title
			return nil
		},
		Ready: func() { close(ready) },
	})
	ctx, cancel := context.WithCancel(t.Context())
	var run sync.WaitGroup
	run.Go(func() {
		if err := w.Run(ctx); err != nil {
			t.Errorf("Run: %v", err)
		}
	})
	defer run.Wait()
	defer cancel()
	<-ready
	steps := []struct{ name, title string }{{"a.md", "First"}, {"new/folder/b.md", "In a new folder"}, {"a.md", "First, changed"}}
	for _, s := range steps {
		tmp := filepath.Join(t.TempDir(), "x.md")
		put(t, tmp, "# "+s.title+"\n\nText.\n", time.Now())
		to := filepath.Join(dir, s.name)
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(tmp, to); err != nil {
			t.Fatal(err)
		}
		if got := <-filed; got != s.title {
			t.Errorf("filed %q, want %q", got, s.title)
		}
	}
}

// TestTooManyFiles: what is beyond the bound is told once, not for each file at each
// walk, and read when there is room.
func TestTooManyFiles(t *testing.T) {
	t.Parallel()
	dir, d := t.TempDir(), &desk{}
	w := New(Options{Source: articles.Source{Path: dir}, File: d.file, Log: slog.New(slog.NewTextHandler(d, nil))})
	w.notify = func() (notifier, error) { return signal{}, nil }
	w.most = 2
	for _, name := range []string{"a.md", "b.md", "c.md", "d.md"} {
		put(t, filepath.Join(dir, name), "# "+name+"\n", time.Now())
	}
	w.open()
	defer w.close()
	w.look()
	w.look()
	if len(d.logged) != 1 || !strings.Contains(d.logged[0], "watched=2 beyond=2") {
		t.Errorf("logged %q, want one line about two files", d.logged)
	}
	for _, name := range []string{"a.md", "b.md"} {
		if err := os.Remove(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	w.look() // forgets those that are gone
	w.look()
	if w.files["c.md"] == nil || w.files["d.md"] == nil || len(d.logged) != 1 {
		t.Errorf("watches %d files, logged %q", len(w.files), d.logged)
	}
}
