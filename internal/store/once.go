package store

import (
	"cmp"
	"context"
	"slices"
	"time"

	"herald/articles"
	"herald/bot"
	"herald/scheduler/edition"
)

// toldQuery are the stories that the subscribers of a fan-out were told, or will be,
// since a time, and when: what is still owed counts as told now, unless it expires
// before its turn comes.
const toldQuery = `SELECT d.channel, d.stories, CASE WHEN d.state = 'sent' THEN d.settled ELSE d.owed END
	FROM subscriptions s JOIN deliveries d ON d.channel = s.channel
	WHERE s.schedule = ? AND s.topic = ? AND s.words = ?
	AND d.kind IN ('breaking', 'development', 'digest', 'latest') AND d.owed > ? AND d.key <> ?
	AND (d.state IN ('sent', 'claimed') OR d.state = 'owed' AND (d.expires = 0 OR d.expires > d.ready AND d.expires > ?))`

// once takes out of the lists that f has just been owed as what their channels have
// had, as edition.Once says, and returns how many channels get nothing for that.
// Most channels have had the same: there is one change for each list that results.
func once(ctx context.Context, tx change, f edition.Fanout) (none int, err error) {
	had, err := told(ctx, tx, f)
	if err != nil {
		return 0, err
	}
	lists := map[string][]bot.ChannelID{}
	for channel, stories := range had {
		key := list(stories)
		lists[key] = append(lists[key], channel)
	}
	for key, channels := range lists {
		slices.Sort(channels)
		stories, more := f.Without(unlist[articles.StoryID](key))
		for part := range slices.Chunk(channels, chunk) {
			if err := relist(ctx, tx, f, part, stories, more); err != nil {
				return 0, err
			}
		}
		if len(stories) == 0 {
			none += len(channels)
		}
	}
	return none, nil
}

// told are the stories of f that each channel has had, in the order of their
// numbers; channels that have had none of them are left out.
func told(ctx context.Context, q query, f edition.Fanout) (map[bot.ChannelID][]articles.StoryID, error) {
	type row3 struct {
		channel bot.ChannelID
		stories string
		at      int64
	}
	rows, err := collect(ctx, q, func(r row) (t row3, err error) { return t, r.Scan(&t.channel, &t.stories, &t.at) },
		toldQuery, f.Schedule, f.Interest.Topic, f.Interest.Words, micros(f.Once.Since), f.Key, micros(f.Owed))
	if err != nil {
		return nil, err
	}
	leads, err := trails(ctx, q, f.Stories)
	if err != nil {
		return nil, err
	}
	had := map[bot.ChannelID][]articles.StoryID{}
	for _, r := range rows {
		for _, id := range unlist[articles.StoryID](r.stories) {
			id = cmp.Or(leads[id], id)
			if f.Had(id, moment(r.at)) && !slices.Contains(had[r.channel], id) {
				had[r.channel] = append(had[r.channel], id)
			}
		}
	}
	for _, stories := range had {
		slices.Sort(stories)
	}
	return had, nil
}

// relist gives the lists of some channels other stories, or drops them where there
// are none.
func relist(ctx context.Context, tx change, f edition.Fanout, channels []bot.ChannelID, stories []articles.StoryID, more int) error {
	marks, args := in(channels)
	if len(stories) == 0 {
		_, err := tx.ExecContext(ctx, `UPDATE deliveries SET state = 'dropped', settled = owed, reason = 'the channel has had all of it'
			WHERE key = ? AND channel IN (`+marks+`) AND state = 'owed'`, append([]any{f.Key}, args...)...)
		return err
	}
	_, err := tx.ExecContext(ctx, `UPDATE deliveries SET stories = ?, more = ? WHERE key = ? AND channel IN (`+marks+`) AND state = 'owed'`,
		append([]any{list(stories), more, f.Key}, args...)...)
	return err
}

// Developed are the stories with a material change after from and not after to, as
// edition.Store says.
func (s *Store) Developed(ctx context.Context, from, to time.Time) ([]articles.Story, error) {
	return s.told(ctx, "read developed stories", developedQuery, micros(from), micros(to))
}

const (
	developedQuery = `SELECT DISTINCT c.story FROM story_changes c JOIN stories s ON s.id = c.story
		WHERE c.material = 1 AND c.at > ? AND c.at <= ? AND s.withdrawn = '' ORDER BY c.story DESC LIMIT ?`
	recentQuery = `SELECT s.id FROM stories s
		WHERE s.appeared >= ? AND s.withdrawn = ''
		ORDER BY (SELECT COUNT(DISTINCT publisher) FROM articles WHERE story = s.id) DESC, s.appeared DESC, s.id DESC LIMIT ?`
	recentOfTopic = `SELECT s.id FROM story_topics t JOIN stories s ON s.id = t.story
		WHERE t.topic = ? AND t.appeared >= ? AND s.withdrawn = ''
		ORDER BY (SELECT COUNT(DISTINCT publisher) FROM articles WHERE story = s.id) DESC, s.appeared DESC, s.id DESC LIMIT ?`
)

// Recent are the stories that appeared since then and that most publishers tell, as
// edition.Store says.
func (s *Store) Recent(ctx context.Context, since time.Time, topic string, limit int) (stories []articles.Story, err error) {
	text, args := recentQuery, []any{micros(since), limit}
	if topic != "" {
		text, args = recentOfTopic, []any{topic, micros(since), limit}
	}
	err = s.read(ctx, "read recent stories", func(q query) error {
		ids, err := collect(ctx, q, scanOne[articles.StoryID], text, args...)
		if err != nil {
			return err
		}
		stories, err = loadStories(ctx, q, ids, noText)
		return err
	})
	return stories, err
}
