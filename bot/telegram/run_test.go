package telegram_test

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"herald/bot"
	"herald/bot/telegram/telegramtest"
)

func TestUpdatesWaitForTheirHandlers(t *testing.T) {
	t.Parallel()
	bubble(t, telegramtest.Options{}, func(t *testing.T, r *rig) {
		release := make(chan struct{})
		r.host.Answer("slow", func(context.Context, bot.Request) bot.Message {
			<-release
			return bot.Say("slow answer")
		})
		r.start(t)
		r.server.Type(groupID, 0, anna, "/slow")
		settle(5 * time.Second)
		if n := r.server.Unconfirmed(); n != 1 {
			t.Fatalf("%d updates unconfirmed while one is handled, want 1", n)
		}
		r.server.Type(groupID, 0, boss, "/fast")
		settle(2 * time.Second)
		if diff := cmp.Diff([]string{"/slow", "/fast"}, r.lines()); diff != "" {
			t.Errorf("handled (-want +got):\n%s", diff)
		}
		if got := r.texts(groupID); !slices.Equal(got, []string{"answer to fast"}) {
			t.Errorf("answers while the first is slow: %q", got)
		}
		if n := r.server.Unconfirmed(); n != 2 {
			t.Errorf("%d updates unconfirmed, want both: none may be confirmed before the first", n)
		}
		close(release)
		settle(2 * time.Second)
		if n := r.server.Unconfirmed(); n != 0 {
			t.Errorf("%d updates unconfirmed after all were handled", n)
		}
		if diff := cmp.Diff([]string(nil), r.lines()); diff != "" {
			t.Errorf("handled again: %s", diff)
		}
	})
}

func TestBusyPollingIsPaced(t *testing.T) {
	t.Parallel()
	bubble(t, telegramtest.Options{}, func(t *testing.T, r *rig) {
		r.host.Answer("slow", func(ctx context.Context, _ bot.Request) bot.Message {
			<-time.After(20 * time.Second)
			return bot.Say("done")
		})
		r.start(t)
		r.server.Type(groupID, 0, anna, "/slow")
		settle(20 * time.Second)
		if n := len(r.server.Calls("getUpdates")); n > 45 {
			t.Errorf("%d polls in 20 s of a slow handler", n)
		}
	})
}

func TestServerThatDoesNotWaitIsNotHammered(t *testing.T) {
	t.Parallel()
	bubble(t, telegramtest.Options{IgnoreTimeout: true}, func(t *testing.T, r *rig) {
		r.start(t)
		settle(time.Minute)
		if n := len(r.server.Calls("getUpdates")); n > 110 {
			t.Errorf("%d polls in a minute", n)
		}
	})
}

func TestCrashLosesNoUpdate(t *testing.T) {
	t.Parallel()
	bubble(t, telegramtest.Options{}, func(t *testing.T, r *rig) {
		// A handler that does not end before Run has to is a crash to the update.
		r.host.Answer("slow", func(ctx context.Context, _ bot.Request) bot.Message {
			<-ctx.Done()
			return bot.Message{}
		})
		r.start(t)
		r.server.Type(groupID, 0, anna, "/slow")
		settle(time.Second)
		if err := r.halt(t); err != nil {
			t.Fatal(err)
		}
		r.lines()
		r.host.Answer("slow", nil)
		r.start(t)
		settle(2 * time.Second)
		if diff := cmp.Diff([]string{"/slow"}, r.lines()); diff != "" {
			t.Errorf("after the restart (-want +got):\n%s", diff)
		}
	})
}

func TestStopConfirmsWhatWasHandled(t *testing.T) {
	t.Parallel()
	bubble(t, telegramtest.Options{}, func(t *testing.T, r *rig) {
		r.host.Answer("slow", func(ctx context.Context, _ bot.Request) bot.Message {
			<-time.After(3 * time.Second)
			return bot.Say("in time")
		})
		r.start(t)
		r.server.Type(groupID, 0, anna, "/slow")
		settle(time.Second)
		if err := r.halt(t); err != nil {
			t.Fatal(err)
		}
		if got := r.texts(groupID); !slices.Equal(got, []string{"in time"}) {
			t.Errorf("a handler that is nearly done was not let finish: %q", got)
		}
		if n := r.server.Unconfirmed(); n != 0 {
			t.Errorf("%d updates come again at the next start", n)
		}
	})
}

func TestMalformedUpdateDoesNotStopTheOthers(t *testing.T) {
	t.Parallel()
	bubble(t, telegramtest.Options{}, func(t *testing.T, r *rig) {
		r.start(t)
		r.server.Push("message", "not an object")
		r.server.Push("my_chat_member", map[string]any{"chat": map[string]any{"id": 1}, "new_chat_member": map[string]any{"status": "demigod"}})
		r.server.Push("callback_query", map[string]any{"id": "1", "data": "nlatest"})
		r.server.Push("message", map[string]any{"message_id": 1})
		r.server.Type(groupID, 0, anna, "/latest")
		settle(2 * time.Second)
		if diff := cmp.Diff([]string{"/latest"}, r.lines()); diff != "" {
			t.Errorf("handled (-want +got):\n%s", diff)
		}
		if n := r.server.Unconfirmed(); n != 0 {
			t.Errorf("%d updates come again for ever", n)
		}
	})
}

