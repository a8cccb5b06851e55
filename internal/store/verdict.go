package store

import (
	"context"
	"slices"

	"herald/articles"
)

// SetVerdict replaces the verdict of a story, or gives articles.ErrNoStory.
func (s *Store) SetVerdict(ctx context.Context, id articles.StoryID, v articles.Verdict) error {
	return s.write(ctx, "set verdict", func(tx change) error { return setVerdict(ctx, tx, id, v) })
}

// Withdraw marks a story as withdrawn and says why, or gives articles.ErrNoStory.
func (s *Store) Withdraw(ctx context.Context, id articles.StoryID, reason string) error {
	if reason == "" {
		reason = "withdrawn" // the mark itself must not be empty
	}
	return s.write(ctx, "withdraw story", func(tx change) error {
		n, err := affected(ctx, tx, `UPDATE stories SET withdrawn = ? WHERE id = ?`, clean(reason), id)
		if err := oneStory(n, err); err != nil {
			return err
		}
		return decided(ctx, tx, id, s.now(), "withdrawn: "+reason)
	})
}

// SetTopics replaces the topics of a story, or gives articles.ErrNoStory.
func (s *Store) SetTopics(ctx context.Context, id articles.StoryID, topics []string) error {
	return s.write(ctx, "set topics", func(tx change) error {
		if err := storyExists(ctx, tx, id); err != nil {
			return err
		}
		return setTopics(ctx, tx, id, topics)
	})
}

// setVerdict replaces the verdict, and writes down where it says something else
// than the one before. That nothing is breaking about a story is no news.
func setVerdict(ctx context.Context, tx change, id articles.StoryID, v articles.Verdict) error {
	if v.Rule != articles.RuleNone {
		_, err := tx.ExecContext(ctx, `INSERT INTO decisions (story, at, said)
			SELECT id, ?, ? FROM stories WHERE id = ? AND (rule <> ? OR breaking <> ?)`,
			micros(v.At), clean(verdictWords(v)), id, string(v.Rule), flag(v.Breaking))
		if err != nil {
			return err
		}
	}
	n, err := affected(ctx, tx, `UPDATE stories SET breaking = ?, rule = ?, verdict_reason = ?, judged = ? WHERE id = ?`,
		flag(v.Breaking), string(v.Rule), clean(v.Reason), micros(v.At), id)
	return oneStory(n, err)
}

// verdictWords are a verdict as /why tells it.
func verdictWords(v articles.Verdict) string {
	if v.Breaking {
		return "breaking (" + string(v.Rule) + "): " + v.Reason
	}
	return "not breaking (" + string(v.Rule) + "): " + v.Reason
}

// oneStory turns an update that found nothing into articles.ErrNoStory.
func oneStory(n int, err error) error {
	if err == nil && n == 0 {
		return articles.ErrNoStory
	}
	return err
}

// setTopics writes only what differs: most articles that join a story leave its
// topics as they are.
func setTopics(ctx context.Context, tx change, id articles.StoryID, topics []string) error {
	old, err := collect(ctx, tx, scanOne[string], `SELECT topic FROM story_topics WHERE story = ? ORDER BY position`, id)
	if err != nil || slices.Equal(old, topics) {
		return err
	}
	if len(old) > 0 {
		if _, err := tx.ExecContext(ctx, `DELETE FROM story_topics WHERE story = ?`, id); err != nil {
			return err
		}
	}
	for i, topic := range topics {
		_, err := tx.ExecContext(ctx, `INSERT INTO story_topics (story, topic, position, appeared)
			SELECT id, ?, ?, appeared FROM stories WHERE id = ? ON CONFLICT (story, topic) DO NOTHING`, topic, i, id)
		if err != nil {
			return err
		}
	}
	return nil
}
