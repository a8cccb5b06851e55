package telegram

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"herald/bot"
)

func answer(code int, description string) *apiError {
	return &apiError{Code: code, Description: description, JSON: true}
}

func TestClassify(t *testing.T) {
	t.Parallel()
	limited := answer(429, "Too Many Requests: retry after 17")
	limited.RetryAfter = 17 * time.Second
	moved := answer(400, "Bad Request: group chat was upgraded to a supergroup chat")
	moved.MigrateTo = -1001234567890
	moved403 := answer(403, "Forbidden: the group chat was upgraded")
	moved403.MigrateTo = -1001234567890
	there := bot.Address{Platform: bot.Telegram, ID: "-1001234567890"}
	tests := []struct {
		name string
		err  error
		want bot.SendError
	}{
		{"blocked", answer(403, "Forbidden: bot was blocked by the user"), bot.SendError{Fate: bot.Gone}},
		{"deactivated", answer(403, "Forbidden: user is deactivated"), bot.SendError{Fate: bot.Gone}},
		{"kicked", answer(403, "Forbidden: bot was kicked from the supergroup chat"), bot.SendError{Fate: bot.Gone}},
		{"not a member", answer(403, "Forbidden: bot is not a member of the channel chat"), bot.SendError{Fate: bot.Gone}},
		{"group deleted", answer(403, "Forbidden: the group chat was deleted"), bot.SendError{Fate: bot.Gone}},
		{"chat not found", answer(400, "Bad Request: chat not found"), bot.SendError{Fate: bot.Gone}},
		{"no administrator", answer(400, "Bad Request: need administrator rights in the channel chat"), bot.SendError{Fate: bot.Gone}},
		{"no rights", answer(400, "Bad Request: not enough rights to send text messages to the chat"), bot.SendError{Fate: bot.Gone}},
		{"topic deleted while sending", answer(400, "Bad Request: TOPIC_DELETED"), bot.SendError{Fate: bot.Gone}},
		{"topic closed", answer(400, "Bad Request: TOPIC_CLOSED"), bot.SendError{Fate: bot.Gone}},
		{"no rights, in other words", answer(400, "Bad Request: have no rights to send a message"), bot.SendError{Fate: bot.Gone}},
		{"may not write", answer(400, "Bad Request: CHAT_WRITE_FORBIDDEN"), bot.SendError{Fate: bot.Gone}},
		{"deactivated, as a bad request", answer(400, "Bad Request: user is deactivated"), bot.SendError{Fate: bot.Gone}},
		{"peer", answer(400, "Bad Request: PEER_ID_INVALID"), bot.SendError{Fate: bot.Gone}},
		{"group deactivated", answer(400, "Bad Request: group chat was deactivated"), bot.SendError{Fate: bot.Gone}},
		{"group deleted, as a bad request", answer(400, "Bad Request: the group chat was deleted"), bot.SendError{Fate: bot.Gone}},
		{"admin required", answer(400, "Bad Request: CHAT_ADMIN_REQUIRED"), bot.SendError{Fate: bot.Gone}},
		{"chat restricted", answer(400, "Bad Request: CHAT_RESTRICTED"), bot.SendError{Fate: bot.Gone}},
		{"channel private", answer(400, "Bad Request: CHANNEL_PRIVATE"), bot.SendError{Fate: bot.Gone}},
		{"channel invalid", answer(400, "Bad Request: CHANNEL_INVALID"), bot.SendError{Fate: bot.Gone}},
		{"banned", answer(400, "Bad Request: USER_BANNED_IN_CHANNEL"), bot.SendError{Fate: bot.Gone}},
		{"blocked, as a bad request", answer(400, "Bad Request: USER_IS_BLOCKED"), bot.SendError{Fate: bot.Gone}},
		{"user gone, as a bad request", answer(400, "Bad Request: INPUT_USER_DEACTIVATED"), bot.SendError{Fate: bot.Gone}},
		{"never started the bot", answer(403, "Forbidden: bot can't initiate conversation with a user"), bot.SendError{Fate: bot.Gone}},
		{"link", answer(400, "Bad Request: Wrong HTTP URL specified"), bot.SendError{Fate: bot.Rejected}},
		{"too large", answer(413, "Request Entity Too Large"), bot.SendError{Fate: bot.Rejected}},
		{"topic deleted", answer(400, "Bad Request: message thread not found"), bot.SendError{Fate: bot.Gone}},
		{"migrated", moved, bot.SendError{Fate: bot.Moved, MovedTo: there}},
		{"migrated, another status", moved403, bot.SendError{Fate: bot.Moved, MovedTo: there}},
		{"entities", answer(400, `Bad Request: can't parse entities: Unsupported start tag "p" at byte offset 0`), bot.SendError{Fate: bot.Rejected}},
		{"too long", answer(400, "Bad Request: message is too long"), bot.SendError{Fate: bot.Rejected}},
		{"frozen", answer(400, "Bad Request: FROZEN_METHOD_INVALID"), bot.SendError{Fate: bot.Rejected}},
		{"edit of nothing", answer(400, "Bad Request: message to edit not found"), bot.SendError{Fate: bot.Rejected}},
		{"token revoked", answer(401, "Unauthorized"), bot.SendError{Fate: bot.Refused}},
		{"token misshapen", answer(404, "Not Found"), bot.SendError{Fate: bot.Refused}},
		{"method unknown", answer(404, "Not Found: method not found"), bot.SendError{Fate: bot.Rejected}},
		{"another instance", answer(409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"), bot.SendError{Fate: bot.Retry}},
		{"limited", limited, bot.SendError{Fate: bot.Wait, After: 17 * time.Second}},
		{"limited, nobody knows how long", answer(429, "Too Many Requests"), bot.SendError{Fate: bot.Wait, After: defaultWait}},
		{"restarting", answer(500, "Internal Server Error: restart"), bot.SendError{Fate: bot.Retry}},
		{"bad gateway, said by the server", answer(502, "Bad Gateway"), bot.SendError{Fate: bot.Retry}},
		{"unknown 4xx", answer(418, "I'm a teapot"), bot.SendError{Fate: bot.Rejected}},
		{"page 502", &apiError{Code: 502}, bot.SendError{Fate: bot.Uncertain}},
		{"page 504", &apiError{Code: 504}, bot.SendError{Fate: bot.Uncertain}},
		{"page 200", &apiError{Code: 200}, bot.SendError{Fate: bot.Uncertain}},
		{"page 429", &apiError{Code: 429, RetryAfter: 9 * time.Second}, bot.SendError{Fate: bot.Wait, After: 9 * time.Second}},
		{"page 403 of a proxy", &apiError{Code: 403}, bot.SendError{Fate: bot.Retry}},
		{"page 404 of a proxy", &apiError{Code: 404}, bot.SendError{Fate: bot.Retry}},
		{"redirect", &apiError{Code: 302}, bot.SendError{Fate: bot.Retry}},
		{"refused connection", &callError{Unsent: true, Err: &net.OpError{Op: "dial"}}, bot.SendError{Fate: bot.Retry}},
		{"cut after the request", &callError{Err: errors.New("connection reset")}, bot.SendError{Fate: bot.Uncertain}},
		{"cut, wrapped by the library", fmt.Errorf("error do request: %w", &callError{Err: errors.New("x")}), bot.SendError{Fate: bot.Uncertain}},
		{"sent, answer not understood", errors.New("error decode response result"), bot.SendError{Fate: bot.Uncertain}},
	}
	met := map[rule]bool{}
	for _, test := range tests {
		if e, ok := errors.AsType[*apiError](test.err); ok && e.JSON {
			met[e.rule()] = true
		}
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got := classify(test.err)
			if diff := cmp.Diff(test.want, *got, cmpopts.IgnoreFields(bot.SendError{}, "Err")); diff != "" {
				t.Errorf("classify(%v) (-want +got):\n%s", test.err, diff)
			}
			if got.Err == nil || got.Error() == "" {
				t.Error("the cause is lost")
			}
		})
	}
	for _, r := range rules {
		if !met[r] {
			t.Errorf("no test meets the rule %v", r)
		}
	}
	if got := classify(nil); got != nil {
		t.Errorf("classify(nil) = %v", got)
	}
}

