package delivery

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"herald/bot"
)

// step is what to do with a claimed delivery now: hold it, settle it without
// asking the platform, or else send it.
type step struct {
	hold       time.Time
	settlement Settlement
	silent     bool
}

// asks reports whether the step asks the platform.
func (s step) asks() bool { return s.hold.IsZero() && s.settlement.State == "" }

// plan says what to do with d at now.
func (r *round) plan(d bot.Delivery, now time.Time) step {
	return plan(d, now, r.Limits.Once, r.Policy())
}

// plan says what to do with d at now, on a platform that knows nonces for the
// time of once.
func plan(d bot.Delivery, now time.Time, once time.Duration, p Policy) step {
	if end := lastMoment(d); !end.IsZero() && !now.Before(end) {
		return step{settlement: drop(now, expired(end, d))}
	}
	if s, doubt := doubtful(d, now, once, p); doubt {
		return step{settlement: s}
	}
	until, silent := quiet(d, now)
	return step{hold: until, silent: silent}
}

// expired says that d has expired, and what it waited for until then.
func expired(end time.Time, d bot.Delivery) string {
	reason := "expired at " + end.UTC().Format(time.RFC3339)
	if d.Reason != "" {
		reason += "; " + d.Reason
	}
	return reason
}

// giveBack owes d again from at on, without an attempt.
func giveBack(at, now time.Time) step {
	return step{settlement: Settlement{State: bot.Owed, NotBefore: at, At: now, Untried: true}}
}

// outcome is what a worker tells the round.
type outcome struct {
	delivery bot.Delivery
	// paced says that the pacer expects it, asked that the platform was asked,
	// so that its limits count it.
	paced, asked bool
	// fate is empty where the platform took it; took is how long it took.
	fate     bot.Fate
	took     time.Duration
	rest     time.Duration
	everyone bool
	refused  error
	// delayed is why it was not sent now and will be tried again.
	delayed error
}

// attempt does one step with d and writes down how it ended.
func (r *round) attempt(work context.Context, d bot.Delivery, s step) outcome {
	o := outcome{delivery: d, paced: s.asks()}
	if !s.hold.IsZero() {
		r.hold(work, d, s.hold)
		return o
	}
	if !s.asks() {
		r.settle(work, d, s.settlement)
		r.tell(Ending{Delivery: d, Settlement: s.settlement})
		return o
	}
	began := r.Now()
	id, asked, err := r.send(work, d, s.silent)
	o.asked = asked
	o.took = r.Now().Sub(began)
	e := Ending{Delivery: d, Asked: asked, Took: o.took}
	moot, isMoot := errors.AsType[*Moot](err)
	switch {
	case err == nil:
		e.Settlement = Settlement{State: bot.Sent, Message: id, At: r.Now()}
		r.settle(work, d, e.Settlement)
	case isMoot:
		e.Settlement = drop(r.Now(), moot.Reason)
		r.settle(work, d, e.Settlement)
	default:
		e.Fate = bot.FateOf(err).Fate
		o.fate = e.Fate
		e.Settlement = r.failed(work, d, err, &o)
	}
	r.tell(e)
	return o
}

// failed decides what to do after d was not sent because of err, does it, and
// returns how d was settled.
func (r *round) failed(work context.Context, d bot.Delivery, err error, o *outcome) Settlement {
	fate := bot.FateOf(err)
	decision := Decide(fate, d, r.Now(), r.Policy())
	level := slog.LevelWarn
	if decision.Settlement.State == bot.Owed {
		level, o.delayed = slog.LevelDebug, err // the round complains for all of them
	}
	r.Log.Log(work, level, "message not sent", "channel", d.Channel.Address.String(), "delivery", int64(d.ID),
		"attempt", d.Attempts+1, "fate", string(fate.Fate), "state", string(decision.Settlement.State), "err", err)
	r.carryOut(work, d, decision)
	o.rest, o.everyone = decision.Rest, decision.Everyone
	if decision.Stop {
		o.refused = err
	}
	return decision.Settlement
}

