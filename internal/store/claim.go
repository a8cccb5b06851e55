package store

import (
	"cmp"
	"context"
	"slices"
	"time"

	"herald/articles"
	"herald/bot"
)

// maxClaim bounds what one claim takes.
const maxClaim = 512

// deliveryColumns are what scanDelivery reads, of deliveries as d and channels
// as c.
const deliveryColumns = `d.id, d.key, d.kind, d.schedule, d.topic, d.words, d.stories, d.more, d.text, d.edits, d.reply_to,
	d.owed, d.ready, d.expires, d.attempts, d.claims, d.state, d.message, d.reason, d.begun, ` + channelColumns

func scanDelivery(r row) (d bot.Delivery, err error) {
	var stories string
	var owed, ready, expires, begun int64
	fields := append([]any{
		&d.ID, &d.Key, &d.Kind, &d.Schedule, &d.Interest.Topic, &d.Interest.Words, &stories, &d.More, &d.Text, &d.Edits, &d.ReplyTo,
		&owed, &ready, &expires, &d.Attempts, &d.Claim, &d.State, &d.Message, &d.Reason, &begun,
	}, channelFields(&d.Channel)...)
	err = r.Scan(fields...)
	d.Stories = unlist[articles.StoryID](stories)
	d.Owed, d.NotBefore, d.Expires, d.Begun = moment(owed), moment(ready), moment(expires), moment(begun)
	return d, err
}

// headsQuery finds, for the channels of a class longest due, the one delivery of each that
// may go out now: the oldest that is ready, unless an older one is to be tried
// again later. The plus keeps the index of ready times out of it: in the order of
// ids the first is nearly always the one.
const headsQuery = `SELECT ` + deliveryColumns + ` FROM (
		SELECT id AS channel, (
			SELECT h.id FROM deliveries h
			WHERE h.channel = channels.id AND h.state IN ('owed', 'claimed') AND +h.ready <= ?
			AND NOT EXISTS (SELECT 1 FROM deliveries WHERE channel = channels.id AND ` + again + ` AND id < h.id AND ready > ?)
			ORDER BY h.id LIMIT 1
		) AS head
		FROM channels WHERE platform = ? AND paused = '' AND rank = ? AND due <= ? ORDER BY due LIMIT ?
	) heads
	JOIN deliveries d ON d.id = heads.head
	JOIN channels c ON c.id = d.channel`

// doubtQuery finds, where nothing in their channel keeps them back, those that an
// attempt was cut short of: they may have been sent.
const doubtQuery = `SELECT ` + deliveryColumns + ` FROM deliveries d INDEXED BY deliveries_begun
	CROSS JOIN channels c ON c.id = d.channel
	WHERE d.begun <> 0 AND d.` + pending + ` AND d.ready <= ? AND c.platform = ? AND c.paused = '' AND c.due <= ?
	AND NOT EXISTS (SELECT 1 FROM deliveries WHERE channel = c.id AND ` + again + ` AND id < d.id AND ready > ?) LIMIT ?`

// Claim takes up to n deliveries to send, at most one a channel, as
// delivery.Ledger says.
func (s *Store) Claim(ctx context.Context, platform bot.PlatformName, now time.Time, lease time.Duration, n int) ([]bot.Delivery, error) {
	// A look first, which takes no lock: most calls find nothing.
	if next, err := s.Next(ctx, platform); err != nil || next.IsZero() || next.After(now) {
		return nil, err
	}
	var claimed []bot.Delivery
	err := s.write(ctx, "claim deliveries", func(tx change) (err error) {
		claimed, err = claim(ctx, tx, platform, now, lease, min(n, maxClaim))
		return err
	})
	return claimed, err
}

func claim(ctx context.Context, tx change, platform bot.PlatformName, now time.Time, lease time.Duration, n int) ([]bot.Delivery, error) {
	heads, err := readHeads(ctx, tx, platform, micros(now), n)
	if err != nil || len(heads) == 0 {
		return nil, err
	}
	ids, channels := make([]bot.DeliveryID, len(heads)), make([]bot.ChannelID, len(heads))
	for i := range heads {
		heads[i].State = bot.Claimed
		heads[i].Claim++
		ids[i], channels[i] = heads[i].ID, heads[i].Channel.ID
	}
	marks, args := in(ids)
	_, err = tx.ExecContext(ctx, `UPDATE deliveries SET state = 'claimed', ready = ?, claims = claims + 1, held = 0
		WHERE id IN (`+marks+`)`, append([]any{micros(now.Add(lease))}, args...)...)
	if err != nil {
		return nil, err
	}
	return heads, refreshDues(ctx, tx, channels)
}

// readHeads reads up to n deliveries that may go out, at most one a channel: first
// what may have been sent, for a platform knows its nonce for a few minutes only, and
// after them nobody can say; then class by class, each class oldest first.
func readHeads(ctx context.Context, q query, platform bot.PlatformName, at int64, n int) ([]bot.Delivery, error) {
	all, err := collect(ctx, q, scanDelivery, doubtQuery, at, platform, at, at, n)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(all, oldestFirst)
	taken := map[bot.ChannelID]bool{}
	all = slices.DeleteFunc(all, func(d bot.Delivery) bool {
		second := taken[d.Channel.ID]
		taken[d.Channel.ID] = true
		return second
	})
	for _, class := range bot.Classes() {
		if len(all) == n {
			break
		}
		heads, err := collect(ctx, q, scanDelivery, headsQuery, at, at, platform, int(class), at, n-len(all))
		if err != nil {
			return nil, err
		}
		heads = slices.DeleteFunc(heads, func(d bot.Delivery) bool { return taken[d.Channel.ID] })
		slices.SortFunc(heads, oldestFirst)
		all = append(all, heads...)
	}
	return all, nil
}

func oldestFirst(a, b bot.Delivery) int {
	return cmp.Or(a.Owed.Compare(b.Owed), cmp.Compare(a.ID, b.ID))
}

// Begin writes down that claimed deliveries are about to be sent, as
// delivery.Ledger says.
func (s *Store) Begin(ctx context.Context, ds []bot.Delivery, now time.Time) (own []bot.DeliveryID, err error) {
	if len(ds) == 0 {
		return nil, nil
	}
	err = s.write(ctx, "begin deliveries", func(tx change) error {
		own = nil
		for _, d := range ds {
			n, err := affected(ctx, tx, `UPDATE deliveries SET begun = CASE WHEN begun = 0 THEN ? ELSE begun END
				WHERE id = ? AND state = 'claimed' AND claims = ?`, micros(now), d.ID, d.Claim)
			if err != nil {
				return err
			}
			if n > 0 {
				own = append(own, d.ID)
			}
		}
		return nil
	})
	return own, err
}
