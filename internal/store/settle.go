package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"herald/articles"
	"herald/bot"
	"herald/bot/delivery"
)

// Settle records how an attempt ended. It changes a delivery that is claimed;
// one that was dropped or claimed anew meanwhile stays so, except that what was
// sent is known to be sent whatever came between.
func (s *Store) Settle(ctx context.Context, id bot.DeliveryID, o delivery.Settlement) error {
	if err := ctx.Err(); err != nil {
		return failed("settle delivery", err)
	}
	return s.settling.settle(ctx, s.settleTogether, &ending{id: id, how: o})
}

func (s *Store) settleOne(ctx context.Context, tx change, id bot.DeliveryID, o delivery.Settlement) error {
	d, err := deliveryByID(ctx, tx, id)
	if err != nil {
		return err
	}
	if !applies(d, o) {
		return nil
	}
	if err := settle(ctx, tx, id, o); err != nil {
		return err
	}
	if err := redo(ctx, tx, d); err != nil {
		return err
	}
	if err := s.nextTurns(ctx, tx, d, o.At); err != nil {
		return err
	}
	if o.State == bot.Sent && (d.Kind == bot.KindBreaking || d.Kind == bot.KindDevelopment) {
		if err := s.overtaken(ctx, tx, d, o.At); err != nil {
			return err
		}
	}
	if o.State == bot.Sent && d.Kind == bot.KindNotice {
		if err := answered(ctx, tx, d, o.At); err != nil {
			return err
		}
	}
	return turn(ctx, tx, d, o)
}

// applies reports whether an outcome changes d: it is claimed, and by the claim of
// which o tells. What was sent is known to be sent in any case.
func applies(d bot.Delivery, o delivery.Settlement) bool {
	if o.State == bot.Sent {
		return d.State != bot.Sent
	}
	return d.State == bot.Claimed && (o.Claim == 0 || o.Claim == d.Claim)
}

func settle(ctx context.Context, tx change, id bot.DeliveryID, o delivery.Settlement) error {
	ready := o.NotBefore
	if ready.IsZero() {
		ready = o.At
	}
	_, err := tx.ExecContext(ctx, `UPDATE deliveries SET state = ?, reason = ?, ready = ?, settled = ?, held = 0, begun = begun * ?,
		waits = ?, attempts = attempts + ?, message = CASE WHEN ? <> '' THEN ? ELSE message END WHERE id = ?`,
		o.State, clean(o.Reason), micros(ready), micros(o.At), flag(o.Perhaps),
		flag(o.State == bot.Owed), flag(!o.Untried), o.Message, o.Message, id)
	return err
}

// turn works out the due of the channel of d, and notes when it was served, if it
// was.
func turn(ctx context.Context, tx change, d bot.Delivery, o delivery.Settlement) error {
	if o.Untried {
		return refreshDue(ctx, tx, d.Channel.ID)
	}
	at := micros(o.At)
	_, err := tx.ExecContext(ctx, serve, at, at, d.Channel.ID)
	return err
}

func deliveryByID(ctx context.Context, q query, id bot.DeliveryID) (bot.Delivery, error) {
	d, err := scanDelivery(q.QueryRowContext(ctx, `SELECT `+deliveryColumns+` FROM deliveries d
		JOIN channels c ON c.id = d.channel WHERE d.id = ?`, id))
	if errors.Is(err, errNoRow) {
		err = fmt.Errorf("no delivery %d", id)
	}
	return d, err
}

// maxMerged bounds the stories of one merged list; further ones are counted.
const maxMerged = 100

// Hold makes a claimed delivery wait for the end of its channel's quiet hours,
// or merges it with the list that waits already, as delivery.Ledger says. It was
// not tried, so the attempt is not counted.
func (s *Store) Hold(ctx context.Context, id bot.DeliveryID, until time.Time) error {
	return s.write(ctx, "hold delivery", func(tx change) error {
		d, err := deliveryByID(ctx, tx, id)
		if err != nil || d.State != bot.Claimed {
			return err
		}
		waiting, err := heldList(ctx, tx, d)
		if err != nil {
			return err
		}
		if waiting == nil {
			err = hold(ctx, tx, id, until)
		} else {
			err = merge(ctx, tx, *waiting, d, s.now())
		}
		if err != nil {
			return err
		}
		if err := s.nextTurns(ctx, tx, d, s.now()); err != nil {
			return err
		}
		return refreshDue(ctx, tx, d.Channel.ID)
	})
}

func hold(ctx context.Context, tx change, id bot.DeliveryID, until time.Time) error {
	_, err := tx.ExecContext(ctx, `UPDATE deliveries SET state = 'owed', held = 1, waits = 0, turn = 0, base = ?, ready = ? WHERE id = ?`, micros(until), micros(until), id)
	return err
}

// heldList is the list that is held for the same channel, schedule and interest
// as d, nil where there is none or d is no list.
func heldList(ctx context.Context, q query, d bot.Delivery) (*bot.Delivery, error) {
	if d.Kind != bot.KindLatest && d.Kind != bot.KindDigest {
		return nil, nil
	}
	held, err := scanDelivery(q.QueryRowContext(ctx, `SELECT `+deliveryColumns+` FROM deliveries d
		JOIN channels c ON c.id = d.channel
		WHERE d.channel = ? AND d.state IN ('owed', 'claimed') AND d.held = 1 AND d.kind = ?
		AND d.schedule = ? AND d.topic = ? AND d.words = ? ORDER BY d.id LIMIT 1`,
		d.Channel.ID, d.Kind, d.Schedule, d.Interest.Topic, d.Interest.Words))
	if errors.Is(err, errNoRow) {
		return nil, nil
	}
	return &held, err
}

// merge adds the stories of d to a list that is held, and drops d.
func merge(ctx context.Context, tx change, held, d bot.Delivery, now time.Time) error {
	stories, more := together(held.Stories, d.Stories)
	expires := held.Expires
	if d.Expires.IsZero() || !expires.IsZero() && d.Expires.After(expires) {
		expires = d.Expires
	}
	_, err := tx.ExecContext(ctx, `UPDATE deliveries SET stories = ?, more = ?, expires = ? WHERE id = ?`,
		list(stories), held.More+d.More+more, micros(expires), held.ID)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `UPDATE deliveries SET state = 'dropped', settled = ?, reason = ? WHERE id = ?`, micros(now), fmt.Sprintf("merged with the list held as %s", held.Key), d.ID)
	return err
}

// together are the stories of both lists, each once; more is how many there was no
// room for.
func together(a, b []articles.StoryID) (all []articles.StoryID, more int) {
	all = slices.Clone(a)
	for _, id := range b {
		if !slices.Contains(all, id) {
			all = append(all, id)
		}
	}
	if len(all) > maxMerged {
		return all[:maxMerged], len(all) - maxMerged
	}
	return all, 0
}
