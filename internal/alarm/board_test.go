package alarm_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"herald/internal/alarm"
)

// memory is a Store that may fail.
type memory struct {
	text   string
	broken error
	puts   int
}

func (m *memory) Get(context.Context, string) (string, error) { return m.text, m.broken }

func (m *memory) Put(_ context.Context, _, value string) error {
	if m.broken == nil {
		m.text = value
		m.puts++
	}
	return m.broken
}

// desk is a Board with a clock that the test sets, and admins who write down
// what they are told.
type desk struct {
	*alarm.Board
	store *memory
	now   time.Time
	told  []string
	keys  []string // of all notices that were tried
	deaf  error
}

func newDesk() *desk {
	d := &desk{store: &memory{}, now: time.Date(2026, 3, 14, 12, 0, 0, 0, time.UTC)}
	d.restart()
	return d
}

// restart makes the Board anew from what was kept.
func (d *desk) restart() {
	d.Board = alarm.New(alarm.Options{
		Store: d.store, Now: func() time.Time { return d.now },
		Gather: map[string]time.Duration{"source": 5 * time.Minute},
		Tell: func(_ context.Context, key, text string) error {
			d.keys = append(d.keys, key)
			if d.deaf == nil {
				d.told = append(d.told, text)
			}
			return d.deaf
		},
	})
}

// look lets time pass, shows a picture, and checks what is told.
func (d *desk) look(t *testing.T, after time.Duration, p alarm.Picture, want ...string) {
	t.Helper()
	d.now = d.now.Add(after)
	d.told = nil
	if err := d.Look(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, d.told); diff != "" {
		t.Errorf("at %s (-want +told):\n%s", d.now.Format(time.TimeOnly), diff)
	}
}

func failing(name string) alarm.Cause {
	return alarm.Cause{
		Key: "source/" + name, After: time.Hour,
		What: name + " cannot be read.", Did: "Herald goes on trying.", Do: "Look at its address.", Over: name + " is read again.",
	}
}

func of(causes ...alarm.Cause) alarm.Picture { return alarm.Picture{Causes: causes} }

const toldOfWire = "wire cannot be read. Since 12:00 UTC.\nHerald goes on trying.\nLook at its address."

func TestOnceForACauseAndOnceWhenItIsOver(t *testing.T) {
	t.Parallel()
	d := newDesk()
	d.look(t, 0, of(failing("wire")))
	d.look(t, 59*time.Minute, of(failing("wire")))
	d.look(t, time.Minute, of(failing("wire")), toldOfWire)
	d.look(t, 40*time.Hour, of(failing("wire")))
	d.look(t, time.Hour, of(), "Over: wire is read again. It lasted 42 hours.")
	d.look(t, time.Hour, of())
	d.look(t, time.Hour, of(failing("wire")))
	d.look(t, time.Minute, of())
	d.look(t, time.Hour, of(failing("wire")))
}

func TestARestartRepeatsAndForgetsNothing(t *testing.T) {
	t.Parallel()
	d := newDesk()
	d.look(t, 0, of(failing("wire")))
	d.restart() // the hour goes on
	d.look(t, time.Hour, of(failing("wire")), toldOfWire)
	d.restart()
	d.look(t, time.Minute, alarm.Picture{Unsure: []string{"source"}})
	d.look(t, time.Minute, alarm.Picture{Unsure: []string{"source/wire"}})
	d.look(t, time.Minute, of(failing("wire")))
	if s := d.Standing(); len(s) != 1 || s[0].Key != "source/wire" || s[0].What != "wire cannot be read." {
		t.Errorf("standing: %+v", s)
	}
	d.look(t, time.Minute, of(), "Over: wire is read again. It lasted 64 minutes.")
	puts := d.store.puts
	d.look(t, time.Minute, of())
	if d.store.puts != puts {
		t.Error("a look that changes nothing is written down")
	}
}

func TestManyCausesOfOneGroupComeInOneNotice(t *testing.T) {
	t.Parallel()
	d := newDesk()
	var causes []alarm.Cause
	for i := range 12 {
		causes = append(causes, failing(fmt.Sprint("s", 10+i)))
	}
	d.look(t, 0, of(causes...))
	d.now = d.now.Add(25 * time.Hour)
	d.told = nil
	if err := d.Look(t.Context(), of(causes...)); err != nil {
		t.Fatal(err)
	}
	if len(d.told) != 1 || !strings.Contains(d.told[0], "s10 cannot be read. Since 12:00 UTC on 14 Mar.\ns11 ") ||
		!strings.HasSuffix(d.told[0], "… and 2 more.\nHerald goes on trying.\nLook at its address.") {
		t.Errorf("told: %q", d.told)
	}
	late := failing("late")
	late.Since = d.now.Add(-2 * time.Hour)
	d.look(t, time.Minute, of(append(causes, late)...)) // too soon after the last notice
	d.look(t, 4*time.Minute, of(append(causes, late)...), "late cannot be read. Since 11:00 UTC.\nHerald goes on trying.\nLook at its address.")
}

