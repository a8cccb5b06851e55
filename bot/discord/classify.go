package discord

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"time"

	"herald/bot"
)

// blockedWait is how long to be quiet when the whole address is blocked and
// nobody says for how long: the window in which invalid requests are counted
// (https://discord.com/developers/docs/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans).
const blockedWait = 10 * time.Minute

// fates say what an error code means for a message
// (https://discord.com/developers/docs/topics/opcodes-and-status-codes#json).
var fates = map[int]bot.Fate{
	10003:  bot.Gone, // unknown channel
	10004:  bot.Gone, // unknown guild
	10013:  bot.Gone, // unknown user
	10015:  bot.Gone, // unknown webhook
	40058:  bot.Gone, // a forum takes only threads
	50001:  bot.Gone, // missing access
	50007:  bot.Gone, // this person takes no direct messages
	50008:  bot.Gone, // not a text channel
	50013:  bot.Gone, // missing permissions
	50024:  bot.Gone, // wrong type of channel
	50083:  bot.Gone, // the thread is archived
	50278:  bot.Gone, // no server in common with this person
	160005: bot.Gone, // the thread is locked

	10008:  bot.Rejected, // unknown message: deleted since
	10062:  bot.Rejected, // unknown interaction: too late
	40060:  bot.Rejected, // an interaction that was answered before
	50027:  bot.Rejected, // an interaction older than 15 minutes
	40005:  bot.Rejected, // too large
	40094:  bot.Rejected, // too many answers to one interaction
	40067:  bot.Rejected, // the forum wants a tag
	50005:  bot.Rejected, // somebody else's message
	50006:  bot.Rejected, // empty message
	50021:  bot.Rejected, // a system message
	50035:  bot.Rejected, // invalid form
	50109:  bot.Rejected, // invalid JSON
	200000: bot.Rejected, // blocked by AutoMod
	200001: bot.Rejected, // title blocked by AutoMod
	240000: bot.Rejected, // harmful link

	20016:  bot.Retry, // slow mode
	20022:  bot.Retry, // too many writes to the announcement channel
	20026:  bot.Retry, // too many edits of an announcement
	20028:  bot.Retry, // too many writes to the channel
	20029:  bot.Retry, // too many writes to the server
	30046:  bot.Retry, // too many edits of an old message
	40062:  bot.Retry, // a service of Discord is limited
	40004:  bot.Retry, // sending is switched off for now
	110000: bot.Retry, // not ready yet
	110001: bot.Retry, // not ready yet
	130000: bot.Retry, // overloaded
}

// classify says what becomes of a message that failed with err. repeatable says
// that a second attempt cannot post it twice.
func classify(err error, repeatable bool) *bot.SendError {
	failed, ok := errors.AsType[*restError](err)
	if !ok {
		t, ok := errors.AsType[*transportError](err)
		unsent := ok && !t.sent
		if repeatable || unsent {
			return &bot.SendError{Fate: bot.Retry, Perhaps: !unsent, Err: err}
		}
		return &bot.SendError{Fate: bot.Uncertain, Err: err}
	}
	if after, everyone, ok := failed.wait(); ok {
		return &bot.SendError{Fate: bot.Wait, After: after, Everyone: everyone, Err: err}
	}
	// What failed inside Discord may have been posted before it failed.
	return &bot.SendError{Fate: failed.fate(repeatable), Perhaps: failed.status >= 500, Err: err}
}

// wait reports whether the answer asks to wait, how long, and whether all must.
// Of all that a 429 carries only the body's figure is right: the headers of
// shared limits contradict it, and those of global ones are missing. An answer
// that is not Discord's is a block of the whole address.
func (e *restError) wait() (after time.Duration, everyone, ok bool) {
	blocked := !e.fromDiscord && e.status == http.StatusForbidden || e.code == 40333
	switch {
	case blocked:
		return blockedWait, true, true
	case e.status == http.StatusTooManyRequests:
		everyone = e.global || e.header.Get("X-RateLimit-Global") == "true" || !e.fromDiscord
		return e.pause(), everyone, true
	case e.retryAfter > 0:
		return e.retryAfter, e.global, true
	}
	return 0, false, false
}

// pause is how long a 429 asks to wait.
func (e *restError) pause() time.Duration {
	if e.retryAfter > 0 {
		return e.retryAfter
	}
	if s, err := strconv.ParseFloat(e.header.Get("Retry-After"), 64); err == nil && seconds(s) > 0 {
		return seconds(s)
	}
	if e.fromDiscord {
		return time.Second
	}
	return blockedWait
}

func (e *restError) fate(repeatable bool) bot.Fate {
	if e.status == http.StatusUnauthorized && e.code != codeWebhookToken {
		return bot.Refused
	}
	if fate, ok := fates[e.code]; ok && e.fromDiscord {
		return fate
	}
	switch {
	case e.status >= 500 && !repeatable:
		return bot.Uncertain
	case e.cut: // what was refused is not known; it was refused
		return bot.Retry
	case e.status >= 500, e.status < 400, e.status == http.StatusNotFound, e.status == http.StatusRequestTimeout:
		return bot.Retry
	case e.status == http.StatusForbidden:
		return bot.Gone
	}
	return bot.Rejected
}

// The codes that are more than a fate.
const (
	codeUnknownMessage     = 10008  // is what a deletion wants
	codeNoHistory          = 160002 // posts are taken, replies are not
	codeArchived           = 50083  // no edits; a post opens the thread again
	codeMissingPermissions = 50013  // perhaps only to embed links
	codeInvalidForm        = 50035  // perhaps only a URL
	codeUnknownInteraction = 10062  // too late
	codeAcknowledged       = 40060  // by us before, or by another process
	codeWebhookToken       = 50027  // comes as 401, but is no word on the bot's own token
)

// hasCode reports whether Discord answered with the code.
func hasCode(err error, code int) bool {
	e, ok := errors.AsType[*restError](err)
	return ok && e.code == code
}

// patiently calls f until it succeeds, fails for good, or ctx ends: at most
// attempts times.
func patiently(ctx context.Context, attempts int, f func() error) error {
	pause := 100 * time.Millisecond
	for n := 1; ; n++ {
		err := f()
		if err == nil || n == attempts {
			return err
		}
		wait := pause
		switch e := classify(err, true); e.Fate {
		case bot.Retry:
		case bot.Wait:
			wait = e.After
		default:
			return err
		}
		if end, ok := ctx.Deadline(); ok && time.Now().Add(wait).After(end) {
			return err
		}
		if !sleep(ctx, wait) {
			return err
		}
		pause *= 3
	}
}

// sleep waits for d, and reports false when ctx ended before.
func sleep(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}
