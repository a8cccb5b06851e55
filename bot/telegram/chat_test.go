package telegram_test

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"herald/bot"
	"herald/bot/telegram/telegramtest"
)

func TestWhatIsMeantForTheBot(t *testing.T) {
	t.Parallel()
	name := "@" + telegramtest.NewServer(telegramtest.Options{}).Username()
	tests := []struct {
		name string
		in   telegramtest.Incoming
		want []string
	}{
		{"command in a group", telegramtest.Incoming{Chat: groupID, From: anna, Text: "/latest iran 5"}, []string{"/latest iran 5"}},
		{"with the bot's name", telegramtest.Incoming{Chat: groupID, From: anna, Text: "/story" + name + " 12"}, []string{"/story 12"}},
		{"with another bot's name", telegramtest.Incoming{Chat: groupID, From: anna, Text: "/story@OtherBot 12"}, nil},
		{"talk in a group", telegramtest.Incoming{Chat: groupID, From: anna, Text: "what is new?"}, nil},
		{"talk that names the bot", telegramtest.Incoming{Chat: groupID, From: anna, Text: name + " iran"}, []string{"/ iran"}},
		{"talk that names the bot later", telegramtest.Incoming{Chat: groupID, From: anna, Text: "ask " + name}, nil},
		{"just the name", telegramtest.Incoming{Chat: groupID, From: anna, Text: name}, nil},
		{"private talk", telegramtest.Incoming{Chat: anna.ID, From: anna, Text: "what is new?"}, []string{"/ what is new?"}},
		{"forwarded command", telegramtest.Incoming{Chat: groupID, From: anna, Text: "/latest", Forwarded: true}, nil},
		{"a linked channel's command", telegramtest.Incoming{Chat: groupID, From: anna, Text: "/latest", AutoForwarded: true}, nil},
		{"post in a channel", telegramtest.Incoming{Chat: channelID, Text: "/latest"}, []string{"/latest"}},
		{"ordinary post in a channel", telegramtest.Incoming{Chat: channelID, Text: "Good morning"}, nil},
		{"anonymous administrator", telegramtest.Incoming{Chat: groupID, From: boss, Text: "/latest", Anonymous: true}, []string{"/latest"}},
		{"photo or sticker", telegramtest.Incoming{Chat: anna.ID, From: anna}, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			bubble(t, telegramtest.Options{NoPrivacy: true}, func(t *testing.T, r *rig) {
				r.start(t)
				r.server.Write(test.in)
				settle(time.Second)
				if diff := cmp.Diff(test.want, r.lines()); diff != "" {
					t.Errorf("handled (-want +got):\n%s", diff)
				}
				if n := len(r.texts(test.in.Chat, 0)); n != len(test.want) {
					t.Errorf("%d answers", n)
				}
			})
		})
	}
}

func TestRepliesToPostsAreTalk(t *testing.T) {
	t.Parallel()
	bubble(t, telegramtest.Options{}, func(t *testing.T, r *rig) {
		r.start(t)
		id, err := r.Send(t.Context(), bot.Post{To: address(strconv.Itoa(groupID)), Message: bot.Say("the dam holds")})
		if err != nil {
			t.Fatal(err)
		}
		n, _ := strconv.Atoi(string(id))
		r.server.Write(telegramtest.Incoming{Chat: groupID, From: anna, Text: "at last!", ReplyTo: n})
		settle(time.Second)
		if got := r.lines(); got != nil {
			t.Errorf("the bot joins the talk about its post: %q", got)
		}
	})
}

func TestRequestSaysWhoAndWhere(t *testing.T) {
	t.Parallel()
	const group, forum, channel = "-1001000000001", "-1001000000002", "-1001000000003"
	reader := bot.User{Platform: bot.Telegram, ID: "5001", Name: "Anna"}
	manager := bot.User{Platform: bot.Telegram, ID: "5002", Name: "Boris"}
	type facts struct {
		Address   string
		Place     bot.Place
		Title     string
		User      bot.User
		MayManage bool
	}
	tests := []struct {
		name string
		in   telegramtest.Incoming
		want facts
	}{
		{"private", telegramtest.Incoming{Chat: anna.ID, From: anna}, facts{"5001", bot.PlacePrivate, "Anna", reader, true}},
		{"group", telegramtest.Incoming{Chat: groupID, From: anna}, facts{group, bot.PlaceGroup, "Readers", reader, false}},
		{"group, manager", telegramtest.Incoming{Chat: groupID, From: boss}, facts{group, bot.PlaceGroup, "Readers", manager, true}},
		{"group, anonymous manager", telegramtest.Incoming{Chat: groupID, From: boss, Anonymous: true}, facts{group, bot.PlaceGroup, "Readers", bot.User{}, true}},
		{"thread of replies", telegramtest.Incoming{Chat: groupID, From: anna, Thread: 77}, facts{group, bot.PlaceGroup, "Readers", reader, false}},
		{"topic", telegramtest.Incoming{Chat: forumID, Topic: topicID, From: anna}, facts{forum + "/45", bot.PlaceGroup, "Forum", reader, false}},
		{"topic General", telegramtest.Incoming{Chat: forumID, From: anna}, facts{forum, bot.PlaceGroup, "Forum", reader, false}},
		{"channel", telegramtest.Incoming{Chat: channelID}, facts{channel, bot.PlaceBroadcast, "Daily", bot.User{}, true}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			bubble(t, telegramtest.Options{}, func(t *testing.T, r *rig) {
				r.start(t)
				test.in.Text = "/subscribe"
				asked := r.server.Write(test.in)
				settle(time.Second)
				q := <-r.host.Requests
				got := facts{Address: q.Address.ID, Place: q.Place, Title: q.Title, User: q.User, MayManage: true}
				if q.MayManage != nil {
					may, err := q.MayManage(t.Context())
					if err != nil {
						t.Fatal(err)
					}
					got.MayManage = may
				}
				if diff := cmp.Diff(test.want, got); diff != "" {
					t.Errorf("(-want +got):\n%s", diff)
				}
				list := r.server.Messages(test.in.Chat, test.in.Topic)
				wantReply := 0
				if q.Place == bot.PlaceGroup {
					wantReply = asked
				}
				if len(list) != 1 || list[0].ReplyTo != wantReply {
					t.Errorf("answers %+v, want one that answers message %d", list, wantReply)
				}
			})
		})
	}
}

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
				if test.greeted != 0 && len(r.texts(test.greeted, 0)) != 1 {
					t.Errorf("greetings: %q", r.texts(test.greeted, 0))
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
		if diff := cmp.Diff([]string{"answer to start"}, r.texts(anna.ID, 0)); diff != "" {
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
			if got := r.texts(super, 0); len(got) != 1 || got[0] != "the answer" {
				t.Errorf("in the new chat: %q", got)
			}
			if got := drain(r.host.Moves); len(got) == 0 || got[0] != move {
				t.Errorf("moves: %v", got)
			}
		})
	})
}