func TestUpdateNumbersMayStartAnew(t *testing.T) {
	t.Parallel()
	bubble(t, telegramtest.Options{}, func(t *testing.T, r *rig) {
		r.start(t)
		r.server.Type(groupID, 0, anna, "/latest one")
		settle(3 * 24 * time.Hour)
		r.server.JumpUpdates(1000)
		r.server.Type(groupID, 0, anna, "/latest two")
		r.server.Type(groupID, 0, anna, "/latest three")
		settle(5 * time.Second)
		if diff := cmp.Diff([]string{"/latest one", "/latest two", "/latest three"}, r.lines()); diff != "" {
			t.Errorf("handled (-want +got):\n%s", diff)
		}
	})
}

func TestUpdateNumbersStartAnewUnseen(t *testing.T) {
	t.Parallel()
	bubble(t, telegramtest.Options{}, func(t *testing.T, r *rig) {
		r.start(t)
		r.server.Type(groupID, 0, anna, "/latest one")
		settle(3 * 24 * time.Hour)
		for range 6 {
			r.server.Inject(telegramtest.Fault{Method: "getUpdates", Reset: true})
		}
		settle(35 * time.Second) // no poll waits now; an offset of before would confirm what comes
		r.server.JumpUpdates(1000)
		r.server.Type(groupID, 0, anna, "/latest two")
		settle(2 * time.Minute)
		if diff := cmp.Diff([]string{"/latest one", "/latest two"}, r.lines()); diff != "" {
			t.Errorf("handled (-want +got):\n%s", diff)
		}
	})
}

func TestKindsOfUpdatesAreAlwaysNamed(t *testing.T) {
	t.Parallel()
	bubble(t, telegramtest.Options{}, func(t *testing.T, r *rig) {
		r.server.Allow("poll") // what the program before wanted
		r.start(t)
		r.server.Type(groupID, 0, anna, "/latest")
		settle(time.Second)
		if diff := cmp.Diff([]string{"/latest"}, r.lines()); diff != "" {
			t.Errorf("handled (-want +got):\n%s", diff)
		}
	})
}

// TestPollsAreShort: a server holds no poll longer than 50 seconds, whatever it is
// asked for.
func TestPollsAreShort(t *testing.T) {
	t.Parallel()
	bubble(t, telegramtest.Options{}, func(t *testing.T, r *rig) {
		r.start(t)
		settle(2 * time.Minute)
		polls := 0
		for _, c := range r.server.Calls("getUpdates") {
			polls++
			if n, err := strconv.Atoi(c.Params["timeout"]); err != nil || n < 1 || n > 50 {
				t.Errorf("a poll asks to be held for %q seconds", c.Params["timeout"])
			}
		}
		if polls < 3 {
			t.Errorf("%d polls in two minutes", polls)
		}
	})
}

func TestWebhookIsTakenAway(t *testing.T) {
	t.Parallel()
	bubble(t, telegramtest.Options{}, func(t *testing.T, r *rig) {
		r.server.SetWebhook("https://old.example/hook")
		r.start(t)
		r.server.Type(groupID, 0, anna, "/latest one")
		settle(time.Second)
		r.server.SetWebhook("https://other.example/hook") // by another program, meanwhile
		settle(pollTimeAndMore)
		r.server.Type(groupID, 0, anna, "/latest two")
		settle(2 * time.Minute)
		if diff := cmp.Diff([]string{"/latest one", "/latest two"}, r.lines()); diff != "" {
			t.Errorf("handled (-want +got):\n%s", diff)
		}
	})
}

func TestSecondInstance(t *testing.T) {
	t.Parallel()
	bubble(t, telegramtest.Options{}, func(t *testing.T, r *rig) {
		r.start(t)
		for range 10 {
			r.server.Inject(telegramtest.Fault{Method: "getUpdates", Code: 409, Description: "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"})
		}
		before := len(r.server.Calls("getUpdates"))
		settle(pollTimeAndMore)
		settle(2 * time.Minute)
		if n := len(r.server.Calls("getUpdates")) - before; n > 10 {
			t.Errorf("%d polls in two minutes of conflict", n)
		}
		if n := strings.Count(r.log.String(), "does not answer as it should"); n != 1 {
			t.Errorf("the same conflict was logged %d times, want once:\n%s", n, r.log)
		}
		if !strings.Contains(r.log.String(), "another program asks for the updates of this bot with the same token") {
			t.Errorf("the log does not say what to do:\n%s", r.log)
		}
		settle(5 * time.Minute)
		r.server.Type(groupID, 0, anna, "/latest")
		settle(time.Second)
		if diff := cmp.Diff([]string{"/latest"}, r.lines()); diff != "" {
			t.Errorf("after the conflict (-want +got):\n%s", diff)
		}
	})
}

