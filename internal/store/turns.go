package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"herald/articles"
	"herald/bot"
	"herald/scheduler/edition"
)

// At most so many breaking posts go to a channel in any hour, the weightiest
// first. What is over gets a turn: a time at which it may go out, written into
// ready as every other such time is, with the reason. So the courier knows nothing
// of it, and a restart changes nothing. Turns are given anew whenever a post is
// owed to the channel, sent, held or dropped.

// hour is the time over which posts are counted.
const hour = time.Hour

// limit is how many breaking posts a channel gets in an hour; 0: any number.
func (s *Store) limit() int { return int(s.perHour.Load()) }

// crowdedQuery finds the channels that are owed a delivery under a schedule and
// interest, and with it more than may go out in an hour.
const crowdedQuery = `SELECT d.channel FROM subscriptions s JOIN deliveries d ON d.channel = s.channel
	WHERE s.schedule = ? AND s.topic = ? AND s.words = ? AND d.key = ? AND d.state = 'owed'
	AND (SELECT COUNT(*) FROM deliveries WHERE channel = s.channel AND state IN ('owed', 'claimed') AND kind = 'breaking')
	  + (SELECT COUNT(*) FROM deliveries WHERE channel = s.channel AND kind = 'breaking' AND state IN ('sent', 'uncertain') AND settled > ?) > ?`

// giveTurns gives turns in the channels to which f was just owed.
func (s *Store) giveTurns(ctx context.Context, tx change, f edition.Fanout) error {
	limit := s.limit()
	if limit <= 0 || f.Kind != bot.KindBreaking {
		return nil
	}
	channels, err := collect(ctx, tx, scanOne[bot.ChannelID], crowdedQuery,
		f.Schedule, f.Interest.Topic, f.Interest.Words, f.Key, micros(f.Owed.Add(-hour)), limit)
	if err != nil {
		return err
	}
	return s.takeTurns(ctx, tx, channels, f.Owed)
}

// nextTurns gives turns anew in the channel of a breaking post that was settled.
func (s *Store) nextTurns(ctx context.Context, tx change, d bot.Delivery, now time.Time) error {
	if d.Kind != bot.KindBreaking || s.limit() <= 0 {
		return nil
	}
	return s.takeTurns(ctx, tx, []bot.ChannelID{d.Channel.ID}, now)
}

// SetPerHour has no more than n breaking posts go to a channel in any hour from now
// on, 0 for any number, and gives turns anew to what is owed.
func (s *Store) SetPerHour(ctx context.Context, n int, now time.Time) error {
	s.perHour.Store(int64(n))
	return s.write(ctx, "give turns", func(tx change) error {
		channels, err := collect(ctx, tx, scanOne[bot.ChannelID], `SELECT DISTINCT channel FROM deliveries
			WHERE state IN ('owed', 'claimed') AND state = 'owed' AND kind = 'breaking'`)
		if err != nil {
			return err
		}
		return s.takeTurns(ctx, tx, channels, now)
	})
}

// reweighQuery gives the posts of a story that wait for their turn another weight.
const reweighQuery = `UPDATE deliveries SET weight = ?
	WHERE kind = 'breaking' AND stories = ? AND state = 'owed' AND turn <> 0 AND weight <> ? RETURNING channel`

// reweigh notes that a story matters more, or less, than when its posts were owed,
// and gives turns anew in the channels where these wait.
func (s *Store) reweigh(ctx context.Context, tx change, id articles.StoryID, weight float64, now time.Time) error {
	if s.limit() <= 0 {
		return nil
	}
	channels, err := collect(ctx, tx, scanOne[bot.ChannelID], reweighQuery, weight, list([]articles.StoryID{id}), weight)
	if err != nil {
		return err
	}
	return s.takeTurns(ctx, tx, channels, now)
}

// place is a post of a channel, or the wish to make one.
type place struct {
	id bot.DeliveryID
	// at is when it was made, or may be made at the earliest; turn is when its turn
	// came so far, zero for none.
	at, turn time.Time
	// expires is when it is worth nothing any more, zero for never.
	expires time.Time
	made    bool
}

// placesQuery reads the posts of a channel in the last hour and those to come,
// those to come by weight. One that is on its way, or waits to be tried again, is
// as good as made.
const placesQuery = `SELECT id, CASE WHEN state IN ('sent', 'uncertain') THEN settled WHEN state = 'owed' AND waits = 0 AND turn <> 0 THEN base ELSE ready END,
		turn, expires, CASE WHEN state = 'owed' AND waits = 0 THEN 0 ELSE 1 END AS made
	FROM deliveries WHERE channel = ? AND kind = 'breaking'
	AND (state IN ('owed', 'claimed') OR state IN ('sent', 'uncertain') AND settled > ?)
	ORDER BY made DESC, weight DESC, id`

