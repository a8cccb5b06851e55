package alarm

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"
)

// Store keeps one text. It is safe for concurrent use.
type Store interface {
	Get(ctx context.Context, key string) (string, error)
	Put(ctx context.Context, key, value string) error
}

// Options are what a Board needs. Store and Tell must be set.
type Options struct {
	Store Store
	// Tell hands a notice to the admins. The same key is the same notice: after an
	// error it may come again, to those too who have had it.
	Tell func(ctx context.Context, key, text string) error
	// Gather is how long after a notice of a group the next one waits, so that
	// many causes come in one: a network that fails takes all sources with it.
	Gather map[string]time.Duration
	Now    func() time.Time
}

// Board tells the admins of causes. Look and Load are for one goroutine, Standing
// for any.
type Board struct {
	Options
	loaded bool
	dirty  bool
	spoke  map[string]time.Time

	mu   sync.Mutex
	book book
}

// New makes a Board.
func New(o Options) *Board {
	if o.Now == nil {
		o.Now = time.Now
	}
	return &Board{Options: o, spoke: map[string]time.Time{}}
}

// storeKey is where the book is kept.
const storeKey = "alarms"

// Look takes in what is wrong now and tells what is to be told. What could not
// be told is told at the next look; what could not be kept stays in memory.
func (b *Board) Look(ctx context.Context, p Picture) error {
	if err := b.Load(ctx); err != nil {
		return err
	}
	now := b.Now().UTC().Round(0)
	old := b.current()
	next, changes := compare(old, p, now)
	var errs []error
	for _, g := range slices.Sorted(maps.Keys(changes)) {
		errs = append(errs,
			b.speak(g, len(changes[g].fresh), now, func() error { return b.begin(ctx, next, changes[g].fresh, now) }),
			b.speak("over/"+g, len(changes[g].over), now, func() error { return b.end(ctx, next, changes[g].over, now) }))
	}
	b.dirty = b.dirty || !maps.Equal(old, next)
	b.mu.Lock()
	b.book = next
	b.mu.Unlock()
	return errors.Join(append(errs, b.save(ctx))...)
}

// speak has n things told unless that has to wait for more: what is the group,
// beginnings and ends apart.
func (b *Board) speak(what string, n int, now time.Time, tell func() error) error {
	wait := b.Gather[strings.TrimPrefix(what, "over/")]
	if last, spoke := b.spoke[what]; n == 0 || spoke && now.Sub(last) < wait {
		return nil
	}
	if err := tell(); err != nil {
		return err
	}
	b.spoke[what] = now
	return nil
}

// begin tells of causes of one group and notes in the book that it did.
func (b *Board) begin(ctx context.Context, next book, fresh []Cause, now time.Time) error {
	keys := make([]string, len(fresh))
	for i, f := range fresh {
		keys[i] = f.Key
	}
	if err := b.Tell(ctx, noticeKey("alarm", next, keys), raised(next, fresh, now)); err != nil {
		return fmt.Errorf("tell of %s: %w", fresh[0].Key, err)
	}
	for _, f := range fresh {
		e := next[f.Key]
		e.Told, e.Version, e.What, e.Over = now, f.Version, f.What, f.Over
		next[f.Key] = e
	}
	return nil
}

// end tells that causes of one group are over, and forgets them.
func (b *Board) end(ctx context.Context, next book, over []string, now time.Time) error {
	if err := b.Tell(ctx, noticeKey("over", next, over), ended(next, over, now)); err != nil {
		return fmt.Errorf("tell of the end of %s: %w", over[0], err)
	}
	for _, key := range over {
		delete(next, key)
	}
	return nil
}

// noticeKey is the same for a notice that is repeated because not all admins could
// be told, and no other's: what is remembered of its causes changes once it was told.
func noticeKey(what string, b book, keys []string) string {
	h := fnv.New64a()
	for _, key := range keys {
		e := b[key]
		_, _ = fmt.Fprintf(h, "%q %d %d\n", key, e.Since.UnixNano(), e.Told.UnixNano()) // a hash takes all
	}
	return fmt.Sprintf("%s/%s/%016x", what, keys[0], h.Sum64())
}

func (b *Board) current() book {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.book
}

// Standing are the causes that were told and are not over, the oldest first.
func (b *Board) Standing() []Standing {
	book := b.current() // never changed, only replaced
	var list []Standing
	for key, e := range book {
		if !e.Told.IsZero() {
			list = append(list, Standing{key, e})
		}
	}
	slices.SortFunc(list, func(x, y Standing) int { return x.Since.Compare(y.Since) })
	return list
}

// Load reads what was kept, once; until then nothing stands. Look does it too.
func (b *Board) Load(ctx context.Context) error {
	if b.loaded {
		return nil
	}
	text, err := b.Store.Get(ctx, storeKey)
	if err != nil {
		return fmt.Errorf("read alarms: %w", err)
	}
	kept := book{}
	if text != "" {
		if err := json.Unmarshal([]byte(text), &kept); err != nil {
			kept = book{} // better told twice than never again
		}
	}
	b.loaded = true
	b.mu.Lock()
	b.book = kept
	b.mu.Unlock()
	return nil
}

func (b *Board) save(ctx context.Context) error {
	if !b.dirty {
		return nil
	}
	text, err := json.Marshal(b.current())
	if err != nil {
		return fmt.Errorf("write alarms: %w", err)
	}
	if err := b.Store.Put(ctx, storeKey, string(text)); err != nil {
		return fmt.Errorf("keep alarms: %w", err)
	}
	b.dirty = false
	return nil
}
