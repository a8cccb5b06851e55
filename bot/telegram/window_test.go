package telegram

import (
	"math/rand/v2"
	"testing"
)

func TestWindow(t *testing.T) {
	t.Parallel()
	w := newWindow()
	if w.offset() != 0 || w.busy() {
		t.Fatalf("a new window asks for %d", w.offset())
	}
	for _, id := range []int64{10, 11, 13} {
		if !w.start(id, 0) {
			t.Fatalf("%d is not new", id)
		}
	}
	steps := []struct{ finish, offset int64 }{{11, 10}, {10, 13}, {13, 14}}
	for _, step := range steps {
		w.finish(step.finish)
		if w.offset() != step.offset {
			t.Errorf("after %d is done the offset is %d, want %d", step.finish, w.offset(), step.offset)
		}
	}
	if w.busy() {
		t.Error("busy with nothing")
	}
	if w.start(11, 10) {
		t.Error("an update that was done while it was asked for again is taken for new")
	}
	if !w.start(5, 14) {
		t.Error("an update below what was asked for is not taken, though the server counts anew")
	}
	if w.start(5, 14) {
		t.Error("an update under way is started again")
	}
	w.finish(5)
	w.forget()
	if w.offset() != 0 {
		t.Errorf("after forget the offset is %d", w.offset())
	}
	w.start(7, 0)
	w.forget()
	if w.offset() != 7 {
		t.Error("forget forgot an update under way")
	}
}

// TestWindowConfirmsNothingEarly delivers updates as a server does, finishes
// them in random order, and checks after each step.
func TestWindowConfirmsNothingEarly(t *testing.T) {
	t.Parallel()
	for seed := range uint64(200) {
		random := rand.New(rand.NewPCG(seed, 1))
		w := newWindow()
		handled := map[int64]int{}
		var under []int64
		top, delivered := int64(1000), int64(0)
		for range 200 {
			if random.IntN(2) == 0 { // a poll: all from the offset on, known or not
				asked := w.offset()
				top += random.Int64N(3)
				for id := max(asked, 1000); id < top; id++ {
					if w.start(id, asked) {
						handled[id]++
						under = append(under, id)
						delivered = id + 1
					}
				}
			} else if len(under) > 0 {
				i := random.IntN(len(under))
				w.finish(under[i])
				under = append(under[:i], under[i+1:]...)
			}
			for _, id := range under {
				if w.offset() > id {
					t.Fatalf("seed %d: offset %d confirms %d, which is under way", seed, w.offset(), id)
				}
			}
			if w.busy() != (len(under) > 0) {
				t.Fatalf("seed %d: busy is %v with %d under way", seed, w.busy(), len(under))
			}
			if len(under) == 0 && delivered > 0 && w.offset() != delivered {
				t.Fatalf("seed %d: offset %d, all below %d are done", seed, w.offset(), delivered)
			}
		}
		for id, n := range handled {
			if n != 1 {
				t.Fatalf("seed %d: update %d was handled %d times", seed, id, n)
			}
		}
	}
}