func scanPlace(r row) (p place, err error) {
	var at, turn, expires int64
	err = r.Scan(&p.id, &at, &turn, &expires, &p.made)
	p.at, p.turn, p.expires = moment(at), moment(turn), moment(expires)
	return p, err
}

func (s *Store) takeTurns(ctx context.Context, tx change, channels []bot.ChannelID, now time.Time) error {
	limit := s.limit()
	for _, c := range channels {
		places, err := collect(ctx, tx, scanPlace, placesQuery, c, micros(now.Add(-hour)))
		if err != nil {
			return err
		}
		changed := false
		for i, turn := range turns(places, limit, now) {
			p := places[i]
			if p.made || turn.Equal(p.turn) {
				continue
			}
			changed = true
			if err := setTurn(ctx, tx, p, turn, limit, now); err != nil {
				return err
			}
		}
		if changed {
			if err := refreshDue(ctx, tx, c); err != nil {
				return err
			}
		}
	}
	return nil
}

// setTurn has a post wait until its turn; a zero turn: no longer. Base is when it
// might have gone out else, and of one that waits no longer, since when it may.
func setTurn(ctx context.Context, tx change, p place, turn time.Time, limit int, now time.Time) error {
	if turn.IsZero() {
		_, err := tx.ExecContext(ctx, `UPDATE deliveries SET ready = base, turn = 0, base = ?, reason = '' WHERE id = ? AND turn <> 0`, micros(now), p.id)
		return err
	}
	_, err := tx.ExecContext(ctx, `UPDATE deliveries SET base = CASE WHEN turn = 0 THEN ready ELSE base END, turn = ?, ready = ?, reason = ?
		WHERE id = ?`, micros(turn), micros(turn), waitsFor(p, turn, limit), p.id)
	return err
}

// waitsFor says what a post waits for, and whether in vain.
func waitsFor(p place, turn time.Time, limit int) string {
	const clock = "15:04:05 MST"
	reason := fmt.Sprintf("waits for its turn at %s: no more than %d in an hour (breaking.per_hour), the weightiest first",
		turn.UTC().Format(clock), limit)
	if !p.expires.IsZero() && !turn.Before(p.expires) {
		reason += fmt.Sprintf("; it expires before, at %s, unless one that is to go before it does not", p.expires.UTC().Format(clock))
	}
	return reason
}

// turns are the turns of places, in which those that are made come first and the
// others follow by weight: zero for what need not wait. No hour has more than
// limit posts; a limit of zero makes nobody wait. One that expires before its turn
// keeps its place in the order, in case that one before it does not go out, and
// holds up nobody.
func turns(places []place, limit int, now time.Time) []time.Time {
	out := make([]time.Time, len(places))
	if limit <= 0 {
		return out
	}
	q := queue{limit: limit}
	for i, p := range places {
		if p.made {
			q.take(p.at)
			continue
		}
		at := later(p.at, now)
		free := q.firstFree(at)
		if free.After(at) {
			out[i] = free
		}
		if p.expires.IsZero() || free.Before(p.expires) {
			q.take(free)
		}
	}
	return out
}

// queue says when the posts of a channel go out.
type queue struct {
	limit int
	// taken are the times of posts, in order.
	taken []time.Time
	// No time from from on and before free is free: most posts ask from now on, and
	// need not look at all hours that those before them have filled.
	from, free time.Time
}

// take adds a post at a time.
func (q *queue) take(at time.Time) {
	i, _ := slices.BinarySearchFunc(q.taken, at, time.Time.Compare)
	q.taken = slices.Insert(q.taken, i, at)
}

// firstFree is the first time from at on at which one more post leaves no hour with
// more than limit.
func (q *queue) firstFree(at time.Time) time.Time {
	if at.Before(q.from) || at.After(q.free) {
		q.from, q.free = at, at
	}
	for {
		next, full := q.blocked(q.free)
		if !full {
			return q.free
		}
		q.free = next
	}
}

// blocked reports whether a post at a time would be one too many in some hour, and
// when to try next.
func (q *queue) blocked(at time.Time) (next time.Time, full bool) {
	near, _ := slices.BinarySearchFunc(q.taken, at.Add(-hour+1), time.Time.Compare)
	for i := near; i+q.limit <= len(q.taken) && q.taken[i].Before(at.Add(hour)); i++ {
		// These and the new one within less than an hour are one too many.
		first, last := q.taken[i], q.taken[i+q.limit-1]
		if later(last, at).Sub(earlier(first, at)) < hour {
			return first.Add(hour), true
		}
	}
	return at, false
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}
