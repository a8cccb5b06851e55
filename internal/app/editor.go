package app

import (
	"context"
	"errors"
	"fmt"
	"time"

	"herald/articles"
	"herald/articles/desk"
	"herald/bot/commands"
)

// editor is the desk as the commands of admins use it.
type editor struct{ app *App }

// Waiting are the stories that wait for an admin or a second voice.
func (e editor) Waiting(ctx context.Context) ([]articles.Story, error) {
	return e.app.store.Waiting(ctx)
}

// Hold has a story wait until an admin decides.
func (e editor) Hold(ctx context.Context, id articles.StoryID, by string) (articles.Story, error) {
	s, err := e.app.desk.Hold(ctx, id, by)
	return s, inCommands(err)
}

// Refuse settles that a story is not breaking.
func (e editor) Refuse(ctx context.Context, id articles.StoryID, by string) (articles.Story, error) {
	s, err := e.app.desk.Refuse(ctx, id, by)
	return s, inCommands(err)
}

// Retitle changes the headline of a story and of what was sent of it.
func (e editor) Retitle(ctx context.Context, id articles.StoryID, headline, by string) (articles.Story, error) {
	s, err := e.app.desk.Retitle(ctx, id, headline, by)
	if err == nil {
		e.app.wake()
	}
	return s, inCommands(err)
}

// inCommands is an error of the desk as the commands know it.
func inCommands(err error) error {
	for _, pair := range [][2]error{
		{desk.ErrWithdrawn, commands.ErrWithdrawn}, {desk.ErrPosted, commands.ErrPosted}, {desk.ErrNotWaiting, commands.ErrNotWaiting},
	} {
		if errors.Is(err, pair[0]) {
			return pair[1]
		}
	}
	return err
}

// onWaiting asks the admins about a story; once, however often it is called.
func (a *App) onWaiting(ctx context.Context, s articles.Story) {
	rule := whenNobody(a.rules(), s.Verdict)
	for _, at := range a.adminChannels() {
		if err := a.store.OweCandidate(ctx, at, s.ID, rule, a.Now()); err != nil && ctx.Err() == nil {
			// The next review asks again.
			a.Log.Warn("cannot ask the admins", "part", "app", "story", s.ID, "channel", at.String(), "err", err)
		}
	}
	a.wake()
}

// whenNobody says what happens to a story when no admin decides.
func whenNobody(r desk.Rules, v articles.Verdict) string {
	what := "dropped"
	if r.PostLate {
		what = "posted"
	}
	return fmt.Sprintf("If nobody decides, it is %s at %s.", what, r.Deadline(v).UTC().Format("15:04 MST"))
}

// onJudged has what is owed for another verdict sent, and the next review timed
// anew.
func (a *App) onJudged(context.Context, articles.Story) {
	a.wake()
	a.askReview()
}

// askReview has the stories that wait reviewed soon. It does not block.
func (a *App) askReview() {
	select {
	case a.reviews <- struct{}{}:
	default:
	}
}

// longReview is when the waiting stories are reviewed at the latest, also where
// nothing says so: the clock of the machine may be set.
const longReview = time.Minute

// reviewWaiting judges the stories that wait anew whenever their time is over or
// something has changed.
func (a *App) reviewWaiting(ctx context.Context) error {
	for {
		pause := longReview
		next, err := a.desk.Review(ctx)
		switch {
		case ctx.Err() != nil:
			return nil //nolint:nilerr // whatever err is, the end was asked for
		case err != nil:
			a.Log.Warn("cannot review waiting stories", "part", "app", "err", err)
		case !next.IsZero():
			pause = min(max(next.Sub(a.Now()), 0), longReview)
		}
		timer := time.NewTimer(pause)
		select {
		case <-a.reviews:
		case <-timer.C:
		case <-ctx.Done():
		}
		timer.Stop()
	}
}
