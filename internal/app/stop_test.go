package app

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"herald/bot/bottest"
	"herald/bot/console"
	"herald/internal/config"
)

// clogged is a terminal that stops taking anything once it is told to.
type clogged struct {
	bottest.Journal
	once    sync.Once
	full    chan struct{} // closed: it takes nothing more
	release chan struct{}
	stuck   chan struct{} // closed when somebody writes in vain
}

func (c *clogged) Write(b []byte) (int, error) {
	select {
	case <-c.full:
		c.once.Do(func() { close(c.stuck) })
		<-c.release
	default:
	}
	return c.Journal.Write(b)
}

// TestStopIsBounded stops Herald while a platform hangs and does not heed any
// deadline: it ends within 20 seconds all the same.
func TestStopIsBounded(t *testing.T) {
	t.Parallel()
	dir := newHome(t)
	synctest.Test(t, func(t *testing.T) {
		out := &clogged{full: make(chan struct{}), release: make(chan struct{}), stuck: make(chan struct{})}
		in, typed := io.Pipe()
		c, err := config.Load([]byte(dayConfig), config.Options{Dir: dir})
		if err != nil {
			t.Fatal(err)
		}
		a, err := New(t.Context(), Options{
			Config: c.WithSources(nil), Console: console.New(console.Options{In: in, Out: out}),
			Log: slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelError + 4})),
		})
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() { done <- a.Run(ctx) }()
		synctest.Wait()
		close(out.full)
		d := &day{App: a}
		d.file(t, "BREAKING: Bridge over the Sella closed")
		<-out.stuck

		began := time.Now()
		cancel()
		err = <-done
		if took := time.Since(began); took > 20*time.Second {
			t.Errorf("it took %v to stop", took)
		} else {
			t.Logf("it took %v to stop", took)
		}
		if err != nil {
			t.Errorf("Run ended with %v", err)
		}
		close(out.release)
		_ = typed.Close()
		synctest.Wait()
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	})
}

// TestAQuietDayIsAQuietLog runs Herald from night to afternoon at the level info: lines tell of
// what happened, and nothing is said every few minutes.
func TestAQuietDayIsAQuietLog(t *testing.T) {
	t.Parallel()
	dir := newHome(t)
	synctest.Test(t, func(t *testing.T) {
		var log bytes.Buffer
		d := beginWith(t, dir, slog.New(slog.NewTextHandler(&log, nil)))
		defer func() { d.stop() }()
		d.until(t, "02:00")
		d.file(t, "Parliament passes budget after long debate")
		d.file(t, "BREAKING: Bridge over the Sella closed")
		d.until(t, "14:00")
		d.stop()
		lines := strings.Count(log.String(), "\n")
		if lines > 12 || strings.Contains(log.String(), "level=WARN") || strings.Contains(log.String(), "level=ERROR") {
			t.Errorf("%d lines:\n%s", lines, &log)
		}
	})
}
