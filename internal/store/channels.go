package store

import (
	"context"
	"errors"
	"time"

	"herald/bot"
	"herald/bot/commands"
	"herald/scheduler"
)

// channelColumns are what scanChannel reads, of channels as c.
const channelColumns = `c.id, c.platform, c.address, c.title, c.place, c.zone, c.quiet_from, c.quiet_to, c.quiet_mode, c.paused`

// channelFields are where they are read to.
func channelFields(c *bot.Channel) []any {
	return []any{
		&c.ID, &c.Platform, &c.Address.ID, &c.Title, &c.Place, &c.Zone,
		&c.Quiet.From, &c.Quiet.To, &c.Quiet.Mode, &c.Paused,
	}
}

// Channel is the channel at an address, or commands.ErrNoChannel.
func (s *Store) Channel(ctx context.Context, at bot.Address) (c bot.Channel, err error) {
	err = s.read(ctx, "read channel", func(q query) error {
		c, err = channelAt(ctx, q, at)
		return err
	})
	return c, err
}

// channelAt is commands.ErrNoChannel where none is.
func channelAt(ctx context.Context, q query, at bot.Address) (c bot.Channel, err error) {
	err = q.QueryRowContext(ctx, `SELECT `+channelColumns+` FROM channels c WHERE c.platform = ? AND c.address = ?`,
		at.Platform, at.ID).Scan(channelFields(&c)...)
	if errors.Is(err, errNoRow) {
		return bot.Channel{}, commands.ErrNoChannel
	}
	return c, err
}

// SaveChannel makes a channel known or changes its title and place (what is
// empty stays as it is), and makes a paused one active. A new one starts with
// the zone and quiet hours of c.
func (s *Store) SaveChannel(ctx context.Context, c bot.Channel) (saved bot.Channel, err error) {
	c.Title = clean(c.Title)
	// Every command saves its channel; nearly always there is nothing to write.
	if old, err := s.Channel(ctx, c.Address); err == nil && old.Paused == "" && !renames(c, old) {
		return old, nil
	}
	err = s.write(ctx, "save channel", func(tx change) error {
		saved, err = saveChannel(ctx, tx, c)
		return err
	})
	return saved, err
}

// renames reports whether c says something new about old.
func renames(c, old bot.Channel) bool {
	return c.Title != "" && c.Title != old.Title || c.Place != "" && c.Place != old.Place
}

func saveChannel(ctx context.Context, tx change, c bot.Channel) (bot.Channel, error) {
	_, err := tx.ExecContext(ctx, `INSERT INTO channels (platform, address, title, place, zone, quiet_from, quiet_to, quiet_mode)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (platform, address) DO UPDATE SET paused = '',
			title = CASE WHEN excluded.title <> '' THEN excluded.title ELSE channels.title END,
			place = CASE WHEN excluded.place <> '' THEN excluded.place ELSE channels.place END`,
		c.Platform, c.Address.ID, c.Title, c.Place, c.Zone, c.Quiet.From, c.Quiet.To, c.Quiet.Mode)
	if err != nil {
		return bot.Channel{}, err
	}
	// Whoever is here has not moved away from here.
	_, err = tx.ExecContext(ctx, `DELETE FROM moves WHERE platform = ? AND address = ?`, c.Platform, c.Address.ID)
	if err != nil {
		return bot.Channel{}, err
	}
	return channelAt(ctx, tx, c.Address)
}

// SetQuiet sets a channel's quiet hours, or gives commands.ErrNoChannel.
func (s *Store) SetQuiet(ctx context.Context, id bot.ChannelID, q scheduler.Quiet) error {
	return s.setChannel(ctx, "set quiet hours", `UPDATE channels SET quiet_from = ?, quiet_to = ?, quiet_mode = ?, fixed_quiet = 0
		WHERE id = ?`, q.From, q.To, q.Mode, id)
}

// SetZone sets a channel's time zone, or gives commands.ErrNoChannel.
func (s *Store) SetZone(ctx context.Context, id bot.ChannelID, zone string) error {
	return s.setChannel(ctx, "set zone", `UPDATE channels SET zone = ?, fixed_zone = 0 WHERE id = ?`, clean(zone), id)
}

func (s *Store) setChannel(ctx context.Context, op, text string, args ...any) error {
	return s.write(ctx, op, func(tx change) error {
		n, err := affected(ctx, tx, text, args...)
		if err == nil && n == 0 {
			err = commands.ErrNoChannel
		}
		return err
	})
}

// Pause stops everything for a channel and drops what is owed to it, both with
// the reason. A channel that is not known needs no pause.
func (s *Store) Pause(ctx context.Context, at bot.Address, reason string, now time.Time) error {
	if reason == "" {
		reason = "paused" // the mark itself must not be empty
	}
	reason = clean(reason)
	return s.write(ctx, "pause channel", func(tx change) error {
		c, err := channelAt(ctx, tx, at)
		if errors.Is(err, commands.ErrNoChannel) {
			return nil
		}
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `UPDATE channels SET paused = ? WHERE id = ?`, reason, c.ID); err != nil {
			return err
		}
		// One that is being sent is dropped too. If it arrives after all, Settle
		// says so.
		return drop(ctx, tx, c.ID, now, reason, `state IN ('owed', 'claimed')`)
	})
}

const dropQuery = `UPDATE deliveries SET state = 'dropped', reason = ?, settled = ?, held = 0 WHERE channel = ? AND `

// drop settles deliveries of a channel as dropped; which says what they are.
func drop(ctx context.Context, tx change, id bot.ChannelID, now time.Time, reason, which string, args ...any) error {
	_, err := tx.ExecContext(ctx, dropQuery+which, append([]any{reason, micros(now), id}, args...)...)
	if err != nil {
		return err
	}
	return refreshDue(ctx, tx, id)
}
