package desk

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
)

func TestSeats(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newSeats(4)
		three, err := s.take(t.Context(), 3)
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancelCause(t.Context())
		gone := make(chan error)
		go func() {
			_, err := s.take(ctx, 2)
			gone <- err
		}()
		synctest.Wait()
		cancel(errDisk)
		if err := <-gone; !errors.Is(err, errDisk) {
			t.Errorf("error is %v, want the cause", err)
		}
		if len(s.taken) != 3 {
			t.Errorf("%d are taken after one gave up, want 3", len(s.taken))
		}
		all := make(chan func())
		go func() {
			free, err := s.take(t.Context(), 100) // more than there are: all
			if err != nil {
				t.Error(err)
			}
			all <- free
		}()
		synctest.Wait()
		select {
		case <-all:
			t.Fatal("got seats that others have")
		default:
		}
		three()
		(<-all)()
		if len(s.taken) != 0 || len(s.gate) != 0 {
			t.Errorf("%d seats, %d gates are not free at the end", len(s.taken), len(s.gate))
		}
	})
}
