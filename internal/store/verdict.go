package store

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"herald/articles"
)

// SetVerdict replaces the verdict of a story, and owes the edits of its posts where
// it comes to something else; or gives articles.ErrNoStory.
func (s *Store) SetVerdict(ctx context.Context, id articles.StoryID, v articles.Verdict) error {
	now := s.now()
	return s.onTrail(ctx, "set verdict", id, func(tx change, id articles.StoryID) error {
		differs, err := setVerdict(ctx, tx, id, v, now)
		if err != nil || !differs {
			return err
		}
		return showOther(ctx, tx, id, now, s.since(now, nil))
	})
}

// SetTopics replaces the topics of a story, or gives articles.ErrNoStory.
func (s *Store) SetTopics(ctx context.Context, id articles.StoryID, topics []string) error {
	return s.onTrail(ctx, "set topics", id, func(tx change, id articles.StoryID) error {
		if err := storyExists(ctx, tx, id); err != nil {
			return err
		}
		return setTopics(ctx, tx, id, topics)
	})
}

// setVerdict replaces the verdict, and says whether it comes to something else than
// the one before. That nothing is breaking about a story is no news.
func setVerdict(ctx context.Context, tx change, id articles.StoryID, v articles.Verdict, now time.Time) (differs bool, err error) {
	was, err := scanVerdict(tx.QueryRowContext(ctx, `SELECT `+verdictColumns+` FROM stories WHERE id = ?`, id))
	if errors.Is(err, errNoRow) {
		return false, articles.ErrNoStory
	}
	if err != nil {
		return false, err
	}
	_, err = tx.ExecContext(ctx, `UPDATE stories SET breaking = ?, rule = ?, verdict_reason = ?, judged = ?,
		waiting = ?, judged_by = ?, note = ?, facts = ? WHERE id = ?`, append(verdictValues(v), id)...)
	if err != nil {
		return false, err
	}
	return noteVerdict(ctx, tx, id, was, v, now)
}

// noteVerdict says whether a verdict that was written comes to something else than
// the one before, and then writes that down.
func noteVerdict(ctx context.Context, tx change, id articles.StoryID, was, v articles.Verdict, now time.Time) (differs bool, err error) {
	if was.Rule == "" && v.Rule == articles.RuleNone {
		return false, nil
	}
	v.Reason, v.Note, v.By = clean(v.Reason), clean(v.Note), clean(v.By)
	if was.Waiting == articles.WaitApproval || was.Waiting == articles.WaitEditor {
		after := updateAfter // more voices are no hurry, a decision is
		if !v.Same(was) {
			after = 0
		}
		if err := editCandidates(ctx, tx, id, now, after); err != nil {
			return false, err
		}
	}
	if v.Same(was) {
		return false, nil
	}
	at := now
	if !sameEnd(was, v) {
		at = v.At
	}
	return true, decided(ctx, tx, id, at, verdictChange(was, v))
}

// verdictColumns are what scanVerdict reads and verdictValues writes, of stories.
const verdictColumns = `breaking, rule, verdict_reason, judged, waiting, judged_by, note, facts`

func scanVerdict(r row) (v articles.Verdict, err error) {
	var judged int64
	var facts string
	err = r.Scan(&v.Breaking, &v.Rule, &v.Reason, &judged, &v.Waiting, &v.By, &v.Note, &facts)
	v.At, v.Facts = moment(judged), unlist[articles.Fact](facts)
	return v, err
}

func verdictValues(v articles.Verdict) []any {
	return []any{
		flag(v.Breaking), string(v.Rule), clean(v.Reason), micros(v.At), string(v.Waiting), clean(v.By), clean(v.Note),
		list(v.Facts),
	}
}

// Judged are the verdicts on stories that broke after since, and on those that
// wait, in no order.
func (s *Store) Judged(ctx context.Context, since time.Time) (all []articles.Verdict, err error) {
	err = s.read(ctx, "read verdicts", func(q query) error {
		all, err = collect(ctx, q, scanVerdict, `SELECT `+verdictColumns+` FROM stories WHERE breaking = 1 AND judged > ?
			UNION ALL SELECT `+verdictColumns+` FROM stories WHERE waiting <> '' AND withdrawn = ''`, micros(since))
		return err
	})
	return all, err
}

// SetHeadline gives a story a headline written by an admin, which its lead no
// longer changes, and owes the edits of its posts; or gives articles.ErrNoStory.
func (s *Store) SetHeadline(ctx context.Context, id articles.StoryID, headline, by string) error {
	now := s.now()
	return s.onTrail(ctx, "set headline", id, func(tx change, id articles.StoryID) error {
		var was string
		err := tx.QueryRowContext(ctx, `SELECT headline FROM stories WHERE id = ?`, id).Scan(&was)
		if errors.Is(err, errNoRow) {
			return articles.ErrNoStory
		}
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `UPDATE stories SET headline = ?, headline_by = ? WHERE id = ?`, clean(headline), clean(by), id); err != nil {
			return err
		}
		if err := editCandidates(ctx, tx, id, now, 0); err != nil {
			return err
		}
		if err := decided(ctx, tx, id, now, "headline by "+by+": "+headline); err != nil {
			return err
		}
		_, err = addChange(ctx, tx, id, articles.Change{
			Kind: articles.ChangeHeadline, At: now, Was: was, Is: headline, Reason: "an admin wrote it",
		})
		if err != nil {
			return err
		}
		return showOther(ctx, tx, id, now, s.since(now, nil))
	})
}

// sameEnd reports whether two verdicts come to the same end, whatever else is new.
func sameEnd(a, b articles.Verdict) bool {
	return a.Breaking == b.Breaking && a.Rule == b.Rule && a.Waiting == b.Waiting && a.By == b.By
}

// verdictChange tells of a verdict what /why does: what it comes to, or where that is
// as before, what is new about it.
func verdictChange(was, v articles.Verdict) string {
	var said []string
	if !sameEnd(was, v) {
		said = append(said, verdictWords(v))
	} else {
		for _, f := range v.Facts {
			if f.Holds && !was.Fact(f.Rule).Holds {
				said = append(said, "now also "+string(f.Rule)+": "+f.Reason)
			}
		}
	}
	if v.Note != "" && v.Note != was.Note && !strings.Contains(v.Reason, v.Note) {
		say := "its posts would say “"
		if v.Breaking {
			say = "its posts say “"
		}
		said = append(said, say+v.Note+"”")
	}
	if len(said) == 0 {
		return verdictWords(v)
	}
	return strings.Join(said, "; ")
}

// verdictWords are what a verdict comes to.
func verdictWords(v articles.Verdict) string {
	switch {
	case v.Breaking:
		return "breaking (" + string(v.Rule) + "): " + v.Reason
	case v.Waiting == articles.WaitConfirmation:
		return "waits for a second voice (" + string(v.Rule) + "): " + v.Reason
	case v.Waiting == articles.WaitApproval:
		return "waits for an admin (" + string(v.Rule) + "): " + v.Reason
	case v.Waiting == articles.WaitEditor:
		return "held by " + v.By + " (" + string(v.Rule) + "): " + v.Reason
	}
	return "not breaking (" + string(v.Rule) + "): " + v.Reason
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
