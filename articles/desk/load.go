package desk

import (
	"context"
	"fmt"

	"herald/articles"
)

// Load reads the open stories, so that articles can join those that were told
// before the start. File waits for it, or does it if nobody has; everything else
// goes on meanwhile with the stories that were read so far.
func (d *Desk) Load(ctx context.Context) error {
	select {
	case d.loading <- struct{}{}:
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	defer func() { <-d.loading }()
	if err := d.lock(ctx); err != nil {
		return err
	}
	loaded := d.loaded
	d.unlock()
	if loaded {
		return nil
	}
	return d.load(ctx)
}

// lockLoaded locks the desk once the open stories were read.
func (d *Desk) lockLoaded(ctx context.Context) error {
	for {
		if err := d.Load(ctx); err != nil {
			return err
		}
		if err := d.lock(ctx); err != nil || d.loaded {
			return err
		}
		d.unlock() // they are to be read anew
	}
}

func (d *Desk) load(ctx context.Context) error {
	if err := d.lock(ctx); err != nil {
		return err
	}
	d.window = NewWindow()
	err := d.loadShelf(ctx)
	d.unlock()
	if err != nil {
		return err
	}
	since := d.Now().Add(-2 * openFor) // some are still told
	err = d.Store.EachOpen(ctx, since, maxOpen, func(s articles.Story) error {
		if err := d.lock(ctx); err != nil {
			return err
		}
		defer d.unlock()
		d.remember(s)
		return nil
	})
	if err != nil {
		return fmt.Errorf("read open stories: %w", err)
	}
	if err := d.lock(ctx); err != nil {
		return err
	}
	defer d.unlock()
	d.window.Trim(d.Now())
	d.loaded = true
	d.Log.Debug("open stories read", "count", d.window.Len())
	return nil
}
