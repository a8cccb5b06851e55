package telegram

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"herald/bot"
)

// apiError is an answer of the server that is no result.
type apiError struct {
	// Code is the status; Description is empty where the answer was no JSON, as
	// from a gateway in front of the server.
	Code        int
	Description string
	// JSON reports whether the server itself answered.
	JSON       bool
	RetryAfter time.Duration
	MigrateTo  int64
}

// Error is the server's description.
func (e *apiError) Error() string {
	if !e.JSON {
		return fmt.Sprintf("telegram answered %d %s without JSON", e.Code, http.StatusText(e.Code))
	}
	return fmt.Sprintf("telegram: %d %s", e.Code, e.Description)
}

// callError is a call that got no whole answer.
type callError struct {
	// Unsent reports that the server certainly did not act on the request.
	Unsent bool
	Err    error
}

// Error describes the cause.
func (e *callError) Error() string { return "call telegram: " + e.Err.Error() }

// Unwrap gives the cause.
func (e *callError) Unwrap() error { return e.Err }

// defaultWait is how long to wait where the server asks to and does not say how
// long.
const defaultWait = 5 * time.Second

// rule says what becomes of an answer of the server. An empty text fits any.
type rule struct {
	code int
	text string // part of the description, in lower case
	fate bot.Fate
}

// rules are tried in order. The descriptions are those of the Bot API server
// (https://github.com/tdlib/telegram-bot-api, Client.cpp).
var rules = []rule{
	{http.StatusUnauthorized, "", bot.Refused},
	{http.StatusNotFound, "method not found", bot.Rejected},
	{http.StatusNotFound, "", bot.Refused}, // the token has no proper shape
	{http.StatusForbidden, "", bot.Gone},
	{http.StatusTooManyRequests, "", bot.Wait},
	{http.StatusConflict, "", bot.Retry},
	{http.StatusBadRequest, "chat not found", bot.Gone},
	{http.StatusBadRequest, "message thread not found", bot.Gone},
	{http.StatusBadRequest, "topic_deleted", bot.Gone},
	{http.StatusBadRequest, "topic_closed", bot.Gone},
	{http.StatusBadRequest, "need administrator rights", bot.Gone},
	{http.StatusBadRequest, "not enough rights", bot.Gone},
	{http.StatusBadRequest, "have no rights to send", bot.Gone},
	{http.StatusBadRequest, "chat_write_forbidden", bot.Gone},
	{http.StatusBadRequest, "user is deactivated", bot.Gone},
	{http.StatusBadRequest, "peer_id_invalid", bot.Gone},
	{http.StatusBadRequest, "group chat was deactivated", bot.Gone},
	{http.StatusBadRequest, "group chat was deleted", bot.Gone},
	{http.StatusBadRequest, "chat_admin_required", bot.Gone},
	{http.StatusBadRequest, "chat_restricted", bot.Gone},
	{http.StatusBadRequest, "channel_private", bot.Gone},
	{http.StatusBadRequest, "channel_invalid", bot.Gone},
	{http.StatusBadRequest, "user_banned_in_channel", bot.Gone},
	{http.StatusBadRequest, "user_is_blocked", bot.Gone},
	{http.StatusBadRequest, "input_user_deactivated", bot.Gone},
	{http.StatusBadRequest, "", bot.Rejected},
	{http.StatusRequestEntityTooLarge, "", bot.Rejected},
}

// classify says what to do about err, an error of a call. It is nil for nil.
func classify(err error) *bot.SendError {
	if err == nil {
		return nil
	}
	if e, ok := errors.AsType[*bot.SendError](err); ok {
		return e
	}
	if e, ok := errors.AsType[*apiError](err); ok {
		return e.classify()
	}
	if e, ok := errors.AsType[*callError](err); ok && e.Unsent {
		return &bot.SendError{Fate: bot.Retry, Err: e}
	}
	return &bot.SendError{Fate: bot.Uncertain, Err: err}
}

func (e *apiError) classify() *bot.SendError {
	out := &bot.SendError{Fate: e.fate(), Err: e}
	switch {
	case out.Fate == bot.Wait:
		out.After = cmp.Or(e.RetryAfter, defaultWait)
	case e.JSON && e.MigrateTo != 0:
		out.Fate, out.MovedTo = bot.Moved, place{id: e.MigrateTo}.address()
	}
	return out
}

func (e *apiError) fate() bot.Fate {
	switch {
	case e.Code == http.StatusTooManyRequests:
		return bot.Wait
	case !e.JSON && (e.Code >= 500 || e.Code < 300):
		return bot.Uncertain // a gateway lost the server's answer
	case !e.JSON:
		return bot.Retry // a gateway stopped the request
	}
	return e.rule().fate
}

// rule is the first that fits what the server said, or one for the whole class of
// its status.
func (e *apiError) rule() rule {
	text := strings.ToLower(e.Description)
	for _, r := range rules {
		if r.code == e.Code && strings.Contains(text, r.text) {
			return r
		}
	}
	if e.Code >= 400 && e.Code < 500 {
		return rule{fate: bot.Rejected}
	}
	return rule{fate: bot.Retry}
}

// tooPlain are the errors that a message without markup, preview and links
// avoids.
var tooPlain = []string{
	"can't parse entities", "message is too long", "wrong http url", "button_url_invalid",
	"webpage_url_invalid", "url host is empty", "entity_",
}

// wantsPlain reports whether a message that failed with err may pass without any
// markup.
func wantsPlain(err error) bool {
	e, ok := errors.AsType[*apiError](err)
	if !ok || e.Code != http.StatusBadRequest {
		return false
	}
	text := strings.ToLower(e.Description)
	for _, part := range tooPlain {
		if strings.Contains(text, part) {
			return true
		}
	}
	return false
}

// unpaid reports whether a post was refused because it cannot be paid for. How the
// server says so is not documented.
func unpaid(err error) bool {
	return code(err) == http.StatusBadRequest &&
		(describes(err, "paid") || describes(err, "balance") || describes(err, "stars"))
}

// unchanged reports whether an edit failed because there was nothing to change.
func unchanged(err error) bool { return describes(err, "message is not modified") }

func describes(err error, text string) bool {
	e, ok := errors.AsType[*apiError](err)
	return ok && strings.Contains(strings.ToLower(e.Description), text)
}