func TestAnotherVersionIsToldAnew(t *testing.T) {
	t.Parallel()
	d := newDesk()
	bad := func(version string) alarm.Picture {
		return of(alarm.Cause{Key: "config", Version: version, What: "Refused: " + version + ".", Over: "It is in force again."})
	}
	d.look(t, 0, bad("a"), "Refused: a.")
	d.look(t, time.Second, bad("a"))
	d.look(t, time.Second, bad("b"), "Refused: b.")
	d.look(t, time.Second, of(), "Over: It is in force again. It lasted less than a minute.")
}

func TestWhatCannotBeToldIsToldLater(t *testing.T) {
	t.Parallel()
	d := newDesk()
	d.deaf = errors.New("no disk")
	if err := d.Look(t.Context(), of(alarm.Cause{Key: "refused/x", What: "X refuses Herald."})); err == nil {
		t.Error("nobody says that nobody was told")
	}
	d.deaf = nil
	d.look(t, 0, of(alarm.Cause{Key: "refused/x", What: "X refuses Herald."}), "X refuses Herald.")
}

// TestANoticeHasAKeyOfItsOwn repeats one of which some admins were told, and tells of
// the same cause again and again.
func TestANoticeHasAKeyOfItsOwn(t *testing.T) {
	t.Parallel()
	d := newDesk()
	bad := func(version string) alarm.Picture { return of(alarm.Cause{Key: "config", Version: version}) }
	d.deaf = errors.New("one of two channels was told")
	for range 2 {
		if err := d.Look(t.Context(), bad("a")); err == nil {
			t.Error("nobody says that not all were told")
		}
		d.now = d.now.Add(15 * time.Second)
	}
	d.deaf = nil
	for _, p := range []alarm.Picture{bad("a"), bad("b"), bad("a"), of(), bad("a"), of()} {
		d.now = d.now.Add(15 * time.Second)
		if err := d.Look(t.Context(), p); err != nil {
			t.Fatal(err)
		}
	}
	if d.keys[0] != d.keys[1] || d.keys[1] != d.keys[2] {
		t.Errorf("a notice that is repeated has other keys: %q", d.keys[:3])
	}
	if rest := slices.Compact(slices.Sorted(slices.Values(d.keys[2:]))); len(rest) != 6 {
		t.Errorf("six notices have the keys %q", d.keys[2:])
	}
}

func TestAMinuteIsOne(t *testing.T) {
	t.Parallel()
	d := newDesk()
	d.look(t, 0, of(alarm.Cause{Key: "refused/x", What: "X refuses Herald.", Over: "X takes Herald again."}), "X refuses Herald.")
	d.look(t, 90*time.Second, of(), "Over: X takes Herald again. It lasted a minute.")
}

func TestWhatCannotBeKeptStaysInMemory(t *testing.T) {
	t.Parallel()
	d := newDesk()
	d.look(t, 0, of())
	d.store.broken = errors.New("disk full")
	if err := d.Look(t.Context(), of(alarm.Cause{Key: "gateway/x", What: "X is away."})); err == nil {
		t.Error("nobody says that it could not be kept")
	}
	d.store.broken = nil
	d.look(t, 0, of(alarm.Cause{Key: "gateway/x", What: "X is away."}))
	d.restart()
	d.look(t, 0, of(alarm.Cause{Key: "gateway/x", What: "X is away."}))
}

func TestMemoryIsBounded(t *testing.T) {
	t.Parallel()
	d := newDesk()
	var causes []alarm.Cause
	for i := range 3000 {
		causes = append(causes, failing(fmt.Sprint(i)))
	}
	d.look(t, 0, of(causes...))
	d.look(t, 2*time.Hour, of(append(causes[:1], causes[2999])...), "0 cannot be read. Since 12:00 UTC.\nHerald goes on trying.\nLook at its address.")
}

func TestSomeAreForgotten(t *testing.T) {
	t.Parallel()
	d := newDesk()
	d.look(t, 0, of(alarm.Cause{Key: "gone/a", What: "A is gone."}), "A is gone.")
	d.look(t, time.Hour, alarm.Picture{Forget: []string{"gone/a"}})
	d.look(t, time.Hour, of())
}

func TestADamagedBookIsBegunAnew(t *testing.T) {
	t.Parallel()
	d := newDesk()
	d.store.text = `{"source/wire": 7`
	d.look(t, 0, of(alarm.Cause{Key: "refused/x", What: "X refuses Herald."}), "X refuses Herald.")
}
