package telegram_test

import (
	"strings"
	"testing"
	"time"

	"herald/bot"
	"herald/bot/telegram/telegramtest"
)

// TestAnswersAside: where the bot may not write, the asker is told privately.
func TestAnswersAside(t *testing.T) {
	t.Parallel()
	bubble(t, telegramtest.Options{}, func(t *testing.T, r *rig) {
		r.start(t)
		r.server.Mute(groupID, true)
		r.server.Type(groupID, 0, anna, "/subscribe")
		settle(time.Second)
		if got := r.texts(anna.ID); len(got) != 1 || !strings.Contains(got[0], "answer to subscribe") {
			t.Errorf("told privately: %q", got)
		}
		if len(r.host.Lefts) != 1 {
			t.Errorf("told of %d chats that were left, want 1", len(r.host.Lefts))
		}
		r.server.Type(groupID, 0, telegramtest.User{ID: 77, Name: "Nobody"}, "/subscribe") // never started the bot
		settle(time.Second)
	})
}

func TestMayPostInChannels(t *testing.T) {
	t.Parallel()
	bubble(t, telegramtest.Options{}, func(t *testing.T, r *rig) {
		r.start(t)
		r.server.Type(channelID, 0, boss, "/subscribe")
		settle(time.Second)
		q := <-r.host.Requests
		if err := q.MayPost(t.Context()); err != nil {
			t.Errorf("MayPost = %v", err)
		}
		r.server.SetBotRole(channelID, boss, telegramtest.Member)
		if err := q.MayPost(t.Context()); err == nil || !strings.Contains(err.Error(), "administrator that may post") {
			t.Errorf("a plain member of a channel: MayPost = %v", err)
		}
	})
}

// TestTopicOpenedAgain: a topic that was closed, and so given up, comes back.
func TestTopicOpenedAgain(t *testing.T) {
	t.Parallel()
	bubble(t, telegramtest.Options{}, func(t *testing.T, r *rig) {
		r.host.Pause(address("-1001000000002/45"), address("-1001000000002/46"), address("-1001000000001"))
		r.start(t)
		r.server.Push("message", map[string]any{
			"message_id": 5, "date": 1, "message_thread_id": topicID, "is_topic_message": true, "forum_topic_reopened": map[string]any{},
			"chat": map[string]any{"id": forumID, "type": "supergroup", "title": "Forum", "is_forum": true},
			"from": map[string]any{"id": boss.ID, "first_name": "Boris"},
		})
		settle(time.Second)
		if len(r.host.Joins) != 1 {
			t.Fatalf("told of %d topics, want 1", len(r.host.Joins))
		}
		if at := <-r.host.Joins; at != (bot.Address{Platform: bot.Telegram, ID: "-1001000000002/45"}) {
			t.Errorf("joined %v", at)
		}
	})
}
