package store

import (
	"context"

	"herald/articles/websub"
)

// HubLeases are all leases, in no order.
func (s *Store) HubLeases(ctx context.Context) (all []websub.Lease, err error) {
	err = s.read(ctx, "read leases of hubs", func(q query) error {
		all, err = collect(ctx, q, scanLease,
			`SELECT id, url, private, topic, hub, callback, secret, state, until, next, tries, reason FROM hub_leases`)
		return err
	})
	return all, err
}

func scanLease(r row) (l websub.Lease, err error) {
	var until, next int64
	err = r.Scan(&l.ID, &l.URL, &l.Private, &l.Topic, &l.Hub, &l.Callback, &l.Secret, &l.State, &until, &next, &l.Tries, &l.Reason)
	l.Until, l.Next = moment(until), moment(next)
	return l, err
}

// SaveHubLease adds a lease or replaces the one with its ID.
func (s *Store) SaveHubLease(ctx context.Context, l websub.Lease) error {
	return s.write(ctx, "keep lease of hub", func(tx change) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO hub_leases
			(id, url, private, topic, hub, callback, secret, state, until, next, tries, reason)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (id) DO UPDATE SET url = excluded.url, private = excluded.private, topic = excluded.topic,
				hub = excluded.hub, callback = excluded.callback, secret = excluded.secret, state = excluded.state,
				until = excluded.until, next = excluded.next, tries = excluded.tries, reason = excluded.reason`,
			l.ID, clean(l.URL), l.Private, clean(l.Topic), clean(l.Hub), clean(l.Callback), l.Secret, l.State,
			micros(l.Until), micros(l.Next), l.Tries, clean(l.Reason))
		return err
	})
}

// ForgetHubLease drops a lease; it does nothing where there is none.
func (s *Store) ForgetHubLease(ctx context.Context, id string) error {
	return s.write(ctx, "forget lease of hub", func(tx change) error {
		_, err := tx.ExecContext(ctx, `DELETE FROM hub_leases WHERE id = ?`, id)
		return err
	})
}
