package desk

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"herald/articles"
)

// errStale says that a story is not what the window takes it for.
var errStale = errors.New("the story was changed by somebody else")

// maxRemark is up to how many articles of a story it is found out anew, when
// others come to it, which of them repeat each other.
const maxRemark = 24

// regroup groups the story that an article was filed to anew. home is where the
// article is told now, and changed are the stories that gained or lost articles.
func (d *Desk) regroup(ctx context.Context, store Store, a articles.Article, id articles.StoryID) (home articles.StoryID, changed []articles.StoryID, err error) {
	home, key := id, memberKey(a)
	err = d.window.regroup(id, func(r Regrouping) (Regrouping, error) {
		var err error
		if r.To, err = d.move(ctx, store, r); err != nil {
			return r, err
		}
		if r.From == home && (r.Whole() || slices.Contains(r.keys, key)) {
			home = r.To
		}
		if !r.Whole() {
			changed = append(changed, r.From)
		}
		changed = append(changed, r.To)
		d.Log.Info("stories grouped anew", "story", int64(r.To), "from", int64(r.From), "reason", r.Reason)
		return r, nil
	})
	if errors.Is(err, errStale) {
		err = nil // the window has let go of it
	}
	return home, changed, err
}

// move writes a regrouping, and returns the story to which articles came.
func (d *Desk) move(ctx context.Context, store Store, r Regrouping) (articles.StoryID, error) {
	from, err := d.openStory(ctx, store, r.From)
	if err != nil {
		return 0, err
	}
	to := articles.Story{}
	if r.To != 0 {
		if to, err = d.openStory(ctx, store, r.To); err != nil {
			return 0, err
		}
	}
	now := d.Now()
	m := Move{From: r.From, To: r.To, Whole: r.Whole(), Reason: r.Reason, At: now, Topics: to.Topics}
	for _, a := range from.Articles {
		if !r.Whole() && !slices.Contains(r.keys, memberKey(a)) {
			m.Left = union(m.Left, d.topics(a), d.Topics())
			continue
		}
		if len(to.Articles) < maxRemark {
			a.CopyOf = copyOf(a, to.Articles)
		}
		to.Articles = append(to.Articles, a)
		m.Articles = append(m.Articles, a)
		m.Topics = union(m.Topics, d.topics(a), d.Topics())
	}
	if len(m.Articles) == 0 {
		d.window.Remove(r.From)
		return 0, errStale
	}
	if r.Whole() && from.Verdict.Breaking && !to.Verdict.Breaking {
		to.Verdict = from.Verdict
	}
	m.Verdict = Judge(to, now, d.Rules())
	return store.Regroup(ctx, m)
}

// openStory reads an open story. One that is not told under its number any more is
// taken out of the window.
func (d *Desk) openStory(ctx context.Context, store Store, id articles.StoryID) (articles.Story, error) {
	s, err := store.Story(ctx, id)
	switch {
	case errors.Is(err, articles.ErrNoStory) || err == nil && (s.Withdrawn != "" || s.ID != id):
		d.window.Remove(id)
		return s, errStale
	case err != nil:
		return s, fmt.Errorf("read story %s: %w", id, err)
	}
	return s, nil
}
