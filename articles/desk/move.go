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

// regrouped is what came of grouping the story of an article anew.
type regrouped struct {
	// home is where the article is told now.
	home articles.StoryID
	// was are the verdicts before on the stories to which articles came.
	was verdicts
	// developed says that people are told of it.
	developed bool
}

// regroup groups the story that an article was filed to anew.
func (d *Desk) regroup(ctx context.Context, store Store, a articles.Article, id articles.StoryID) (regrouped, error) {
	g, key := regrouped{home: id, was: verdicts{}}, memberKey(a)
	err := d.window.regroup(id, func(r Regrouping) (Regrouping, error) {
		m, was, err := d.move(ctx, store, r)
		if err != nil {
			return r, err
		}
		r.To = m.To
		g.was.note(judged(m.To, was, m.Verdict))
		if r.From == g.home && (r.Whole() || slices.Contains(r.keys, key)) {
			g.home = r.To
		}
		g.developed = g.developed || developed(m.Changes)
		d.Log.Info("stories grouped anew", "story", int64(r.To), "from", int64(r.From), "reason", r.Reason)
		return r, nil
	})
	if errors.Is(err, errStale) {
		err = nil // the window has let go of it
	}
	return g, err
}

// move writes a regrouping, and returns it with the story to which articles came
// and how that was judged before.
func (d *Desk) move(ctx context.Context, store Store, r Regrouping) (m Move, was articles.Verdict, err error) {
	from, err := d.openStory(ctx, store, r.From)
	if err != nil {
		return m, was, err
	}
	to := articles.Story{}
	if r.To != 0 {
		if to, err = d.openStory(ctx, store, r.To); err != nil {
			return m, was, err
		}
	}
	now, earlier := d.Now(), to.Articles
	was = to.Verdict
	m = Move{From: r.From, To: r.To, Whole: r.Whole(), Reason: r.Reason, At: now, Topics: to.Topics}
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
		return m, was, errStale
	}
	by := newcomer(earlier, m.Articles)
	if r.Whole() && binding(from.Verdict) > binding(to.Verdict) {
		to.Verdict, by = from.Verdict, newcomer(m.Articles, earlier)
	}
	m.Verdict = Judge(to, now, d.Rules())
	m.Weight = d.weight(to, m.Verdict, m.Topics, now)
	m.Changes = dated(confirmed(to.Verdict, m.Verdict, by), now)
	m.To, err = store.Regroup(ctx, m)
	return m, was, err
}

// binding ranks verdicts by how far they bind: of two stories that are one, the more
// binding verdict holds. What was posted stays so, then what was decided does, then
// the time that an admin was given.
func binding(v articles.Verdict) int {
	switch {
	case v.Breaking:
		return 3
	case settled(v), v.Waiting == articles.WaitEditor:
		return 2
	case v.Waiting == articles.WaitApproval:
		return 1
	}
	return 0
}

// newcomer is the first publisher that tells a story in its own words and was not
// among those who told it; empty where there is none.
func newcomer(told, others []articles.Article) string {
	for _, a := range others {
		if a.CopyOf == "" && !slices.ContainsFunc(told, func(b articles.Article) bool { return articles.SamePublisher(a.Publisher, b.Publisher) }) {
			return a.Publisher
		}
	}
	return ""
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
