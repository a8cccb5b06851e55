package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"slices"
	"strings"
	"time"

	"herald/articles"
	"herald/articles/feed"
	"herald/articles/websub"
	"herald/internal/config"
	"herald/internal/store"
)

// ReportSources writes how each source of c is doing by the database, which a
// running Herald may use meanwhile: what is known of each feed, whether each folder
// can be read, and what waits under an embargo.
func ReportSources(ctx context.Context, w io.Writer, c *config.Config, now time.Time) (err error) {
	db, err := openToLook(ctx, c.Store)
	if err != nil {
		return err
	}
	if db != nil {
		defer func() { err = errors.Join(err, db.Close()) }()
	}
	told, err := hubLines(ctx, db, c, now)
	if err != nil {
		return err
	}
	waiting, err := embargoed(ctx, db)
	if err != nil {
		return err
	}
	for _, s := range c.Sources {
		text := folderReport(s)
		if s.Kind == articles.KindFeed {
			var state feed.State
			if db != nil {
				if state, err = db.SourceState(ctx, s.Name); err != nil {
					return err
				}
			}
			status := feed.StatusOf(s, state, now)
			text = sourceReport(status, now) + told(s, status)
		}
		if e := waiting[s.Name]; e.Articles > 0 {
			text += fmt.Sprintf("\n  under an embargo: %s, the first until %s", plural(e.Articles, "article"), stamp(e.Next))
		}
		if _, err := fmt.Fprintf(w, "\n%s: %s\n", s.Name, text); err != nil {
			return err
		}
	}
	return nil
}

// embargoed is what waits under an embargo, by source.
func embargoed(ctx context.Context, db *store.Store) (map[string]store.Embargoed, error) {
	by := map[string]store.Embargoed{}
	if db == nil {
		return by, nil
	}
	list, err := db.Embargoes(ctx)
	for _, e := range list {
		by[e.Source] = e
	}
	return by, err
}

// folderReport says whether the folder of a source can be read.
func folderReport(s articles.Source) string {
	if _, err := os.ReadDir(s.Path); err != nil {
		return fmt.Sprintf("folder %s\n  cannot be read: %v", s.Path, errors.Unwrap(err))
	}
	return fmt.Sprintf("folder %s\n  can be read; it is whenever a file in it changes", s.Path)
}

// hubLines gives what there is to say of the hubs of a source, each in a line.
func hubLines(ctx context.Context, db *store.Store, c *config.Config, now time.Time) (func(articles.Source, feed.SourceStatus) string, error) {
	var leases []websub.Lease
	if db != nil {
		var err error
		if leases, err = db.HubLeases(ctx); err != nil {
			return nil, err
		}
	}
	return func(s articles.Source, status feed.SourceStatus) string {
		var text strings.Builder
		for _, hub := range status.Hubs {
			text.WriteString("\n  hub: " + hubReport(leases, websub.Feed{URL: s.URL, Private: s.Private, Hub: hub}, c.WebSub != "", status.Pushed, now))
		}
		return text.String()
	}, nil
}

// hubReport is what a hub does for a feed, in words; reachable says whether it could
// do anything.
func hubReport(leases []websub.Lease, f websub.Feed, reachable bool, pushed, now time.Time) string {
	name := ""
	if u, err := url.Parse(f.Hub); err == nil {
		name = u.Host
	}
	if !reachable {
		return name + "; it could tell of news if websub.public_url were set"
	}
	i := slices.IndexFunc(leases, func(l websub.Lease) bool {
		return l.URL == f.URL && l.Private == f.Private && l.Hub == f.Hub && l.State != websub.Leaving
	})
	if i < 0 {
		return name + ", not asked yet"
	}
	return name + leaseReport(leases[i], pushed, now)
}

// leaseReport is how far a lease has come, in words.
func leaseReport(l websub.Lease, pushed, now time.Time) string {
	switch {
	case l.State == websub.Denied:
		return " refuses to tell of news" + becauseOf(l.Reason)
	case l.State != websub.Held || !l.Until.After(now):
		return " has not agreed yet" + becauseOf(l.Reason)
	case pushed.IsZero():
		return " tells of news until " + stamp(l.Until)
	}
	return " tells of news until " + stamp(l.Until) + ", last at " + stamp(pushed)
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
		text += fmt.Sprintf("\n  fails (%s): %s", plural(s.Failures, "time"), s.Error)
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
