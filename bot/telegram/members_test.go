package telegram_test

import (
	"context"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"herald/bot"
	"herald/bot/telegram/telegramtest"
)

func TestManagersAreRemembered(t *testing.T) {
	t.Parallel()
	bubble(t, telegramtest.Options{NoLimits: true}, func(t *testing.T, r *rig) {
		r.start(t)
		ask := func() bool {
			r.server.Type(groupID, 0, anna, "/subscribe")
			settle(time.Second)
			may, err := (<-r.host.Requests).MayManage(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			return may
		}
		for range 10 {
			ask()
		}
		if n := len(r.server.Calls("getChatMember")); n != 1 {
			t.Errorf("%d questions in ten seconds, want 1", n)
		}
		r.server.SetRole(groupID, anna, telegramtest.Administrator)
		settle(2 * time.Minute)
		if !ask() {
			t.Error("an administrator of two minutes may not manage")
		}
		r.server.FailNext(groupID, 400, "Bad Request: member list is inaccessible")
		r.server.Type(groupID, 0, telegramtest.User{ID: 7, Name: "New"}, "/subscribe")
		settle(time.Second)
	})
}

// TestManagersAreForgottenWithAChange: when the bot's own standing in a chat
// changes, it asks anew who manages the chat, and not before in another one.
func TestManagersAreForgottenWithAChange(t *testing.T) {
	t.Parallel()
	bubble(t, telegramtest.Options{NoLimits: true}, func(t *testing.T, r *rig) {
		r.start(t)
		asked := func(chat int64) int {
			before := len(r.server.Calls("getChatMember"))
			r.server.Type(chat, 0, boss, "/subscribe")
			settle(time.Second)
			if may, err := (<-r.host.Requests).MayManage(t.Context()); err != nil || !may {
				t.Fatalf("MayManage = %v, %v", may, err)
			}
			return len(r.server.Calls("getChatMember")) - before
		}
		if n := asked(groupID) + asked(forumID); n != 2 {
			t.Fatalf("%d questions about two chats", n)
		}
		r.server.SetBotRole(groupID, boss, telegramtest.Administrator)
		settle(time.Second)
		if n := asked(groupID); n != 1 {
			t.Errorf("%d questions after a change in the chat, want 1", n)
		}
		if n := asked(forumID); n != 0 {
			t.Errorf("%d questions after a change elsewhere, want none", n)
		}
	})
}

func TestWhoWritesAsAChannelManagesNothing(t *testing.T) {
	t.Parallel()
	bubble(t, telegramtest.Options{}, func(t *testing.T, r *rig) {
		r.start(t)
		group := map[string]any{"id": groupID, "type": "supergroup", "title": "Readers"}
		r.server.Push("message", map[string]any{
			"message_id": 77, "date": 1, "chat": group, "text": "/subscribe",
			"from":        map[string]any{"id": 136817688, "is_bot": true, "first_name": "Channel"},
			"sender_chat": map[string]any{"id": -1009999, "type": "channel", "title": "Somebody's"},
			"entities":    []any{map[string]any{"type": "bot_command", "offset": 0, "length": 10}},
		})
		settle(time.Second)
		q := <-r.host.Requests
		if may, err := q.MayManage(t.Context()); may || err != nil || q.User != (bot.User{}) {
			t.Errorf("user %v may manage: %v, %v", q.User, may, err)
		}
	})
}

func TestManagersCannotBeAsked(t *testing.T) {
	t.Parallel()
	bubble(t, telegramtest.Options{}, func(t *testing.T, r *rig) {
		r.start(t)
		r.server.Type(groupID, 0, anna, "/subscribe")
		settle(time.Second)
		q := <-r.host.Requests
		r.server.FailNext(groupID, 400, "Bad Request: member list is inaccessible")
		if may, err := q.MayManage(t.Context()); err == nil || may {
			t.Errorf("MayManage = %v, %v; want an error", may, err)
		}
		if may, err := q.MayManage(t.Context()); err != nil || may {
			t.Errorf("MayManage = %v, %v; a failure must not be remembered", may, err)
		}
	})
}

func TestComingAndGoing(t *testing.T) {
	t.Parallel()
	group := address(strconv.Itoa(groupID))
	channel := address(strconv.Itoa(channelID))
	tests := []struct {
		name         string
		do           func(s *telegramtest.Server)
		joins, lefts []bot.Address
		greeted      int64
	}{
		{"added to a group", func(s *telegramtest.Server) { s.Expel(groupID); s.AddBot(groupID, boss) }, []bot.Address{group}, nil, groupID},
		{"removed from a group", func(s *telegramtest.Server) { s.RemoveBot(groupID, boss) }, nil, []bot.Address{group}, 0},
		{"promoted in a group", func(s *telegramtest.Server) { s.SetBotRole(groupID, boss, telegramtest.Administrator) }, nil, nil, 0},
		{"added to a channel", func(s *telegramtest.Server) { s.Expel(channelID); s.AddBot(channelID, boss) }, []bot.Address{channel}, nil, channelID},
		{"no longer an administrator of a channel", func(s *telegramtest.Server) { s.SetBotRole(channelID, boss, telegramtest.Member) }, nil, []bot.Address{channel}, 0},
		{"blocked", func(s *telegramtest.Server) { s.Block(anna) }, nil, []bot.Address{address("5001")}, 0},
		{"removed and added again", func(s *telegramtest.Server) {
			s.RemoveBot(groupID, boss)
			s.AddBot(groupID, boss)
		}, []bot.Address{group}, []bot.Address{group}, groupID},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			bubble(t, telegramtest.Options{}, func(t *testing.T, r *rig) {
				r.start(t)
				test.do(r.server)
				settle(time.Second)
				if diff := cmp.Diff(test.joins, drain(r.host.Joins)); diff != "" {
					t.Errorf("joined (-want +got):\n%s", diff)
				}
				if diff := cmp.Diff(test.lefts, drain(r.host.Lefts)); diff != "" {
					t.Errorf("left (-want +got):\n%s", diff)
				}
				if test.greeted != 0 && len(r.texts(test.greeted)) != 1 {
					t.Errorf("greetings: %q", r.texts(test.greeted))
				}
			})
		})
	}
}

