package desk

import (
	"context"
	"errors"
	"fmt"
	"time"

	"herald/articles"
)

// What an admin cannot decide any more.
var (
	ErrWithdrawn  = errors.New("the story was withdrawn")
	ErrPosted     = errors.New("the story is breaking already")
	ErrNotWaiting = errors.New("the story does not wait")
)

// Break makes a story breaking because an admin, by, says so, and returns it. One
// that is breaking already stays as it is. It returns articles.ErrNoStory or
// ErrWithdrawn where that cannot be.
func (d *Desk) Break(ctx context.Context, id articles.StoryID, by string) (articles.Story, error) {
	return d.rule(ctx, id, func(c *judging) (articles.Verdict, error) {
		if c.story.Verdict.Breaking {
			return c.story.Verdict, nil
		}
		return c.decide(true, by), nil
	})
}

// Refuse settles that a story is not breaking, because an admin says so. One that
// was refused already stays as it is; one that is breaking gives ErrPosted.
func (d *Desk) Refuse(ctx context.Context, id articles.StoryID, by string) (articles.Story, error) {
	return d.rule(ctx, id, func(c *judging) (articles.Verdict, error) {
		switch v := c.story.Verdict; {
		case v.Breaking:
			return v, ErrPosted
		case v.Rule == articles.RuleDecided:
			return v, nil
		}
		return c.decide(false, by), nil
	})
}

// Hold has a story that waits for an admin, or for a second voice, wait without
// end until an admin decides. One that is held already stays as it is; one that
// does not wait gives ErrNotWaiting.
func (d *Desk) Hold(ctx context.Context, id articles.StoryID, by string) (articles.Story, error) {
	return d.rule(ctx, id, func(c *judging) (articles.Verdict, error) {
		switch v := c.story.Verdict; v.Waiting {
		case "":
			return v, ErrNotWaiting
		case articles.WaitEditor:
			return v, nil
		}
		return c.hold(by), nil
	})
}

// rule has an admin judge a story, and returns it as it stands afterwards. Two who
// decide at once decide one after the other.
func (d *Desk) rule(ctx context.Context, id articles.StoryID, judge func(*judging) (articles.Verdict, error)) (articles.Story, error) {
	s, was, err := d.ruled(ctx, id, judge)
	if err == nil && !s.Verdict.Same(was) {
		d.tell(ctx, s, was)
	}
	return s, err
}

func (d *Desk) ruled(ctx context.Context, id articles.StoryID, judge func(*judging) (articles.Verdict, error)) (s articles.Story, was articles.Verdict, err error) {
	if err := d.lock(ctx); err != nil {
		return s, was, err
	}
	defer d.unlock()
	s, err = d.Store.Story(ctx, id)
	if err != nil {
		return s, was, fmt.Errorf("read story %s: %w", id, err)
	}
	was = s.Verdict
	if s.Withdrawn != "" {
		return s, was, ErrWithdrawn
	}
	v, err := judge(newCase(s, d.Now(), d.Rules()))
	if err != nil || v.Same(was) {
		return s, was, err
	}
	if err := d.Store.SetVerdict(ctx, id, v); err != nil {
		return s, was, fmt.Errorf("set verdict of story %s: %w", id, err)
	}
	s.Verdict = v
	return s, was, nil
}

// Retitle gives a story a headline written by an admin, and returns it. Its lead
// changes that no more. An empty one is no headline and changes nothing.
func (d *Desk) Retitle(ctx context.Context, id articles.StoryID, headline, by string) (articles.Story, error) {
	if err := d.lock(ctx); err != nil {
		return articles.Story{}, err
	}
	defer d.unlock()
	s, err := d.Store.Story(ctx, id)
	switch headline = line(headline, articles.MaxTitle); {
	case err != nil:
		return s, fmt.Errorf("read story %s: %w", id, err)
	case s.Withdrawn != "":
		return s, ErrWithdrawn
	case headline == "" || headline == s.Headline:
		return s, nil
	}
	if err := d.Store.SetHeadline(ctx, id, headline, by); err != nil {
		return s, fmt.Errorf("set headline of story %s: %w", id, err)
	}
	s.Headline, s.HeadlineBy = headline, by
	return s, nil
}

// Review judges anew the stories that wait, as the rules may have changed, and
// those that waited too long; it tells of each that still waits for an admin
// (OnWaiting), and returns when to look again, zero for not before something
// changes.
func (d *Desk) Review(ctx context.Context) (next time.Time, err error) {
	stories, err := d.Store.Waiting(ctx)
	if err != nil {
		return next, fmt.Errorf("read waiting stories: %w", err)
	}
	for _, s := range stories {
		s, err := d.rule(ctx, s.ID, (*judging).review)
		switch {
		case errors.Is(err, ErrWithdrawn), errors.Is(err, articles.ErrNoStory):
			continue
		case err != nil:
			return next, err
		}
		if s.Verdict.Waiting == articles.WaitApproval {
			d.OnWaiting(ctx, s)
		}
		if at := d.Rules().reviewAt(s.Verdict); !at.IsZero() && (next.IsZero() || at.Before(next)) {
			next = at
		}
	}
	return next, nil
}

// review judges a story that waits, or has waited long enough.
func (c *judging) review() (articles.Verdict, error) {
	v := Judge(c.story, c.now, c.rules)
	if end := c.rules.Deadline(v); !end.IsZero() && !c.now.Before(end) {
		return c.timeout(), nil
	}
	return v, nil
}

// reviewAt is when a story that waits is to be judged anew if nothing comes; zero
// for never. One that waits for a second voice grows stale.
func (r Rules) reviewAt(v articles.Verdict) time.Time {
	if v.Waiting == articles.WaitConfirmation {
		return v.At.Add(r.maxAge() + time.Second)
	}
	return r.Deadline(v)
}

// tell tells of a verdict that came to something else.
func (d *Desk) tell(ctx context.Context, s articles.Story, was articles.Verdict) {
	v := s.Verdict
	if s.Withdrawn != "" {
		return
	}
	d.OnJudged(ctx, s) // first: it is about what was posted before
	switch {
	case v.Breaking && !was.Breaking:
		d.Log.Info("story is breaking", "story", int64(s.ID), "rule", string(v.Rule), "reason", v.Reason)
		d.OnBreaking(ctx, s)
	case v.Waiting != was.Waiting:
		d.Log.Info("story waits", "story", int64(s.ID), "for", string(v.Waiting), "rule", string(v.Rule), "reason", v.Reason)
	}
	if v.Waiting == articles.WaitApproval {
		d.OnWaiting(ctx, s)
	}
}
