package desk

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"herald/articles"
)

// BadArticle is an article that cannot be filed whatever happens; asking its
// source again does not help.
type BadArticle struct {
	// ID and Source name it, as far as they are known.
	ID, Source string
	Err        error
}

// Error names the article and says what is wrong with it.
func (b *BadArticle) Error() string {
	return fmt.Sprintf("article %q of source %q: %v", b.ID, b.Source, b.Err)
}

// Unwrap is what is wrong.
func (b *BadArticle) Unwrap() error { return b.Err }

// File files articles in their order: joins each to its story or opens one, or
// brings it up to date if it was filed before. What has not changed is not
// written. Articles that cannot be filed come back as *BadArticle errors, joined,
// and the others are filed. An error without a *BadArticle in it is the store's,
// and ended it: file the same articles again later.
func (d *Desk) File(ctx context.Context, batch []articles.Article) error {
	if len(batch) == 0 {
		return nil
	}
	filed, err := d.fileAll(ctx, batch)
	for _, f := range filed {
		d.OnFiled(ctx, f.article, f.story)
		if !f.breaking {
			continue
		}
		story, failed := d.Store.Story(ctx, f.story)
		if failed != nil {
			// It is filed as breaking; only those who wait for it at once wait
			// for the next tick instead.
			d.Log.Warn("cannot tell of a breaking story", "story", int64(f.story), "err", failed)
			continue
		}
		d.tellBreaking(ctx, story)
	}
	return err
}

// filed is what became of an article.
type filed struct {
	article  articles.Article
	story    articles.StoryID
	breaking bool // its story has just become breaking
}

// fileAll files a batch while others wait, and calls nobody back meanwhile.
func (d *Desk) fileAll(ctx context.Context, batch []articles.Article) (all []filed, err error) {
	if err := d.lock(ctx); err != nil {
		return nil, err
	}
	defer d.unlock()
	if err := d.load(ctx); err != nil {
		return nil, err
	}
	d.window.Trim(d.Now())
	var bad []error
	for _, a := range batch {
		a = Sanitise(a, d.Now())
		if err := a.Validate(); err != nil {
			bad = append(bad, &BadArticle{ID: a.ID, Source: a.Source, Err: err})
			continue
		}
		f, changed, err := d.fileOne(ctx, a)
		if err != nil {
			if len(bad) > 0 {
				d.Log.Warn("articles not filed", "err", errors.Join(bad...))
			}
			return all, fmt.Errorf("file article %q of source %q: %w", a.ID, a.Source, err)
		}
		if changed {
			all = append(all, f)
		}
	}
	return all, errors.Join(bad...)
}

// tries is how often an article is decided about anew when another process was
// quicker.
const tries = 4

// fileOne files one article, and says whether anything was written.
func (d *Desk) fileOne(ctx context.Context, a articles.Article) (f filed, changed bool, err error) {
	for range tries {
		old, known, err := d.Store.Find(ctx, a)
		if err != nil {
			return filed{}, false, fmt.Errorf("find: %w", err)
		}
		if known {
			f, changed, err = d.update(ctx, old, a)
		} else {
			f, changed, err = d.add(ctx, a)
		}
		if !errors.Is(err, ErrConflict) {
			return f, changed, err
		}
	}
	return filed{}, false, ErrConflict
}

// add files an article that was not filed before.
func (d *Desk) add(ctx context.Context, a articles.Article) (filed, bool, error) {
	story, reason, err := d.join(ctx, a)
	if err != nil {
		return filed{}, false, err
	}
	was := story.Verdict.Breaking
	story.Articles = append(story.Articles, a)
	now := d.Now()
	filing := Filing{
		Article: a, Story: story.ID, Joined: reason, At: now,
		Verdict: Judge(story, now, d.Rules()),
		Topics:  union(story.Topics, d.topics(a), d.Topics()),
	}
	id, err := d.Store.File(ctx, filing)
	if err != nil {
		return filed{}, false, err
	}
	d.window.Add(id, a)
	d.window.setTopics(id, filing.Topics)
	return filed{a, id, filing.Verdict.Breaking && !was}, true, nil
}

// join finds the story that a tells, zero where it tells a new one, and why. What
// turns out to be told no more is taken out of the window.
func (d *Desk) join(ctx context.Context, a articles.Article) (s articles.Story, reason string, err error) {
	for {
		match, ok := Join(a, d.window.Candidates(a), d.window.Len(), d.window.Rarity)
		if !ok {
			return articles.Story{}, cmp.Or(match.Reason, "no open story shares its words"), nil
		}
		s, err = d.Store.Story(ctx, match.Story)
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
func (d *Desk) update(ctx context.Context, old Filed, a articles.Article) (filed, bool, error) {
	m, changed := merged(old.Article, a)
	if !changed {
		return filed{}, false, d.alsoTopics(ctx, old.Story, a)
	}
	story, err := d.Store.Story(ctx, old.Story)
	if err != nil {
		return filed{}, false, fmt.Errorf("read story %s: %w", old.Story, err)
	}
	for i, b := range story.Articles {
		if b.Source == m.Source && b.ID == m.ID {
			story.Articles[i] = m
		}
	}
	now := d.Now()
	topics := union(d.topics(m), d.topics(a), d.Topics())
	filing := Filing{
		Article: m, Story: old.Story, Update: true, At: now,
		Verdict: Judge(story, now, d.Rules()),
		Topics:  union(story.Topics, topics, d.Topics()),
	}
	if _, err := d.Store.File(ctx, filing); err != nil {
		return filed{}, false, err
	}
	d.window.setTopics(old.Story, filing.Topics)
	return filed{m, old.Story, filing.Verdict.Breaking && !story.Verdict.Breaking}, true, nil
}

// alsoTopics adds the topics of an unchanged article to its open story: a second
// source of the publisher may list other topics than the first.
func (d *Desk) alsoTopics(ctx context.Context, id articles.StoryID, a articles.Article) error {
	c := d.window.open[id]
	if c == nil {
		return nil
	}
	topics := union(c.topics, d.topics(a), d.Topics())
	if slices.Equal(topics, c.topics) {
		return nil
	}
	if err := d.Store.SetTopics(ctx, id, topics); err != nil {
		return fmt.Errorf("set topics of story %s: %w", id, err)
	}
	c.topics = topics
	return nil
}

// topics are the names of the topics of an article.
func (d *Desk) topics(a articles.Article) []string {
	return articles.MatchTopics(a, d.Source(a.Source), d.Topics())
}

// union are the names in either list, in the order of the configured topics;
// names that are no longer configured are left out.
func union(a, b []string, configured []articles.Topic) []string {
	var names []string
	for _, t := range configured {
		if slices.Contains(a, t.Name) || slices.Contains(b, t.Name) {
			names = append(names, t.Name)
		}
	}
	return names
}

// tellBreaking tells of a story that has become breaking.
func (d *Desk) tellBreaking(ctx context.Context, s articles.Story) {
	d.Log.Info("story is breaking", "story", int64(s.ID), "reason", s.Verdict.Reason)
	if s.Withdrawn == "" {
		d.OnBreaking(ctx, s)
	}
}
