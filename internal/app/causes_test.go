package app

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"herald/articles"
	"herald/bot"
	"herald/bot/bottest"
	"herald/bot/console"
	"herald/bot/delivery"
	"herald/internal/alarm"
	"herald/internal/config"
)

// linked is a console with a line that may break.
type linked struct {
	*console.Platform
	bot.LinkLog
}

// observed is a Herald that is not running, with a console that is its own admin
// channel.
func observed(t *testing.T) (*App, *linked, *bottest.Journal) {
	t.Helper()
	text := dayConfig + "admin_channels: [{platform: console, id: console}]\n"
	c, err := config.Load([]byte(text), config.Options{Dir: newHome(t), ParseAddress: addressParsers()})
	if err != nil {
		t.Fatal(err)
	}
	out := &bottest.Journal{}
	p := &linked{Platform: console.New(console.Options{In: strings.NewReader(""), Out: out})}
	a, err := New(t.Context(), Options{Config: c.WithSources(nil), Console: p.Platform})
	if err != nil {
		t.Fatal(err)
	}
	a.platforms[0] = p
	bottest.Greet(t, p.Platform)
	return a, p, out
}

// told runs looks and the courier for a while, and returns what the admins were
// shown.
func told(t *testing.T, a *App, out *bottest.Journal, span time.Duration) string {
	t.Helper()
	// Herald is stopped, as a person stops it: a deadline would look to the
	// database like one of its own.
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	time.AfterFunc(span, cancel)
	done := make(chan error, 2)
	go func() { done <- a.watchSelf(ctx) }()
	go func() { done <- a.couriers[0].Run(ctx) }()
	for range 2 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	return out.Take()
}

func TestPlatformThatIsAwayIsTold(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a, p, out := observed(t)
		defer func() { _ = a.Close() }()
		expect(t, told(t, a, out, 10*time.Minute), "nothing is known yet", nil, []string{"answer"})
		p.Up()
		p.Down(errors.New("no route to host"))
		expect(t, told(t, a, out, 4*time.Minute), "away for a moment", nil, []string{"answer"})
		expect(t, told(t, a, out, 2*time.Minute), "away for five minutes",
			[]string{"console does not answer: no route to host. Since", "Herald keeps", "Look at the network"}, nil)
		expect(t, told(t, a, out, time.Hour), "told already", nil, []string{"answer"})
		if wrong := a.ready(t.Context()); !containsText(wrong, "console: not connected since") {
			t.Errorf("/readyz says %q", wrong)
		}
		p.Up()
		expect(t, told(t, a, out, time.Minute), "back", []string{"Over: console answers again. It lasted 66 minutes."}, nil)
	})
}

func containsText(lines []string, text string) bool {
	return strings.Contains(strings.Join(lines, "\n"), text)
}

// owing is a queue of one age.
type owing struct {
	age time.Duration
	err error
}

func (o *owing) Backlog(context.Context) ([]delivery.Backlog, error) {
	return []delivery.Backlog{{Platform: bot.Console, Owed: 1204, Oldest: time.Now().Add(-o.age)}}, o.err
}

// TestFeedThatIsTakenOutIsForgotten has admins who take out a feed that fails. They
// know; and that it fails no more would be a guess.
func TestFeedThatIsTakenOutIsForgotten(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a, _, out := observed(t)
		defer func() { _ = a.Close() }()
		err := a.alarms.board.Look(t.Context(), alarm.Picture{Causes: []alarm.Cause{
			{Key: groupSource + "/tides", What: "The feed tides cannot be read.", Over: "The feed tides fails no more."},
		}})
		if err != nil {
			t.Fatal(err)
		}
		expect(t, told(t, a, out, time.Minute), "taken out", []string{"The feed tides cannot be read."}, []string{"fails no more"})
		if a.stands(groupSource + "/tides") {
			t.Error("the failure of a feed that was taken out stands")
		}
	})
}

func TestFolderThatCannotBeReadIsTold(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a, _, out := observed(t)
		defer func() { _ = a.Close() }()
		a.live.Store(a.live.Load().WithSources([]articles.Source{{Name: "wire", Kind: articles.KindFolder, Path: "/mnt/wire"}}))
		expect(t, told(t, a, out, 10*time.Minute), "nothing is known yet", nil, []string{"wire"})
		a.reportFolder("wire", errors.New("no such file or directory"))
		expect(t, told(t, a, out, 4*time.Minute), "away for a moment", nil, []string{"wire"})
		expect(t, told(t, a, out, 2*time.Minute), "away for five minutes",
			[]string{"The folder wire (/mnt/wire) cannot be read: no such file or directory. Since", "Herald keeps", "Look whether its disk"}, nil)
		a.reportFolder("wire", nil)
		expect(t, told(t, a, out, time.Minute), "back", []string{"Over: The folder wire can be read again. It lasted 6 minutes."}, nil)
	})
}

func TestOldQueueIsTold(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a, _, out := observed(t)
		defer func() { _ = a.Close() }()
		queue := &owing{age: 9 * time.Minute}
		a.backlog.from = queue
		expect(t, told(t, a, out, time.Minute), "not old yet", nil, []string{"wait"})
		queue.age = 11 * time.Minute
		expect(t, told(t, a, out, time.Minute), "old",
			[]string{"Posts to console wait: 1204 are owed, the oldest for 11 minutes."}, nil)
		if wrong := a.ready(t.Context()); !containsText(wrong, "console: 1204 posts wait, the oldest for 11m0s") {
			t.Errorf("/readyz says %q", wrong)
		}
		queue.age = 6 * time.Minute
		expect(t, told(t, a, out, time.Minute), "not calm yet", nil, []string{"Over"})
		queue.err = errors.New("disk failed")
		expect(t, told(t, a, out, time.Minute), "unknown", nil, []string{"Over"})
		queue.age, queue.err = 4*time.Minute, nil
		expect(t, told(t, a, out, time.Minute), "calm", []string{"Over: Posts to console go out in time."}, nil)
	})
}