func TestStartAfterBlockIsGreetedOnce(t *testing.T) {
	t.Parallel()
	bubble(t, telegramtest.Options{}, func(t *testing.T, r *rig) {
		r.start(t)
		r.server.Block(anna)
		settle(time.Second)
		r.server.Type(anna.ID, 0, anna, "/start")
		settle(time.Second)
		if diff := cmp.Diff([]bot.Address{address("5001")}, drain(r.host.Joins)); diff != "" {
			t.Errorf("joined (-want +got):\n%s", diff)
		}
		if diff := cmp.Diff([]string{"answer to start"}, r.texts(anna.ID)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}

func drain[T any](c <-chan T) []T {
	var list []T
	for {
		select {
		case v := <-c:
			list = append(list, v)
		default:
			return list
		}
	}
}

func TestMigration(t *testing.T) {
	t.Parallel()
	const old, super = -4001, -1001000004001
	move := [2]bot.Address{address(strconv.Itoa(old)), address(strconv.Itoa(super))}
	t.Run("told by the chat", func(t *testing.T) {
		t.Parallel()
		bubble(t, telegramtest.Options{}, func(t *testing.T, r *rig) {
			r.server.AddChat(telegramtest.Chat{ID: old, Type: telegramtest.Group, Title: "Small"})
			r.start(t)
			r.server.Migrate(old, super)
			settle(time.Second)
			for _, m := range drain(r.host.Moves) {
				if m != move {
					t.Errorf("moved %v, want %v", m, move)
				}
			}
		})
	})
	t.Run("told by Send", func(t *testing.T) {
		t.Parallel()
		bubble(t, telegramtest.Options{}, func(t *testing.T, r *rig) {
			r.server.AddChat(telegramtest.Chat{ID: old, Type: telegramtest.Group, Title: "Small"})
			r.server.Migrate(old, super)
			_, err := r.Send(t.Context(), bot.Post{To: move[0], Message: bot.Say("x")})
			if e := bot.FateOf(err); e.Fate != bot.Moved || e.MovedTo != move[1] {
				t.Errorf("Send = %v to %v, want moved to %v", err, e.MovedTo, move[1])
			}
		})
	})
	t.Run("told by an answer", func(t *testing.T) {
		t.Parallel()
		bubble(t, telegramtest.Options{}, func(t *testing.T, r *rig) {
			r.server.AddChat(telegramtest.Chat{ID: old, Type: telegramtest.Group, Title: "Small"})
			r.host.Answer("latest", func(context.Context, bot.Request) bot.Message {
				r.server.Migrate(old, super)
				return bot.Say("the answer")
			})
			r.start(t)
			r.server.Type(old, 0, anna, "/latest")
			settle(2 * time.Second)
			if got := r.texts(super); len(got) != 1 || got[0] != "the answer" {
				t.Errorf("in the new chat: %q", got)
			}
			if got := drain(r.host.Moves); len(got) == 0 || got[0] != move {
				t.Errorf("moves: %v", got)
			}
		})
	})
}