// send lays out d and sends it. A panic on the way is caught here: the message
// that caused it would cause it again, so it is rejected.
func (r *round) send(work context.Context, d bot.Delivery, silent bool) (id bot.MessageID, asked bool, err error) {
	defer func() {
		if p := recover(); p != nil {
			r.Log.Error("panic while sending", "delivery", int64(d.ID), "panic", p, "stack", string(debug.Stack()))
			err = &bot.SendError{Fate: bot.Rejected, Err: fmt.Errorf("panic: %v", p)}
		}
	}()
	ctx, cancel := context.WithTimeout(work, r.Lease/2)
	defer cancel()
	m, err := r.Compose(ctx, d)
	if err != nil {
		return "", false, fmt.Errorf("compose: %w", err)
	}
	if d.Edits != "" {
		return d.Edits, true, r.change(ctx, d, m)
	}
	m.Silent = m.Silent || silent
	post := bot.Post{To: d.Channel.Address, Message: m, Nonce: d.Nonce(r.epoch), ReplyTo: d.ReplyTo}
	id, err = r.Platform.Send(ctx, post)
	return id, true, err
}

// change edits or deletes what was sent. What the platform does not let be deleted
// any more is replaced by m instead.
func (r *round) change(ctx context.Context, d bot.Delivery, m bot.Message) error {
	if d.Kind == bot.KindDeletion {
		err := r.Platform.Delete(ctx, d.Channel.Address, d.Edits)
		if err == nil || bot.FateOf(err).Fate != bot.Rejected {
			return err
		}
	}
	return r.Platform.Edit(ctx, d.Channel.Address, d.Edits, m)
}

// carryOut does what was decided after a failure. The channel moves before its
// delivery is owed again, and is paused after its delivery was dropped.
func (r *round) carryOut(work context.Context, d bot.Delivery, decision Decision) {
	ctx, cancel := settling(work)
	defer cancel()
	if to := decision.MoveTo; to != (bot.Address{}) {
		if err := r.Ledger.Move(ctx, d.Channel.Address, to); err != nil {
			r.Log.Error("cannot move channel", "channel", d.Channel.Address.String(), "to", to.String(), "err", err)
		}
	}
	r.settle(work, d, decision.Settlement)
	if decision.Pause == "" {
		return
	}
	if err := r.Ledger.Pause(ctx, d.Channel.Address, decision.Pause, r.Now()); err != nil {
		r.Log.Error("cannot pause channel", "channel", d.Channel.Address.String(), "err", err)
	}
	if r.OnGone != nil {
		r.OnGone(ctx, d.Channel, decision.Pause)
	}
}

// hold makes d wait for the end of quiet hours. If that cannot be written down,
// the lease ends and it comes up again.
func (r *round) hold(work context.Context, d bot.Delivery, until time.Time) {
	ctx, cancel := settling(work)
	defer cancel()
	if err := r.Ledger.Hold(ctx, d.ID, until); err != nil {
		r.Log.Error("cannot hold delivery", "delivery", int64(d.ID), "err", err)
	}
}

// settle writes down how d ended, trying again for an hour or until this process
// ends: what was sent and not written down would be in doubt, or sent twice.
func (r *round) settle(work context.Context, d bot.Delivery, s Settlement) {
	s = settlementOf(d, s)
	began, told := time.Now(), false
	for pause := 100 * time.Millisecond; ; pause = min(2*pause, settleTime) {
		err := r.writeDown(work, d.ID, s)
		if err == nil {
			return
		}
		if !told && (work.Err() != nil || time.Since(began) >= settleTime/2) {
			told = true
			r.Log.Error("cannot write down an outcome", "delivery", int64(d.ID), "state", string(s.State), "err", err)
		}
		if work.Err() != nil || time.Since(began) > settleFor {
			return
		}
		select {
		case <-work.Done(): // once more, on the way out
		case <-time.After(pause):
		}
	}
}

// settlementOf is s as it is written down for d: what an earlier attempt may have
// sent, this one cannot undo.
func settlementOf(d bot.Delivery, s Settlement) Settlement {
	s.Perhaps = s.State == bot.Owed && (s.Perhaps || !d.Begun.IsZero())
	s.Claim = d.Claim
	return s
}

func (r *round) writeDown(work context.Context, id bot.DeliveryID, s Settlement) error {
	ctx, cancel := settling(work)
	defer cancel()
	return r.Ledger.Settle(ctx, id, s)
}

// settling is a context for writing down an outcome, which happens even when
// everything is stopping.
func settling(work context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.WithoutCancel(work), settleTime)
}