// pollTimeAndMore is longer than any poll.
const pollTimeAndMore = time.Minute

func TestPollingHonoursRetryAfter(t *testing.T) {
	t.Parallel()
	bubble(t, telegramtest.Options{}, func(t *testing.T, r *rig) {
		r.server.Inject(telegramtest.Fault{Method: "getUpdates", Code: http.StatusTooManyRequests, RetryAfter: 300 * time.Second})
		r.start(t)
		settle(295 * time.Second)
		if n := len(r.server.Calls("getUpdates")); n != 1 {
			t.Errorf("%d polls within a retry_after of 300 s, want 1", n)
		}
		settle(10 * time.Second)
		r.server.Type(groupID, 0, anna, "/latest")
		settle(time.Second)
		if diff := cmp.Diff([]string{"/latest"}, r.lines()); diff != "" {
			t.Errorf("after the wait (-want +got):\n%s", diff)
		}
	})
}

func TestRunOutlastsAnUnreachableServer(t *testing.T) {
	t.Parallel()
	faults := map[string]telegramtest.Fault{
		"reset":         {Method: "getMe", Reset: true},
		"page":          {Method: "getMe", Page: true, Code: 502},
		"proxy says no": {Method: "getMe", Page: true, Code: 403},
		"error":         {Method: "getMe", Code: 500, Description: "Internal Server Error: restart"},
	}
	for name, f := range faults {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			bubble(t, telegramtest.Options{}, func(t *testing.T, r *rig) {
				for range 5 {
					r.server.Inject(f)
				}
				r.server.Type(groupID, 0, anna, "/latest")
				r.start(t)
				settle(2 * time.Minute)
				if diff := cmp.Diff([]string{"/latest"}, r.lines()); diff != "" {
					t.Errorf("handled (-want +got):\n%s", diff)
				}
				if log := r.log.String(); strings.Count(log, "telegram answers again") != 1 {
					t.Errorf("the end of it is not logged once:\n%s", log)
				}
			})
		})
	}
}

func TestRunRefusesAWrongToken(t *testing.T) {
	t.Parallel()
	for _, when := range []string{"at start", "later"} {
		t.Run(when, func(t *testing.T) {
			t.Parallel()
			bubble(t, telegramtest.Options{}, func(t *testing.T, r *rig) {
				if when == "at start" {
					r.server.Revoke()
				}
				r.start(t)
				if when == "later" {
					r.server.Revoke()
				}
				synctest.Wait()
				err := <-r.done
				if bot.FateOf(err).Fate != bot.Refused || strings.Contains(err.Error(), r.server.Token()) {
					t.Errorf("Run = %v, want fate refused", err)
				}
				r.stop()
				r.stop = nil
			})
		})
	}
}

func TestRunEndsAtOnce(t *testing.T) {
	t.Parallel()
	bubble(t, telegramtest.Options{}, func(t *testing.T, r *rig) {
		r.start(t)
		r.server.Type(groupID, 0, anna, "/latest")
		settle(time.Second) // the poll that waits now has confirmed it already
		began := time.Now()
		if err := r.halt(t); err != nil {
			t.Errorf("Run = %v", err)
		}
		if d := time.Since(began); d != 0 {
			t.Errorf("stopping an idle platform took %v", d)
		}
	})
	bubble(t, telegramtest.Options{}, func(t *testing.T, r *rig) { // while nobody answers
		for range 100 {
			r.server.Inject(telegramtest.Fault{Method: "getMe", Reset: true})
		}
		r.start(t)
		settle(10 * time.Second)
		if err := r.halt(t); err != nil {
			t.Errorf("Run = %v", err)
		}
	})
}

func TestFloodIsBounded(t *testing.T) {
	t.Parallel()
	bubble(t, telegramtest.Options{NoLimits: true}, func(t *testing.T, r *rig) {
		release := make(chan struct{})
		r.host.Answer("slow", func(context.Context, bot.Request) bot.Message {
			<-release
			return bot.Message{}
		})
		r.start(t)
		for range 60 {
			r.server.Type(groupID, 0, anna, "/slow")
		}
		settle(5 * time.Second)
		r.server.Type(groupID, 0, boss, "/latest")
		settle(2 * time.Second)
		if got := r.lines(); !slices.Contains(got, "/latest") {
			t.Errorf("a flood of one person kept another waiting; handled: %q", got)
		}
		close(release)
		settle(5 * time.Second)
		if n := len(r.lines()); n > 21 {
			t.Errorf("%d commands of the flood were handled", n)
		}
		if n := r.server.Unconfirmed(); n != 0 {
			t.Errorf("%d updates are left", n)
		}
	})
}
