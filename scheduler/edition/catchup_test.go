package edition

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"herald/articles"
	"herald/scheduler"
)

// TestCatchUp: the program was killed after a story was judged and before it was
// owed. The next start owes it, to those whom it was news to, and only once.
func TestCatchUp(t *testing.T) {
	t.Parallel()
	atOnce := scheduler.Schedule{Name: "breaking", Posts: scheduler.PostsBreaking, AtOnce: true}
	patient := scheduler.Schedule{Name: "patient", Posts: scheduler.PostsBreaking}
	p := newPaper(atOnce, patient)
	p.subscribe(1, "breaking", articles.Interest{}, noon.Add(-time.Hour))
	p.subscribe(2, "patient", articles.Interest{}, noon.Add(-time.Hour))
	p.tell("Dam holds", 0, true, 1)
	p.tell("Market opens", 0, false, 1)
	p.subscribe(3, "breaking", articles.Interest{}, noon.Add(time.Minute))
	p.now = noon.Add(2 * time.Minute)
	for range 2 {
		if err := p.CatchUp(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff([]string{"breaking/story/1"}, p.keys(1)); diff != "" {
		t.Errorf("channel 1 (-want +got):\n%s", diff)
	}
	if got := append(p.keys(2), p.keys(3)...); len(got) > 0 {
		t.Errorf("owed too much: %v", got)
	}
	if p.woken != 1 {
		t.Errorf("woke the couriers %d times, want once", p.woken)
	}
}

func TestCatchUpSaysWhatFailed(t *testing.T) {
	t.Parallel()
	p := newPaper(scheduler.Schedule{Name: "breaking", Posts: scheduler.PostsBreaking, AtOnce: true})
	p.err = errors.New("disk full")
	if err := p.CatchUp(t.Context()); !errors.Is(err, p.err) {
		t.Errorf("got %v, want %v", err, p.err)
	}
}
