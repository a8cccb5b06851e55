package store

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync/atomic"
	"time"

	"herald/articles/desk"
)

// Options say how to open a store.
type Options struct {
	// Path is the database file; it and its folder are made where missing.
	// ":memory:" keeps everything in memory until Close.
	Path string
	// Log hears of migrations. Nil: nobody does.
	Log *slog.Logger
	// Now is the clock where callers give no time: for the age of matches, and
	// for what is counted as owed now. Nil: time.Now.
	Now func() time.Time
	// Gather is how long the outcome of a delivery waits for others, to be written
	// with them in one commit. Zero: not at all.
	Gather time.Duration
	// Updates says how posts are kept up to date; it is asked at each change. Nil:
	// the defaults.
	Updates func() Updates
}

// Updates say how posts that were sent are kept up to date with their stories.
type Updates struct {
	// For is how long after it was sent a post is edited. Zero: never.
	For time.Duration
	// Replies is how many developments of one story are told in answer to a post
	// in a day, at most; the withdrawal of the story comes besides. Zero: none.
	Replies int
}

// DefaultUpdates hold where nothing else is configured.
func DefaultUpdates() Updates { return Updates{For: 6 * time.Hour, Replies: 3} }

// Store is the database. It is safe for concurrent use, also by several
// processes that open the same file.
type Store struct {
	// writer has one connection: SQLite takes one writer at a time. Waiting for
	// it here is fair and cheap, while two connections would poll each other.
	writer pool
	// readers see the last committed state and wait for nobody. In memory it is
	// the writer itself.
	readers pool
	// settling gathers the outcomes that one commit writes.
	settling *batch
	// within, where it is not nil, is the transaction that everything is done in:
	// see Together.
	within *joint
	log    *slog.Logger
	now    func() time.Time
	// perHour is how many breaking posts a channel gets in any hour: see SetPerHour.
	perHour *atomic.Int64
	updates func() Updates
}

// Open opens the database, makes it if there is none, and brings it up to date.
// Its errors name the file and what an operator can do.
func Open(ctx context.Context, o Options) (*Store, error) {
	s := newStore(o)
	if err := s.open(ctx, o.Path); err != nil {
		return nil, fmt.Errorf("open database %s: %w", o.Path, errors.Join(err, s.Close()))
	}
	return s, nil
}

// newStore is a store that is not connected.
func newStore(o Options) *Store {
	s := &Store{log: o.Log, now: o.Now, updates: o.Updates, perHour: new(atomic.Int64), settling: newBatch(o.Gather)}
	if s.updates == nil {
		s.updates = DefaultUpdates
	}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	s.log = s.log.With("part", "store")
	if s.now == nil {
		s.now = time.Now
	}
	return s
}

// open makes the file and connects; Open closes what it leaves behind on failure.
func (s *Store) open(ctx context.Context, path string) error {
	if err := prepareFile(path); err != nil {
		return err
	}
	if err := s.connect(path); err != nil {
		return err
	}
	return s.bringUp(ctx)
}

// bringUp brings the database up to date.
func (s *Store) bringUp(ctx context.Context) error {
	if err := s.migrate(ctx, migrations()); err != nil {
		return err
	}
	if err := s.makeEpoch(ctx); err != nil {
		return err
	}
	return s.refillWords(ctx, desk.TelltalesVersion())
}

// Close waits for what is under way and closes the database. Nothing may be
// called after it.
func (s *Store) Close() error {
	var errs []error
	if s.readers.DB != nil && s.readers != s.writer {
		errs = append(errs, s.readers.close())
	}
	if s.writer.DB != nil {
		// The last to close folds the write-ahead log into the file.
		errs = append(errs, s.writer.close())
	}
	return errors.Join(errs...)
}
