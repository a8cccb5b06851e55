package commands_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"herald/articles"
	"herald/bot"
	"herald/bot/commands"
)

// TestResend lists the uncertain posts, sends one of them again, and all.
func TestResend(t *testing.T) {
	t.Parallel()
	channel := bot.Channel{Title: "News", Address: bot.Address{Platform: bot.Telegram, ID: "-100"}}
	posts := func(n int) (all []bot.Delivery) {
		for i := range n {
			all = append(all, bot.Delivery{
				ID: bot.DeliveryID(107 - i), Channel: channel, Kind: bot.KindBreaking, Stories: []articles.StoryID{3},
				Owed: now.Add(-time.Hour), Reason: "perhaps sent: the line broke",
			})
		}
		return all
	}
	tests := []struct {
		name, line string
		posts      int
		want       []string
		resent     int
	}{
		{"none", "/resend", 0, []string{"no uncertain posts"}, 0},
		{"a list", "/resend", 7, []string{"Perhaps sent, perhaps not: 7", "107: story 3 to News (telegram/-100), owed 1 h ago",
			"the line broke", "and 2 older ones"}, 0},
		{"one", "/resend 106", 3, []string{"Post 106 is sent again to News (telegram/-100)."}, 1},
		{"one as people type it", "/resend #106", 3, []string{"Post 106 is sent again"}, 1},
		{"one that is certain", "/resend 12", 3, []string{"Post 12 is not among the uncertain ones."}, 0},
		{"all", "/resend ALL", 7, []string{"7 of 7 uncertain posts are sent again."}, 7},
		{"nonsense", "/resend -4", 3, []string{"Which post?"}, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			w, left := newWorld(t), posts(test.posts)
			w.options.Uncertain = func(_ context.Context, limit int) ([]bot.Delivery, int, error) {
				return left[:min(limit, len(left))], len(left), nil
			}
			resent := 0
			w.options.Resend = func(_ context.Context, id bot.DeliveryID) (bot.Delivery, error) {
				for _, d := range left {
					if d.ID == id {
						resent++
						return d, nil
					}
				}
				return bot.Delivery{}, commands.ErrNotUncertain
			}
			w.rebuild()
			checkAnswer(t, w.as(t, admin, test.line), test.want, nil)
			if resent != test.resent {
				t.Errorf("%d sent again, want %d", resent, test.resent)
			}
			if m := w.as(t, ann, "/resend all"); !strings.Contains(m.Plain(), "Only Herald's admins") || resent != test.resent {
				t.Errorf("a reader gets %q", m.Plain())
			}
		})
	}
}

// TestStatusOffersResend: /status leads to the uncertain posts, if there are any.
func TestStatusOffersResend(t *testing.T) {
	t.Parallel()
	for n := range 2 {
		w := newWorld(t)
		w.store.counts.Deliveries = map[bot.State]int{bot.Undecided: n}
		w.options.Uncertain = func(context.Context, int) ([]bot.Delivery, int, error) { return nil, n, nil }
		w.rebuild()
		if m := w.as(t, admin, "/status"); len(m.Buttons) != n {
			t.Errorf("with %d uncertain posts the buttons are %v", n, m.Buttons)
		}
	}
}
