package store

import (
	"context"
	"errors"

	"herald/bot"
	"herald/bot/commands"
)

// Move gives a channel a new address. If that is known already, subscriptions
// and deliveries go over to it, and it is active, since that is where people are
// now. It is remembered, for config files that name the old address. A channel
// that is not known needs no move.
func (s *Store) Move(ctx context.Context, from, to bot.Address) error {
	if from == to {
		return nil
	}
	return s.write(ctx, "move channel", func(tx change) error {
		old, err := channelAt(ctx, tx, from)
		if errors.Is(err, commands.ErrNoChannel) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := rememberMove(ctx, tx, from, to); err != nil {
			return err
		}
		if err := leaveMessages(ctx, tx, old.ID); err != nil {
			return err
		}
		there, err := channelAt(ctx, tx, to)
		if errors.Is(err, commands.ErrNoChannel) {
			return readdress(ctx, tx, old.ID, to)
		}
		if err != nil {
			return err
		}
		return mergeChannels(ctx, tx, old, there)
	})
}

// leaveMessages forgets the numbers of a channel's messages: they stay at the old
// address, and at the new one the same numbers mean others.
func leaveMessages(ctx context.Context, tx change, id bot.ChannelID) error {
	for _, text := range []string{
		`UPDATE deliveries SET state = 'dropped', reason = 'the conversation has moved, and its message has stayed behind'
			WHERE channel = ? AND ` + pending + ` AND edits <> ''`,
		`UPDATE deliveries SET reply_to = '' WHERE channel = ? AND ` + pending,
		`UPDATE deliveries SET message = '', reason = 'sent as message ' || message || ', before the conversation moved'
			WHERE channel = ? AND message <> ''`,
	} {
		if _, err := tx.ExecContext(ctx, text, id); err != nil {
			return err
		}
	}
	return refreshDue(ctx, tx, id)
}

func readdress(ctx context.Context, tx change, id bot.ChannelID, to bot.Address) error {
	_, err := tx.ExecContext(ctx, `UPDATE channels SET platform = ?, address = ? WHERE id = ?`, to.Platform, to.ID, id)
	return err
}

func rememberMove(ctx context.Context, tx change, from, to bot.Address) error {
	_, err := tx.ExecContext(ctx, `DELETE FROM moves WHERE platform = ? AND address = ?`, to.Platform, to.ID)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO moves (platform, address, to_platform, to_address) VALUES (?, ?, ?, ?)
		ON CONFLICT (platform, address) DO UPDATE SET to_platform = excluded.to_platform, to_address = excluded.to_address`,
		from.Platform, from.ID, to.Platform, to.ID)
	return err
}

// maxMoves bounds how far moves are followed.
const maxMoves = 8

// movedTo is where the conversation that had an address is now.
func movedTo(ctx context.Context, q query, at bot.Address) (bot.Address, error) {
	for range maxMoves {
		next := bot.Address{}
		err := q.QueryRowContext(ctx, `SELECT to_platform, to_address FROM moves WHERE platform = ? AND address = ?`,
			at.Platform, at.ID).Scan(&next.Platform, &next.ID)
		if errors.Is(err, errNoRow) {
			return at, nil
		}
		if err != nil {
			return at, err
		}
		at = next
	}
	return at, nil
}

// mergeChannels brings everything of old to the channel that is there, and ends
// old.
func mergeChannels(ctx context.Context, tx change, old, there bot.Channel) error {
	if err := mergeSettings(ctx, tx, old, there); err != nil {
		return err
	}
	if err := mergeSubscriptions(ctx, tx, old.ID, there.ID); err != nil {
		return err
	}
	if err := mergeDeliveries(ctx, tx, old.ID, there.ID); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `DELETE FROM channels WHERE id = ?`, old.ID); err != nil {
		return err
	}
	return refreshDue(ctx, tx, there.ID)
}

// mergeSettings keeps those that the new channel has, and fills in the others.
func mergeSettings(ctx context.Context, tx change, old, there bot.Channel) error {
	if there.Zone == "" {
		there.Zone = old.Zone
	}
	if there.Quiet.From == there.Quiet.To {
		there.Quiet = old.Quiet
	}
	_, err := tx.ExecContext(ctx, `UPDATE channels SET paused = '', zone = ?, quiet_from = ?, quiet_to = ?, quiet_mode = ?
		WHERE id = ?`, there.Zone, there.Quiet.From, there.Quiet.To, there.Quiet.Mode, there.ID)
	return err
}

// mergeSubscriptions gives those that the new channel has not a number there.
func mergeSubscriptions(ctx context.Context, tx change, old, there bot.ChannelID) error {
	subs, err := subscriptionsOf(ctx, tx, old)
	if err != nil {
		return err
	}
	for _, sub := range subs {
		sub.Channel = there
		has, err := subscribe(ctx, tx, sub)
		if errors.Is(err, commands.ErrSubscribed) && sub.Fixed {
			err = fix(ctx, tx, has, true)
		}
		if err != nil && !errors.Is(err, commands.ErrSubscribed) {
			return err
		}
	}
	_, err = tx.ExecContext(ctx, `DELETE FROM subscriptions WHERE channel = ?`, old)
	return err
}

// mergeDeliveries moves all deliveries. Where both channels have one with the
// same key, the one that got further keeps it, so that nothing is sent twice;
// the other is kept under a key of its own, and dropped if it was owed.
func mergeDeliveries(ctx context.Context, tx change, old, there bot.ChannelID) error {
	type pair struct{ old, there bot.DeliveryID }
	twins, err := collect(ctx, tx, func(r row) (p pair, err error) { return p, r.Scan(&p.old, &p.there) },
		`SELECT o.id, t.id FROM deliveries o JOIN deliveries t ON t.key = o.key AND t.channel = ?
		WHERE o.channel = ?`, there, old)
	if err != nil {
		return err
	}
	for _, p := range twins {
		if err := yield(ctx, tx, p.old, p.there); err != nil {
			return err
		}
	}
	_, err = tx.ExecContext(ctx, `UPDATE deliveries SET channel = ? WHERE channel = ?`, there, old)
	return err
}

// yield makes the one of two deliveries that is less far give up its key.
func yield(ctx context.Context, tx change, a, b bot.DeliveryID) error {
	_, err := tx.ExecContext(ctx, `UPDATE deliveries SET key = key || '/moved/' || id,
			reason = CASE WHEN `+pending+` THEN 'the channel moved to one that has it' ELSE reason END,
			state = CASE WHEN `+pending+` THEN 'dropped' ELSE state END
		WHERE id = (SELECT id FROM deliveries WHERE id IN (?, ?) ORDER BY
			CASE state WHEN 'sent' THEN 4 WHEN 'uncertain' THEN 3 WHEN 'claimed' THEN 2 WHEN 'owed' THEN 1 ELSE 0 END,
			id LIMIT 1)`, a, b)
	return err
}
