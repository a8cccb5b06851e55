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
		if err := d.lock(ctx); err != nil || d.loaded {
			return err
		}
		d.unlock()
		if err := d.Load(ctx); err != nil {
			return err
		}
	}
}

func (d *Desk) load(ctx context.Context) error {
	if err := d.lock(ctx); err != nil {
		return err
	}
	d.window = NewWindow()
	clear(d.torn)
	err := d.loadShelf(ctx)
	d.unlock()
	if err != nil {
		return err
	}
	if err := d.loadOpen(ctx); err != nil {
		return fmt.Errorf("read open stories: %w", err)
	}
	if err := d.tidyOpen(ctx); err != nil {
		return err
	}
	if err := d.lock(ctx); err != nil {
		return err
	}
	defer d.unlock()
	d.loaded = true
	d.Log.Debug("open stories read", "count", d.window.Len())
	return nil
}

// loadTogether is how many stories are added to the window at once. Who asks
// something meanwhile waits for these, a few milliseconds; and who adds them waits
// once for those who ask, not for each story.
const loadTogether = 64

// loadOpen adds the open stories to the window.
func (d *Desk) loadOpen(ctx context.Context) error {
	some := make([]recalled, 0, loadTogether)
	add := func() error {
		if err := d.lock(ctx); err != nil {
			return err
		}
		defer d.unlock()
		for _, r := range some {
			d.remember(r)
		}
		some = some[:0]
		return nil
	}
	since := d.Now().Add(-2 * openFor) // some are still told
	err := d.Store.EachOpen(ctx, since, maxOpen, func(s articles.Story) error {
		if some = append(some, readStory(s)); len(some) < loadTogether {
			return nil
		}
		return add()
	})
	if err != nil {
		return err
	}
	return add()
}

// measureTogether is how many stories are measured at once, in a few milliseconds.
const measureTogether = 512

// tidyOpen closes what is old of the open stories, lays the others out without gaps, and
// measures what their terms weigh, now that it is known how rare these are: the first
// who asks for related stories would have to do that for all that are compared.
func (d *Desk) tidyOpen(ctx context.Context) error {
	if err := d.lock(ctx); err != nil {
		return err
	}
	d.window.Trim(d.Now())
	d.window.words.tighten()
	d.unlock()
	for from, more := 0, true; more; from += measureTogether {
		if err := d.lock(ctx); err != nil {
			return err
		}
		more = d.window.measureFrom(from, measureTogether)
		d.unlock()
	}
	return nil
}

// recalled is a story whose articles were read, so that it takes little to add it to
// the window.
type recalled struct {
	story  articles.StoryID
	topics []string
	pieces []piece
}

func readStory(s articles.Story) recalled {
	r := recalled{story: s.ID, topics: s.Topics, pieces: make([]piece, len(s.Articles))}
	for i, a := range s.Articles {
		r.pieces[i] = piece{a, read(a)}
	}
	return r
}

// remember adds a story with its articles to the window.
func (d *Desk) remember(r recalled) {
	for _, p := range r.pieces {
		d.window.last = p.read
		d.window.Add(r.story, p.Article)
	}
	d.window.setTopics(r.story, r.topics)
}
