package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"

	"herald/articles"
	"herald/articles/feed"
	"herald/internal/config"
	"herald/internal/store"
)

// ReportSources writes how each feed of c is doing by the database, which a
// running Herald may use meanwhile.
func ReportSources(ctx context.Context, w io.Writer, c *config.Config, now time.Time) (err error) {
	db, err := openToLook(ctx, c.Store)
	if err != nil {
		return err
	}
	if db != nil {
		defer func() { err = errors.Join(err, db.Close()) }()
	}
	for _, s := range c.Sources {
		if s.Kind != articles.KindFeed {
			continue
		}
		var state feed.State
		if db != nil {
			if state, err = db.SourceState(ctx, s.Name); err != nil {
				return err
			}
		}
		if _, err := fmt.Fprintf(w, "\n%s: %s\n", s.Name, sourceReport(feed.StatusOf(s, state, now), now)); err != nil {
			return err
		}
	}
	return nil
}

// openToLook opens a database that is there; nil where none is.
func openToLook(ctx context.Context, path string) (*store.Store, error) {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return store.Open(ctx, store.Options{Path: path})
}

// sourceReport is a status in a few lines.
func sourceReport(s feed.SourceStatus, now time.Time) string {
	text := s.URL
	if s.Address != "" {
		text += " (found at " + s.Address + ")"
	}
	switch {
	case s.Failures > 0:
		text += fmt.Sprintf("\n  fails (%d times): %s", s.Failures, s.Error)
	case s.OK.IsZero():
		return text + "\n  not asked yet"
	case !s.Empty.IsZero():
		text += "\n  works, but is empty since " + stamp(s.Empty)
	case !s.Silent.IsZero():
		text += "\n  works, but has had nothing new since " + stamp(s.Silent)
	default:
		text += "\n  works"
	}
	if !s.OK.IsZero() {
		text += "\n  last success: " + stamp(s.OK)
	}
	next := stamp(s.Due)
	if !s.Due.After(now) {
		next = "at once"
	}
	return text + fmt.Sprintf("\n  next look: %s (%s)", next, s.Why)
}

func stamp(t time.Time) string { return t.UTC().Format("Mon 2 Jan 2006 15:04:05 MST") }
