package store

import (
	"context"
	"fmt"
	"strings"

	"herald/articles"
	"herald/bot"
)

// DeliveryFilter keeps the deliveries that are about a story, under whatever number
// they were owed, owed to a channel, or in a state; zero fields keep all.
type DeliveryFilter struct {
	Story   articles.StoryID
	Channel bot.ChannelID
	State   bot.State
}

// maxDeliveries bounds one answer of Deliveries.
const maxDeliveries = 1000

// Deliveries are the newest deliveries that f keeps, newest first; at most limit
// (zero: 1000). NotBefore of a claimed one is when its lease ends.
func (s *Store) Deliveries(ctx context.Context, f DeliveryFilter, limit int) (all []bot.Delivery, err error) {
	if limit <= 0 || limit > maxDeliveries {
		limit = maxDeliveries
	}
	err = s.read(ctx, "read deliveries", func(q query) error {
		where, args, err := f.conditions(ctx, q)
		if err != nil {
			return err
		}
		all, err = collect(ctx, q, scanDelivery, `SELECT `+deliveryColumns+` FROM deliveries d
			JOIN channels c ON c.id = d.channel WHERE `+where+` ORDER BY d.id DESC LIMIT ?`, append(args, limit)...)
		return err
	})
	return all, err
}

func (f DeliveryFilter) conditions(ctx context.Context, q query) (where string, args []any, err error) {
	all := []string{"1 = 1"}
	if f.Story != 0 {
		ids, err := everyNumber(ctx, q, f.Story)
		if err != nil {
			return "", nil, err
		}
		where, args = tells(ids)
		all = append(all, where)
	}
	if f.Channel != 0 {
		all, args = append(all, "d.channel = ?"), append(args, f.Channel)
	}
	if f.State != "" {
		all, args = append(all, "d.state = ?"), append(args, f.State)
	}
	return strings.Join(all, " AND "), args, nil
}

// tells is the condition that a delivery tells one of some stories.
func tells(ids []articles.StoryID) (where string, args []any) {
	var any []string
	for _, id := range ids {
		// [12] or [12,… or …,12,… or …,12]
		any = append(any, `d.stories = ? OR d.stories LIKE ? OR d.stories LIKE ? OR d.stories LIKE ?`)
		for _, form := range []string{"[%d]", "[%d,%%", "%%,%d,%%", "%%,%d]"} {
			args = append(args, fmt.Sprintf(form, id))
		}
	}
	return "(" + strings.Join(any, " OR ") + ")", args
}