func TestUnsent(t *testing.T) {
	t.Parallel()
	type steps struct{ asked, connected, started, broken bool }
	tests := []struct {
		name string
		err  error
		at   steps
		want bool
	}{
		{"dial", &net.OpError{Op: "dial", Err: errors.New("refused")}, steps{asked: true}, true},
		{"name not found", &net.DNSError{Err: "no such host"}, steps{asked: true}, true},
		{"certificate", x509.UnknownAuthorityError{}, steps{asked: true}, true},
		{"deadline while dialling", context.DeadlineExceeded, steps{asked: true}, true},
		{"connected, nothing written", errors.New("closed"), steps{asked: true, connected: true}, true},
		{"writing broke off", errors.New("broken pipe"), steps{asked: true, connected: true, started: true, broken: true}, true},
		{"written, then a deadline", context.DeadlineExceeded, steps{asked: true, connected: true, started: true}, false},
		{"written, then reset", &net.OpError{Op: "read", Err: errors.New("reset")}, steps{asked: true, connected: true, started: true}, false},
		{"a transport that reports nothing", errors.New("?"), steps{}, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			var p progress
			p.asked.Store(test.at.asked)
			p.connected.Store(test.at.connected)
			p.started.Store(test.at.started)
			p.broken.Store(test.at.broken)
			if got := p.unsent(test.err); got != test.want {
				t.Errorf("unsent(%v) after %+v = %v, want %v", test.err, test.at, got, test.want)
			}
		})
	}
}
