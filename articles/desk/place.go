package desk

import (
	"context"
	"errors"
	"fmt"
	"time"

	"herald/articles"
)

// add files an article that was not filed before. Here and below everything goes
// through store, which may be one transaction.
func (d *Desk) add(ctx context.Context, store Store, a articles.Article) (filed, bool, error) {
	story, match, err := d.join(ctx, store, a)
	if err != nil {
		return filed{}, false, err
	}
	was := story.Verdict
	a.CopyOf = copyOf(a, story.Articles)
	story.Articles = append(story.Articles, a)
	now, matches := d.Now(), d.matches(a)
	filing := Filing{
		Article: a, Story: story.ID, Joined: joined(story.ID, match), At: now, Matches: matches,
		Verdict: Judge(story, now, d.Rules()),
		Topics:  union(story.Topics, topicNames(matches), d.Topics()),
		Changes: dated(arrived(story, a), now), Shown: story.ID != 0,
	}
	filing.Weight = d.weight(story, filing.Verdict, filing.Topics, now)
	filing.Changes = append(filing.Changes, dated(confirmed(story.Verdict, filing.Verdict, a.Publisher), now)...)
	id, err := store.File(ctx, filing)
	if err != nil {
		return filed{}, false, err
	}
	d.window.Add(id, a)
	d.window.setTopics(id, filing.Topics)
	if d.OnJoined != nil {
		d.OnJoined(Step{Article: a, Story: id, Joined: story.ID != 0, Match: match})
	}
	f := filed{article: a, was: verdicts{}, developed: developed(filing.Changes)}
	f.was.note(judged(id, was, filing.Verdict))
	if story.ID == 0 && match.far() {
		f.story = id
		return f, true, nil
	}
	g, err := d.regroup(ctx, store, a, id)
	if err != nil {
		return filed{}, false, err
	}
	f.was.note(g.was)
	f.story, f.developed = g.home, f.developed || g.developed
	return f, true, nil
}

// joined says why an article joined a story, or opened one.
func joined(id articles.StoryID, m Match) string {
	switch {
	case id != 0:
		return m.Reason
	case m.Reason == "":
		return "opened a story: no open story is like it"
	}
	return "opened a story, being only " + m.Reason
}

// join finds the story that a tells, zero where it tells a new one, and the
// nearest. What turns out to be told no more is taken out of the window.
func (d *Desk) join(ctx context.Context, store Store, a articles.Article) (s articles.Story, match Match, err error) {
	for {
		match, ok := d.window.Join(a)
		if !ok {
			return articles.Story{}, match, nil
		}
		s, err = d.openStory(ctx, store, match.Story)
		if !errors.Is(err, errStale) {
			return s, match, err
		}
	}
}

// update brings an article up to date that was filed before.
func (d *Desk) update(ctx context.Context, store Store, old Filed, a articles.Article) (filed, bool, error) {
	if overtaken(old.Article, a) {
		return filed{}, false, nil
	}
	m, changed := merged(old.Article, a)
	if !changed {
		return filed{}, false, d.alsoTopics(ctx, store, old.Story, a)
	}
	story, err := store.Story(ctx, old.Story)
	if err != nil {
		return filed{}, false, fmt.Errorf("read story %s: %w", old.Story, err)
	}
	earlier, withdrawn := story, story.Withdrawn
	story.Articles, m = afterwards(story, old.Article, m)
	filing := d.refiling(story, old, m, a)
	if filing.Withdrawn == "" {
		filing.Changes = dated(revised(earlier, old.Article, m), filing.At)
		filing.Shown = showsOther(old.Article, m)
	}
	if _, err := store.File(ctx, filing); err != nil {
		return filed{}, false, err
	}
	if filing.Restored {
		d.window.Add(old.Story, m)
	}
	d.window.setTopics(old.Story, filing.Topics)
	return filed{
		article: m, story: old.Story, withdrawn: filing.Withdrawn != "" || withdrawn != "" && !filing.Restored,
		was: judged(old.Story, story.Verdict, filing.Verdict), developed: developed(filing.Changes),
	}, true, nil
}

// refiling is what is to be written of m, which came as a and was filed as old;
// story has the articles that are told from now on.
func (d *Desk) refiling(story articles.Story, old Filed, m, a articles.Article) Filing {
	now, matches := d.Now(), d.matches(m)
	f := Filing{
		Article: m, Story: old.Story, Update: true, At: now, Matches: matches, Verdict: story.Verdict,
		Topics: union(story.Topics, union(topicNames(matches), d.topics(a), d.Topics()), d.Topics()),
	}
	switch {
	case len(story.Articles) == 0:
		if story.Withdrawn == "" {
			f.Withdrawn = takenBack(m)
		}
		return f
	case !m.Standing():
		f.Topics = nil
		for _, b := range story.Articles {
			f.Topics = union(f.Topics, d.topics(b), d.Topics())
		}
	case !old.Article.Standing():
		f.Restored = story.Withdrawn != "" && story.Withdrawn == takenBack(old.Article)
	}
	f.Verdict = Judge(story, now, d.Rules())
	f.Weight = d.weight(story, f.Verdict, f.Topics, now)
	return f
}

// weight is how much a story matters as it is judged now.
func (d *Desk) weight(s articles.Story, v articles.Verdict, topics []string, now time.Time) float64 {
	s.Verdict, s.Topics = v, topics
	return s.Weight(now, d.Rules().Trust)
}
