package reliability_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// TestKilledUnderEmbargo kills the program while it holds an article back. The
// next one tells it when its time has come, everywhere and once.
func TestKilledUnderEmbargo(t *testing.T) {
	t.Parallel()
	w := newTown(t, 5, 3)
	p := w.start(t)
	w.awaitReady(t)
	// Long enough for the program to read the file before, on a busy machine.
	until := time.Now().Add(12 * time.Second).UTC().Format(time.RFC3339)
	text := fmt.Sprintf("---\ntitle: 'BREAKING: Embargoed %s'\nid: held\nembargo: %s\n---\n%s\n", mark('b', 1), until, "The gates were opened at noon.")
	name := filepath.Join(w.inbox, "held.md")
	must(t, os.WriteFile(name+".tmp", []byte(text), 0o600))
	must(t, os.Rename(name+".tmp", name))
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	if !p.log.Until(ctx, "article held back") {
		t.Fatalf("the article is not held back; the log ends:\n%s", p.log.Tail(20))
	}
	must(t, os.Remove(name)) // only the database knows of it from now on
	p.kill()
	if n := w.settled(t); n > 0 {
		t.Fatalf("%d posts under the embargo", n)
	}
	p = w.start(t)
	total := len(w.rooms) + len(w.people)
	if !w.ledger.until(ctx, func() bool { return w.settled(t) >= total }) {
		t.Errorf("%d of %d settled; the log ends:\n%s", w.settled(t), total, p.log.Tail(20))
	}
	p.stop(t)
	c := &chaos{town: w}
	c.breaking = 1
	a := account{twice: map[string]int{}}
	c.tally(t, &a, c.look(), w.ledger.entries(t))
	if len(a.twice) > 0 || a.lost > 0 || a.shown != total {
		t.Errorf("%d posts shown, want %d; lost %d, twice %v", a.shown, total, a.lost, a.twice)
	}
}
