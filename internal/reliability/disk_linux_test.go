package reliability_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// smallDisk mounts a disk of a few megabytes, which only root may.
func smallDisk(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=24m"); err != nil {
		t.Skipf("no disk can be mounted here: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, 0); err != nil {
			t.Errorf("unmount: %v", err)
		}
	})
	return dir
}

// fill writes to a file until the disk is full.
func fill(t *testing.T, name string) {
	t.Helper()
	f, err := os.OpenFile(name, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	must(t, err)
	defer func() { _ = f.Close() }()
	for _, block := range [][]byte{make([]byte, 1<<16), make([]byte, 1)} {
		for err = error(nil); err == nil; {
			_, err = f.Write(block)
		}
		if !errors.Is(err, syscall.ENOSPC) {
			t.Fatal(err)
		}
	}
}

// TestDiskFull fills the disk of the database in the middle of the work: nothing is
// sent that could not be recorded, the log says what is wrong, and when there is
// room again the work goes on by itself, with nothing lost and nothing twice.
func TestDiskFull(t *testing.T) {
	t.Parallel()
	disk := smallDisk(t)
	w := newTownOn(t, disk, 20, 20)
	must(t, os.WriteFile(w.config, []byte(w.yaml()+"delivery: {uncertain: hold}\n"), 0o600))
	w.oweLists(t, 1, 12)
	p := w.start(t)
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	w.ledger.until(ctx, func() bool { return w.shown() > 10 })
	filler := filepath.Join(disk, "filler")
	full := w.ledger.until(ctx, func() bool {
		fill(t, filler)
		// What the log of the database had for itself is gone as well.
		_, _ = w.ledger.db.ExecContext(t.Context(), `PRAGMA wal_checkpoint(TRUNCATE)`)
		fill(t, filler)
		return p.log.Has("no space left on the disk")
	})
	if !full {
		t.Fatalf("the program does not say that the disk is full; the log ends:\n%s", p.log.Tail(20))
	}
	w.wait(t, 2*time.Second) // what was on its way arrives
	shown := w.shown()
	w.wait(t, 3*time.Second)
	if n := w.shown() - shown; n > 0 {
		t.Errorf("%d messages were sent that could not be recorded", n)
	}
	if w.ledger.pending(t) == 0 {
		t.Error("nothing was left to be sent: the test shows nothing")
	}
	must(t, os.Remove(filler))
	if !w.ledger.until(ctx, func() bool { return w.ledger.pending(t) == 0 }) {
		t.Errorf("%d still pending; the log ends:\n%s", w.ledger.pending(t), p.log.Tail(20))
	}
	p.stop(t)
	c := &chaos{town: w, policy: "hold"}
	a := account{twice: map[string]int{}}
	c.tally(t, &a, c.look(), w.ledger.entries(t))
	t.Logf("%d were shown when the disk was full, %d in the end; %d uncertain", shown, a.shown, a.uncertain)
	if a.lost > 0 || len(a.twice) > 0 {
		t.Errorf("lost %d, twice %v", a.lost, a.twice)
	}
}

// wait lets time pass.
func (w *town) wait(t *testing.T, d time.Duration) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), d)
	defer cancel()
	w.ledger.until(ctx, func() bool { return false })
}
