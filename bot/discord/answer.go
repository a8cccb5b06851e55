package discord

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"time"

	"herald/bot"
)

// The ways to answer an interaction
// (https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object-interaction-callback-type).
const (
	withMessage  = 4
	deferMessage = 5
	deferUpdate  = 6
	withUpdate   = 7
	withChoices  = 8
	withDialogue = 9
)

// callback is the body of a first answer.
type callback struct {
	Type int `json:"type"`
	Data any `json:"data,omitempty"`
}

// onInteraction queues an interaction.
func (r *run) onInteraction(data json.RawMessage, came time.Time) {
	var i interaction
	if !r.read("INTERACTION_CREATE", data, &i) || !i.valid() {
		return
	}
	if i.Guild != "" {
		r.guilds.seen(i.Guild, i.Channel)
	}
	job := r.job(i, came)
	if job != nil && !r.people.try(job) {
		r.log.Warn("too many interactions wait; dropped", "channel", i.Channel)
	}
}

// job is the work that an interaction makes; nil for kinds that are not ours.
func (r *run) job(i interaction, came time.Time) func() {
	req := i.request(r.Format())
	switch i.Type {
	case kindCommand:
		req.Command, req.Args = strings.ToLower(i.Data.Name), i.line(r.host.Commands())
		return func() { r.answer(i, req, false, came) }
	case kindTyping:
		return func() { r.offer(i, req, came) }
	case kindPress, kindSubmit:
		line, replace, ok := pressed(i.Data.CustomID)
		if !ok {
			return nil
		}
		line += " " + i.filled()
		name, args, _ := strings.Cut(strings.TrimSpace(line), " ")
		req.Command, req.Args = strings.ToLower(name), strings.TrimSpace(args)
		return func() { r.answer(i, req, replace, came) }
	}
	return nil
}

// apology is said where a handler broke.
var apology = bot.Message{
	Tone: bot.ToneProblem, Private: true,
	Body: []bot.Block{bot.Text(bot.Paragraph, "Something went wrong on my side. Please try again.")},
}

// answer has the host handle the request. What is ready soon is answered at
// once; else the answer is put off first and comes as an edit.
func (r *run) answer(i interaction, req bot.Request, replace bool, came time.Time) {
	ctx, cancel := context.WithTimeout(r.ctx, r.timing.handle)
	defer cancel()
	ready := make(chan bot.Message, 1)
	r.asking.Go(func() {
		m := apology
		defer func() { ready <- m }()
		defer rescue(r.log)
		m = r.host.Handle(ctx, req)
	})
	soon := time.NewTimer(time.Until(came.Add(r.timing.answer)))
	defer soon.Stop()
	select {
	case m := <-ready:
		r.atOnce(ctx, i, m, replace, came)
	case <-soon.C:
		if err := r.call(ctx, i, r.deferral(req.Command, replace), came); err != nil {
			<-ready
			return
		}
		// The work has had its time; to say so has another.
		late, cancel := context.WithTimeout(r.ctx, r.timing.handle)
		defer cancel()
		m := <-ready
		r.later(late, i, m, r.beside(late, i, req.Command, m.Private, replace))
	}
}

// deferral puts an answer off. Whether the asker alone will see it must be said
// now: the answers to commands that are not for everyone are for the asker.
func (r *run) deferral(name string, replace bool) callback {
	switch {
	case replace:
		return callback{Type: deferUpdate}
	case r.forFew(name):
		return callback{Type: deferMessage, Data: map[string]int{"flags": flagEphemeral}}
	}
	return callback{Type: deferMessage}
}

func (r *run) forFew(name string) bool {
	return slices.ContainsFunc(r.host.Commands(), func(c bot.Command) bool {
		return c.Name == name && c.Access != bot.Everyone
	})
}

