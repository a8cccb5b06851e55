package edition

import (
	"context"
	"errors"
	"fmt"

	"herald/scheduler"
)

// CatchUp owes what should have been owed at once and was not, because the
// program was killed between judging a story and owing it. It is called at the
// start, so that such a story does not wait for the next tick of its schedule.
func (e *Edition) CatchUp(ctx context.Context) error {
	var errs []error
	for _, s := range e.Schedules() {
		if s.AtOnce && s.Posts == scheduler.PostsBreaking {
			errs = append(errs, e.catchUp(ctx, s))
		}
	}
	return errors.Join(errs...)
}

func (e *Edition) catchUp(ctx context.Context, s scheduler.Schedule) error {
	last, err := e.Store.LastTick(ctx, s.Name)
	if err != nil {
		return fmt.Errorf("read last tick of %s: %w", s.Name, err)
	}
	fanouts, err := e.fanouts(ctx, s, last, e.Now())
	if err != nil || len(fanouts) == 0 {
		return err
	}
	n, err := e.Store.Owe(ctx, Tick{Schedule: s.Name}, fanouts)
	if err != nil {
		return fmt.Errorf("owe what broke in %s: %w", s.Name, err)
	}
	e.owed(s.Name, n)
	return nil
}
