package desk

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"herald/articles"
)

// What was changed in the window and not written after all is torn: it is taken out
// of the window, and read anew before the next article is filed. However much fails,
// and however slow the store is, what was read once is not read again; to read all
// open stories anew could take longer than any caller waits.

// tear takes stories out of the window, of which nobody knows how they stand.
func (d *Desk) tear(touched map[articles.StoryID]bool) {
	for id := range touched {
		d.window.Remove(id)
		d.torn[id] = true
	}
}

// mend reads the torn stories. An error leaves those that were not read.
func (d *Desk) mend(ctx context.Context) error {
	for _, id := range slices.Sorted(maps.Keys(d.torn)) {
		story, err := d.Store.Story(ctx, id)
		switch {
		case errors.Is(err, articles.ErrNoStory) || err == nil && (story.Withdrawn != "" || story.ID != id):
		case err != nil:
			return fmt.Errorf("read story %s anew: %w", id, err)
		default:
			d.remember(readStory(story))
		}
		delete(d.torn, id)
	}
	return nil
}

// mendIn is how long a caller whose articles could not be filed waits for the torn
// stories to be read.
const mendIn = 5 * time.Second

// mendSoon reads the torn stories, also where the caller has given up, so that they
// are found meanwhile. What cannot be read now, mend reads later.
func (d *Desk) mendSoon(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), mendIn)
	defer cancel()
	if err := d.mend(ctx); err != nil {
		d.Log.Debug("stories not read yet after a failure", "count", len(d.torn), "err", err)
	}
}
