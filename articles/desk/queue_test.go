package desk

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"herald/articles"
)

// slowStore counts transactions; the first waits until it is let go. Those that
// come then fail with what fails gives for how many stories they would open.
type slowStore struct {
	*memory
	commits atomic.Int32
	goOn    chan struct{}
	fails   func(articles int) error
}

func (s *slowStore) Together(ctx context.Context, f func(Store) error) error {
	if s.commits.Add(1) == 1 {
		<-s.goOn
	}
	return s.memory.Together(ctx, func(store Store) error {
		before, _ := s.counts()
		err := f(store)
		after, _ := s.counts()
		return errors.Join(err, s.fails(after-before))
	})
}

// crowd has n callers file an article each while a first one is being filed, and
// gives what became of theirs.
func crowd(t *testing.T, o *office, s *slowStore, n int) []error {
	t.Helper()
	errs := make([]error, n)
	var all sync.WaitGroup
	all.Go(func() { o.file(t, ferryPost) })
	synctest.Wait()
	for i := range n {
		all.Go(func() {
			a := article(fmt.Sprint("Paper ", i), "1", fmt.Sprintf("w%da w%db w%dc", i, i, i), "")
			errs[i] = o.File(t.Context(), []articles.Article{a})
		})
	}
	synctest.Wait()
	close(s.goOn)
	all.Wait()
	return errs
}

func slowOffice() (*office, *slowStore) {
	o := newOffice()
	s := &slowStore{memory: o.store, goOn: make(chan struct{}), fails: func(int) error { return nil }}
	o.Store = s
	return o, s
}

// TestFiledInOneCommit: batches that wait for their turn are filed together, and
// each caller tells of its own.
func TestFiledInOneCommit(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		o, s := slowOffice()
		for i, err := range crowd(t, o, s, 20) {
			if err != nil {
				t.Errorf("caller %d: %v", i, err)
			}
		}
		if stories, _ := s.counts(); stories != 21 || len(o.filed) != 21 || s.commits.Load() != 2 {
			t.Errorf("%d stories of 21, told of %d, in %d commits, want 2", stories, len(o.filed), s.commits.Load())
		}
		if len(o.queue.list) != 0 {
			t.Errorf("%d still wait", len(o.queue.list))
		}
	})
}

// TestFailedInOneCommit: where the common transaction fails, each is filed without
// the others.
func TestFailedInOneCommit(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		o, s := slowOffice()
		s.fails = func(n int) error {
			if n > 1 {
				return errDisk
			}
			return nil
		}
		for i, err := range crowd(t, o, s, 5) {
			if err != nil {
				t.Errorf("caller %d: %v", i, err)
			}
		}
		if stories, _ := s.counts(); stories != 6 || len(o.filed) != 6 || o.window.Len() != 6 {
			t.Errorf("%d stories, told of %d, %d open, want 6", stories, len(o.filed), o.window.Len())
		}
	})
}

// TestGivenUpInQueue: who gives up before its turn has filed nothing, and holds up
// nobody.
func TestGivenUpInQueue(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		o, s := slowOffice()
		ctx, cancel := context.WithCancelCause(t.Context())
		var all sync.WaitGroup
		all.Go(func() { o.file(t, ferryPost) })
		synctest.Wait()
		all.Go(func() {
			if err := o.File(ctx, []articles.Article{mayorPost}); !errors.Is(err, errDisk) {
				t.Errorf("error is %v, want the cause", err)
			}
		})
		synctest.Wait()
		cancel(errDisk)
		synctest.Wait()
		close(s.goOn)
		all.Wait()
		o.file(t, otherFerry)
		if stories, _ := s.counts(); stories != 2 || len(o.queue.list) != 0 {
			t.Errorf("%d stories, want 2; %d still wait", stories, len(o.queue.list))
		}
	})
}