// TestFailingDatabaseIsToldPastIt takes the database away.
func TestFailingDatabaseIsToldPastIt(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a, _, out := observed(t)
		if err := a.store.Close(); err != nil {
			t.Fatal(err)
		}
		if wrong := a.alive(t.Context()); len(wrong) > 0 {
			t.Errorf("/healthz says %q at the start", wrong)
		}
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Minute)
		defer cancel()
		if err := a.watchSelf(ctx); err != nil {
			t.Error(err)
		}
		text := out.Take()
		expect(t, text, "told once", []string{"Herald cannot write to its database", "Look at the free space"}, nil)
		if n := strings.Count(text, "cannot write"); n != 1 {
			t.Errorf("told %d times:\n%s", n, text)
		}
		if wrong := a.alive(t.Context()); !containsText(wrong, "database: not written to for") {
			t.Errorf("/healthz says %q", wrong)
		}
		if text := a.pulse.note(time.Now(), nil); !strings.HasPrefix(text, "Over: The database takes writes again.") {
			t.Errorf("the end is told as %q", text)
		}
	})
}

// pass lets time go by, that of the bubble.
func pass(d time.Duration) { <-time.After(d) }

// deafStore owes no notice while it is deaf.
type deafStore struct{ deaf atomic.Bool }

func (s *deafStore) OweNotice(context.Context, bot.Address, string, string, time.Time, time.Time) error {
	if s.deaf.Load() {
		return errors.New("disk full")
	}
	return nil
}

// TestTroubleToTellIsLoggedOnceATime cannot tell the admins, can again, and then
// cannot for the same reason: that is news.
func TestTroubleToTellIsLoggedOnceATime(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a, p, _ := observed(t)
		defer func() { _ = a.Close() }()
		log, notices := &bottest.Journal{}, &deafStore{}
		a.alarms.store, a.alarms.log = notices, slog.New(slog.NewTextHandler(log, nil))
		looking, stop := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() { done <- a.watchSelf(looking) }()
		for range 2 {
			notices.deaf.Store(true)
			p.Up()
			p.Down(errors.New("no route to host"))
			pass(time.Hour)
			if text := log.Take(); strings.Count(text, "disk full") != 1 {
				t.Errorf("trouble of an hour is logged as\n%s", text)
			}
			notices.deaf.Store(false)
			pass(time.Hour)
			p.Up()
			pass(time.Hour)
			log.Take()
		}
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
}

// TestReloadEndsARefusal puts the very file in force by /reload that was refused
// before, for a reason that is over.
func TestReloadEndsARefusal(t *testing.T) {
	t.Parallel()
	a, _, _ := observed(t)
	defer func() { _ = a.Close() }()
	a.Path = filepath.Join(t.TempDir(), "config.yaml")
	if err := os.WriteFile(a.Path, []byte(dayConfig), 0o600); err != nil {
		t.Fatal(err)
	}
	a.alarms.configRefused("1", "the database is locked")
	if _, err := a.reloadNow(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, mistakes := a.alarms.refusedConfig(); mistakes != "" {
		t.Errorf("the file is in force, and the admins are still told: %s", mistakes)
	}
}

// TestNoticesAreSentences looks at the words of every cause.
func TestNoticesAreSentences(t *testing.T) {
	t.Parallel()
	answer := "HTTP 401\nUnauthorized."
	causes := []alarm.Cause{
		refusedCause("discord", errors.New(answer)),
		linkCause("telegram", bot.Link{Reason: strings.Repeat("x", 5000)}),
	}
	for _, c := range causes {
		for _, s := range []string{c.What, c.Did, c.Do, c.Over} {
			if !strings.HasSuffix(s, ".") || strings.Contains(s, "..") || strings.Contains(s, "\n") || len([]rune(s)) > 400 {
				t.Errorf("%s says %.450q", c.Key, s)
			}
		}
	}
}

// TestLostChannelIsToldAndItsReturn pauses a channel, over a restart of the
// alarms, and has it come back.
func TestLostChannelIsToldAndItsReturn(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a, _, out := observed(t)
		defer func() { _ = a.Close() }()
		c, err := a.store.SaveChannel(t.Context(), bot.Channel{Address: bot.Address{Platform: bot.Discord, ID: "42"}, Title: "Readers"})
		if err != nil {
			t.Fatal(err)
		}
		if err := a.store.Pause(t.Context(), c.Address, "the bot was removed", time.Now()); err != nil {
			t.Fatal(err)
		}
		a.alarms.gone(t.Context(), c, "the bot was removed")
		expect(t, told(t, a, out, time.Hour), "lost",
			[]string{"Readers (discord/42) cannot be written to any more: the bot was removed."}, nil)
		a.alarms = a.newAlarms()
		expect(t, told(t, a, out, time.Hour), "told before the restart", nil, []string{"Readers"})
		if len(a.standing()) > 0 {
			t.Error("a lost channel counts as a failure of Herald")
		}
		if _, err := a.store.SaveChannel(t.Context(), c); err != nil {
			t.Fatal(err)
		}
		expect(t, told(t, a, out, time.Minute), "back", []string{"Over: Readers (discord/42) can be written to again."}, nil)
		expect(t, told(t, a, out, time.Hour), "once", nil, []string{"Readers"})
	})
}
