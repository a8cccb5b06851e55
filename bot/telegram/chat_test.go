package telegram_test

import (
	"fmt"
	"strconv"
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
				if n := len(r.texts(test.in.Chat)); n != len(test.want) {
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
		{"cut after it was sent", telegramtest.Fault{Reset: true, After: true}, 2, false},
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
				settle(15 * time.Second)
				if n := r.server.Unconfirmed(); n != 0 {
					t.Error("the handler still waits; an answer that comes so late is none")
				}
				settle(time.Minute)
				if n := len(r.texts(groupID)); n != test.answers {
					t.Errorf("%d answers, want %d", n, test.answers)
				}
				if left := len(drain(r.host.Lefts)) > 0; left != test.left {
					t.Errorf("host was told that the bot left: %v, want %v", left, test.left)
				}
			})
		})
	}
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
