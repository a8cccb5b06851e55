package telegram_test

import (
	"strings"
	"testing"
	"time"

	"herald/bot/telegram/telegramtest"
)

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
		r.mustHalt(t)
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
