package commands

import (
	"errors"
	"time"

	"herald/bot"
)

// Answer is how a request was answered, for those who count.
type Answer struct {
	Platform bot.PlatformName
	// Command is one that there is, "text" for what is no command, and "other"
	// for commands that there are not: strangers must not make up names.
	Command string
	Outcome string
	Took    time.Duration
}

// The outcomes of an Answer.
const (
	AnswerGiven   = "answered"
	AnswerRefused = "refused" // the asker was told what to do otherwise
	AnswerFailed  = "failed"  // Herald's own fault
)

func outcomeOf(err error) string {
	_, refused := errors.AsType[*bot.UserError](err)
	switch {
	case err == nil:
		return AnswerGiven
	case refused:
		return AnswerRefused
	}
	return AnswerFailed
}

// known is what a command counts as.
func (r *Router) known(command string) string {
	if command == "" {
		return "text"
	}
	if _, ok := r.byName[command]; !ok {
		return "other"
	}
	return command
}

// answered tells of a request that began at a moment and ends now.
func (r *Router) answered(a *Answer, began time.Time) {
	if a.Command == "" {
		a.Command = "text"
	}
	a.Took = max(r.o.Now().Sub(began), 0)
	r.o.OnAnswer(*a)
}
