package app

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"herald/articles"
	"herald/bot/bottest"
	"herald/bot/console"
	"herald/internal/config"
	"herald/internal/store/storetest"
)

const dayConfig = `
store: herald.db
sources:
  - {name: wire, publisher: Northern Wire, folder: ./none}
schedules:
  - {name: breaking, cron: "*/5 * * * *", posts: breaking}
  - {name: hourly, cron: "0 * * * *", posts: latest, limit: 2}
  - {name: morning, cron: "0 7 * * *", timezone: Europe/Berlin, posts: digest, limit: 3}
channels:
  - platform: console
    id: console
    schedules: [breaking, hourly, morning]
    timezone: Europe/Berlin
    quiet: "22:00-06:30"
    breaking_in_quiet: silent
`

// day is a Herald in a bubble of fake time, with a console that records what is
// posted.
type day struct {
	*App
	out  *bottest.Journal
	stop func()
	n    int
}

// newHome is a folder with an empty database.
func newHome(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	storetest.Ready(t, filepath.Join(dir, "herald.db"))
	return dir
}

// begin starts a Herald whose database is in dir.
func begin(t *testing.T, dir string) *day {
	t.Helper()
	return beginWith(t, dir, slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelWarn})))
}

// beginWith starts a Herald that logs to log.
func beginWith(t *testing.T, dir string, log *slog.Logger) *day {
	t.Helper()
	c, err := config.Load([]byte(dayConfig), config.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	d := &day{out: &bottest.Journal{}}
	in, typed := io.Pipe()
	d.App, err = New(t.Context(), Options{
		Config:  c.WithSources(nil),
		Console: console.New(console.Options{In: in, Out: d.out}),
		Log:     log,
	})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- d.Run(ctx) }()
	d.stop = sync.OnceFunc(func() {
		cancel()
		_ = typed.Close() // ends the read that is under way
		if err := <-done; err != nil {
			t.Errorf("Run: %v", err)
		}
		if err := d.Close(); err != nil {
			t.Errorf("Close: %v", err)
		}
	})
	return d
}

// file files an article as if it had just been read.
func (d *day) file(t *testing.T, title string) {
	t.Helper()
	d.n++
	err := d.desk.File(t.Context(), []articles.Article{{
		ID: fmt.Sprintf("%s-%d", title, d.n), Source: "wire", Publisher: "Northern Wire",
		Title: strings.TrimPrefix(title, "BREAKING: "), Marker: marker(title), Appeared: time.Now(),
	}})
	if err != nil {
		t.Fatal(err)
	}
}

func marker(title string) string {
	m, _, _ := articles.CutMarker(title)
	return m
}

// until lets time pass until the clock in Berlin stands at clock.
func (d *day) until(t *testing.T, clock string) string {
	t.Helper()
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now().In(berlin)
	at, err := time.ParseInLocation("15:04", clock, berlin)
	if err != nil {
		t.Fatal(err)
	}
	next := time.Date(now.Year(), now.Month(), now.Day(), at.Hour(), at.Minute(), 30, 0, berlin)
	if !next.After(now) {
		next = next.AddDate(0, 0, 1)
	}
	<-time.NewTimer(next.Sub(now)).C
	synctest.Wait()
	return d.out.Take()
}

// TestDay runs the whole of Herald, database included, through a night and a
// morning of fake time: quiet hours, lists, digests, and ticks missed while it
// was down.
func TestDay(t *testing.T) {
	t.Parallel()
	dir := newHome(t)
	synctest.Test(t, func(t *testing.T) {
		d := begin(t, dir)
		defer func() { d.stop() }()

		expect(t, d.until(t, "20:00"), "nothing new: no post", nil, []string{"──"})
		d.file(t, "Volcano wakes on Askja island")
		d.file(t, "Parliament passes budget after long debate")
		d.file(t, "Chess champion loses title in Riga")
		expect(t, d.until(t, "21:00"), "the hourly list with two of three",
			[]string{"Chess champion", "Parliament passes", "1 more"}, []string{"Volcano"})
		d.file(t, "BREAKING: Bridge over the Sella closed")
		expect(t, d.until(t, "21:05"), "the breaking schedule's tick", []string{"BREAKING · Bridge over"}, nil)

		d.until(t, "22:00")
		d.file(t, "BREAKING: Ferry adrift in the strait")
		expect(t, d.until(t, "22:10"), "breaking in quiet hours is silent", []string{"BREAKING · Ferry adrift", "silent"}, nil)
		d.file(t, "Orchestra names new conductor")
		expect(t, d.until(t, "23:30"), "lists are held in quiet hours", nil, []string{"──"})
		d.file(t, "Glacier shrinks faster than thought")
		expect(t, d.until(t, "06:29"), "still quiet", nil, []string{"──"})
		morning := d.until(t, "06:31")
		expect(t, morning, "one list when the quiet hours end", []string{"Orchestra", "Glacier"}, nil)
		if n := strings.Count(morning, "── "); n != 1 {
			t.Errorf("%d posts came when the quiet hours ended, want one:\n%s", n, morning)
		}

		d.file(t, "Museum returns bronze to Benin")
		d.stop() // down from 6:31 to 7:20, over the digest's tick
		<-time.NewTimer(49 * time.Minute).C
		d = begin(t, dir)
		missed := d.until(t, "07:25")
		expect(t, missed, "the digest missed while down", []string{"Museum returns"}, nil)
		if n := strings.Count(missed, "── "); n != 1 {
			t.Errorf("%d posts came after the restart, want one:\n%s", n, missed)
		}
		expect(t, d.until(t, "07:55"), "nothing twice", nil, []string{"──"})
	})
}

// expect looks for what must and must not have been posted.
func expect(t *testing.T, got, what string, want, not []string) {
	t.Helper()
	for _, w := range want {
		if !strings.Contains(got, w) {
			t.Errorf("%s: %q is missing; posted:\n%s", what, w, got)
		}
	}
	for _, w := range not {
		if strings.Contains(got, w) {
			t.Errorf("%s: %q should not be there; posted:\n%s", what, w, got)
		}
	}
}
