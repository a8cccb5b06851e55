package desk

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"herald/articles"
)

// add files an article that was not filed before. Here and below everything goes
// through store, which may be one transaction.
func (d *Desk) add(ctx context.Context, store Store, a articles.Article) (filed, bool, error) {
	story, reason, err := d.join(ctx, store, a)
	if err != nil {
		return filed{}, false, err
	}
	was := story.Verdict.Breaking
	a.CopyOf = copyOf(a, story.Articles)
	story.Articles = append(story.Articles, a)
	now, matches := d.Now(), d.matches(a)
	filing := Filing{
		Article: a, Story: story.ID, Joined: reason, At: now, Matches: matches,
		Verdict: Judge(story, now, d.Rules()),
		Topics:  union(story.Topics, topicNames(matches), d.Topics()),
	}
	id, err := store.File(ctx, filing)
	if err != nil {
		return filed{}, false, err
	}
	d.window.Add(id, a)
	d.window.setTopics(id, filing.Topics)
	return filed{a, id, filing.Verdict.Breaking && !was}, true, nil
}

// join finds the story that a tells, zero where it tells a new one, and why. What
// turns out to be told no more is taken out of the window.
func (d *Desk) join(ctx context.Context, store Store, a articles.Article) (s articles.Story, reason string, err error) {
	for {
		match, ok := d.window.Join(a)
		if !ok {
			return articles.Story{}, cmp.Or(match.Reason, "no open story shares its words"), nil
		}
		s, err = store.Story(ctx, match.Story)
		switch {
		case errors.Is(err, articles.ErrNoStory) || err == nil && s.Withdrawn != "":
			d.window.Remove(match.Story)
		case err != nil:
			return articles.Story{}, "", fmt.Errorf("read story %s: %w", match.Story, err)
		default:
			return s, match.Reason, nil
		}
	}
}

// update brings an article up to date that was filed before.
func (d *Desk) update(ctx context.Context, store Store, old Filed, a articles.Article) (filed, bool, error) {
	m, changed := merged(old.Article, a)
	if !changed {
		return filed{}, false, d.alsoTopics(ctx, store, old.Story, a)
	}
	story, err := store.Story(ctx, old.Story)
	if err != nil {
		return filed{}, false, fmt.Errorf("read story %s: %w", old.Story, err)
	}
	for i, b := range story.Articles {
		if b.Source == old.Article.Source && b.ID == old.Article.ID {
			m.CopyOf = copyOf(m, story.Articles[:i])
			story.Articles[i] = m
		}
	}
	now, matches := d.Now(), d.matches(m)
	topics := union(topicNames(matches), d.topics(a), d.Topics())
	filing := Filing{
		Article: m, Story: old.Story, Update: true, At: now, Matches: matches,
		Verdict: Judge(story, now, d.Rules()),
		Topics:  union(story.Topics, topics, d.Topics()),
	}
	if _, err := store.File(ctx, filing); err != nil {
		return filed{}, false, err
	}
	d.window.setTopics(old.Story, filing.Topics)
	return filed{m, old.Story, filing.Verdict.Breaking && !story.Verdict.Breaking}, true, nil
}
