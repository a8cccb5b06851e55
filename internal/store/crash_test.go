package store_test

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"herald/articles"
	"herald/bot"
	"herald/bot/delivery"
	"herald/internal/store"
)

// childPath names the database to TestCrashChild, which is a process of its own.
const childPath = "HERALD_TEST_CRASH_DB"

// TestCrash kills a process that has sent one delivery and claimed another, and
// looks at what is left.
func TestCrash(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "herald.db")
	s := open(t, path) // stays open all the time: two processes share the file
	follow(t, s, "a")
	owe(t, s, 0, 3)

	killed(t, path)

	again := open(t, path)
	sent, err := again.Deliveries(t.Context(), store.DeliveryFilter{State: bot.Sent}, 0)
	must(t, err)
	if len(sent) != 1 || sent[0].Message != "m1" {
		t.Fatalf("sent: %v", sent)
	}
	ds, err := again.Claim(t.Context(), bot.Discord, noon().Add(59*time.Second), time.Minute, 9)
	must(t, err)
	if len(ds) != 0 {
		t.Fatalf("claimed while another has the lease: %v", ds)
	}
	for i, want := range []string{"breaking/story/2", "breaking/story/3"} {
		ds, err := s.Claim(t.Context(), bot.Discord, noon().Add(time.Minute), time.Minute, 9)
		must(t, err)
		if len(ds) != 1 || ds[0].Key != want || ds[0].Claim != 2-i || ds[0].Attempts != 0 {
			t.Fatalf("claimed %v, want %s, claimed %d times, without attempts", ds, want, 2-i)
		}
		must(t, s.Settle(t.Context(), ds[0].ID, delivery.Settlement{State: bot.Sent, Message: "m", At: noon()}))
	}
}

// killed runs TestCrashChild until it says that it is ready, and kills it.
func killed(t *testing.T, path string) {
	t.Helper()
	self, err := os.Executable()
	must(t, err)
	cmd := exec.CommandContext(t.Context(), self, "-test.run=^TestCrashChild$", "-test.v")
	cmd.Env = append(os.Environ(), childPath+"="+path)
	out, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	ready := false
	for lines := bufio.NewScanner(out); !ready && lines.Scan(); {
		ready = strings.Contains(lines.Text(), "ready to die")
	}
	must(t, cmd.Process.Kill())
	err = cmd.Wait()
	if _, died := errors.AsType[*exec.ExitError](err); !ready || !died {
		t.Fatalf("the other process: ready %v, %v", ready, err)
	}
}

// TestCrashChild is the process that is killed: with one delivery sent and one
// claimed.
func TestCrashChild(t *testing.T) {
	path := os.Getenv(childPath)
	if path == "" {
		t.Skip("run by TestCrash")
	}
	s, err := store.Open(t.Context(), store.Options{Path: path})
	must(t, err)
	for range 2 {
		ds, err := s.Claim(t.Context(), bot.Discord, noon(), time.Minute, 9)
		must(t, err)
		if len(ds) != 1 {
			t.Fatal(ds)
		}
		if ds[0].Key == "breaking/story/1" {
			must(t, s.Settle(t.Context(), ds[0].ID, delivery.Settlement{State: bot.Sent, Message: "m1", At: noon()}))
		}
	}
	fmt.Println("ready to die")
	select {} // until killed
}

// TestTwoStores: what one store writes, another on the same file sees, and
// they wait for each other.
func TestTwoStores(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "herald.db")
	stores := []*store.Store{open(t, path), open(t, path)}
	words := vocabulary()
	for n := range 40 {
		if _, err := stores[n%2].File(t.Context(), piece(n, words)); err != nil {
			t.Fatal(err)
		}
	}
	for _, s := range stores {
		page, err := s.Latest(t.Context(), articles.Query{Limit: 50})
		must(t, err)
		if len(page.Stories) != 40 {
			t.Errorf("one sees %d stories", len(page.Stories))
		}
	}
}