// atOnce answers with the message, or with what Discord takes of it. A private
// answer to a press never replaces what all see.
func (r *run) atOnce(ctx context.Context, i interaction, m bot.Message, replace bool, came time.Time) {
	if m.Ask != nil && i.Type != kindSubmit {
		if err := r.call(ctx, i, callback{withDialogue, dialogue(*m.Ask)}, came); !rejected(err) {
			return
		}
	}
	for _, m := range versions(m) {
		c := callback{withMessage, r.rendered(m)}
		if replace && !m.Private {
			c = callback{withUpdate, r.rendered(m).forEdit()}
		}
		if err := r.call(ctx, i, c, came); !rejected(err) {
			return
		}
	}
}

// later delivers an answer that was put off, or what Discord takes of it: in place
// of the deferral or, for a press, of the message that was pressed; beside it says
// that it is a message of its own.
func (r *run) later(ctx context.Context, i interaction, m bot.Message, beside bool) {
	for _, m := range versions(m) {
		method, path, out := http.MethodPatch, i.original(), r.rendered(m).forEdit()
		if beside {
			method, path, out = http.MethodPost, "/webhooks/"+i.App+"/"+i.Token, r.rendered(m)
		}
		err := patiently(ctx, 5, func() error { return r.rest.do(ctx, method, path, out, nil) })
		if err != nil {
			r.log.Warn("late answer not sent", "channel", i.Channel, "err", err)
		}
		if !rejected(err) {
			return
		}
	}
}

// original is the path of the first answer.
func (i interaction) original() string {
	return "/webhooks/" + i.App + "/" + i.Token + "/messages/@original"
}

// beside reports whether a late answer must be a message of its own, which the
// asker alone sees: what all see was promised before, or stands there. A promise
// is taken back.
func (r *run) beside(ctx context.Context, i interaction, command string, private, replace bool) bool {
	switch {
	case !private:
		return false
	case replace:
		return true
	case r.forFew(command):
		return false
	}
	return r.rest.do(ctx, http.MethodDelete, i.original(), nil, nil) == nil
}

// versions are what to say when Discord refuses a message: the same without URLs,
// for its check of them is its own secret, and in the end only that it refused.
func versions(m bot.Message) []bot.Message {
	return []bot.Message{m, withoutURLs(m), {
		Tone: bot.ToneProblem, Private: true,
		Body: []bot.Block{bot.Text(bot.Paragraph, "Discord does not let me show this here.")},
	}}
}

// rejected reports whether it was the message that was refused.
func rejected(err error) bool {
	return err != nil && classify(err, true).Fate == bot.Rejected &&
		!hasCode(err, codeAcknowledged) && !hasCode(err, codeUnknownInteraction)
}

// rendered renders m; a message that shows nothing becomes one that does.
func (r *run) rendered(m bot.Message) outgoing {
	out, err := newMessage(m)
	if err != nil {
		out, _ = newMessage(bot.Say("There is nothing to show."))
	}
	if m.Private {
		out.Flags |= flagEphemeral
	}
	return out
}

// call makes the first answer. To repeat it is safe: Discord takes one only, and
// says when it has one already. Failures are logged here.
func (r *run) call(ctx context.Context, i interaction, c callback, came time.Time) error {
	ctx, cancel := context.WithDeadline(ctx, came.Add(r.timing.callback))
	defer cancel()
	path := "/interactions/" + i.ID + "/" + i.Token + "/callback"
	attempts := 0
	err := patiently(ctx, 4, func() error {
		attempts++
		return r.rest.do(ctx, http.MethodPost, path, c, nil)
	})
	switch {
	case err == nil:
	case attempts > 1 && hasCode(err, codeAcknowledged):
		return nil // by the attempt before
	case hasCode(err, codeAcknowledged):
		r.log.Warn("interaction was answered by another process with the same token", "channel", i.Channel)
	case hasCode(err, codeUnknownInteraction):
		r.log.Warn("interaction answered too late", "channel", i.Channel, "dur", time.Since(came).Round(time.Millisecond))
	default:
		r.log.Warn("interaction not answered", "channel", i.Channel, "err", err)
	}
	return err
}