func TestAnswersThatCannotBeSent(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		fault   telegramtest.Fault
		answers int
		left    bool
	}{
		{"gone", telegramtest.Fault{Code: 403, Description: "Forbidden: bot was kicked from the supergroup chat"}, 0, true},
		{"limited for a moment", telegramtest.Fault{Code: 429, RetryAfter: 4 * time.Second}, 1, false},
		{"limited for long", telegramtest.Fault{Code: 429, RetryAfter: 400 * time.Second}, 0, false},
		{"server restarts", telegramtest.Fault{Code: 500, Description: "Internal Server Error: restart"}, 1, false},
		{"cut after it was sent", telegramtest.Fault{Reset: true, After: true}, 1, false},
		{"not taken as it is", telegramtest.Fault{Code: 400, Description: "Bad Request: can't parse entities: Unsupported start tag"}, 1, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			bubble(t, telegramtest.Options{}, func(t *testing.T, r *rig) {
				r.start(t)
				test.fault.Method = "sendMessage"
				r.server.Inject(test.fault)
				r.server.Type(groupID, 0, anna, "/latest")
				settle(time.Minute)
				if n := len(r.texts(groupID, 0)); n != test.answers {
					t.Errorf("%d answers, want %d", n, test.answers)
				}
				if left := len(drain(r.host.Lefts)) > 0; left != test.left {
					t.Errorf("host was told that the bot left: %v, want %v", left, test.left)
				}
			})
		})
	}
}

func TestMenus(t *testing.T) {
	t.Parallel()
	bubble(t, telegramtest.Options{}, func(t *testing.T, r *rig) {
		r.start(t)
		settle(time.Second)
		names := func(scope string) string {
			var list []string
			for _, c := range r.server.Menu(scope) {
				list = append(list, c.Name)
			}
			return strings.Join(list, " ")
		}
		const readers, managers = "latest story slow fast", "latest story subscribe slow fast"
		for scope, want := range map[string]string{
			"default": managers, "all_private_chats": managers, "all_group_chats": readers, "all_chat_administrators": managers,
		} {
			if got := names(scope); got != want {
				t.Errorf("menu of %s is %q, want %q", scope, got, want)
			}
		}
		r.halt(t)
		set := len(r.server.Calls("setMyCommands"))
		r.start(t)
		settle(time.Second)
		if n := len(r.server.Calls("setMyCommands")); n != set {
			t.Errorf("an unchanged menu was set %d times again", n-set)
		}
	})
}

func TestMenuComesWhenItCan(t *testing.T) {
	t.Parallel()
	bubble(t, telegramtest.Options{}, func(t *testing.T, r *rig) {
		r.server.Inject(telegramtest.Fault{Method: "getMyCommands", Code: 429, RetryAfter: 30 * time.Second})
		r.server.Inject(telegramtest.Fault{Method: "setMyCommands", Reset: true})
		r.start(t)
		r.server.Type(groupID, 0, anna, "/latest")
		settle(time.Second)
		if got := r.lines(); len(got) != 1 {
			t.Errorf("the menu kept a command waiting: %q", got)
		}
		settle(5 * time.Minute)
		if len(r.server.Menu("all_chat_administrators")) == 0 {
			t.Error("the menu never came")
		}
	})
}

func TestOrderOfOnePersonsCommands(t *testing.T) {
	t.Parallel()
	bubble(t, telegramtest.Options{NoLimits: true}, func(t *testing.T, r *rig) {
		var want []string
		r.start(t)
		for i := range 15 {
			line := fmt.Sprintf("/latest %d", i)
			r.server.Type(groupID, 0, anna, line)
			want = append(want, line)
		}
		settle(5 * time.Second)
		if diff := cmp.Diff(want, r.lines()); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}
