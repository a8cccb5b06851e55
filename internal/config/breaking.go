package config

import (
	"cmp"
	"fmt"
	"time"

	"herald/articles"
)

// Breaking says which stories break, and what they wait for.
type Breaking struct {
	// MaxAge is how old an article may be to make a story breaking.
	MaxAge time.Duration
	// Urgency is the urgency, 1 being the highest, at which or above a wire's own
	// makes its story breaking; 0 where none does.
	Urgency int
	// Observed says how many voices within what time make a story breaking.
	Observed Observed
	// SingleSource says what becomes of a story with one voice.
	SingleSource SingleSource
	// PerHour is how many breaking posts a channel gets in any hour; 0: any number.
	PerHour int
	// Approve has an admin decide about each story before it is posted.
	Approve bool
	// ApproveWithin is how long an admin has for that, and PostLate what happens
	// then: it is posted, else dropped.
	ApproveWithin time.Duration
	PostLate      bool
}

// Observed is so many independent publishers within a time. Zero Publishers: no
// number makes a story breaking.
type Observed struct {
	Publishers int
	Within     time.Duration
}

// SingleSource says what becomes of a breaking story that one publisher tells.
type SingleSource string

// The ways to treat a single source's word.
const (
	SinglePost  SingleSource = "post"  // as any other
	SingleLabel SingleSource = "label" // posted, and the post says so
	SingleHold  SingleSource = "hold"  // held until a second voice confirms it
)

const (
	// breakingUrgency is the urgency that makes a story breaking unless the file
	// says otherwise: wires keep 1 and 2 for flashes and bulletins.
	breakingUrgency = 2
	// mostPublishers bounds how many publishers a rule may ask for.
	mostPublishers = 100
)

var (
	observedWithin = limits{time.Minute, 7 * 24 * time.Hour, time.Hour}
	approveWithin  = limits{time.Second, 7 * 24 * time.Hour, 0}
)

func (b *builder) breaking() Breaking {
	raw := b.file.Breaking
	urgency := breakingUrgency
	if raw.Urgency != nil {
		urgency = *raw.Urgency
	}
	if urgency < 0 || urgency > articles.MaxUrgency {
		b.addf("breaking.urgency", "%d: must be 0–%d", urgency, articles.MaxUrgency)
	}
	if raw.Approve && len(b.file.AdminChannels) == 0 {
		b.add("breaking.approve", "there is no admin channel to ask in", "name one under admin_channels")
	}
	age := b.duration("breaking.max_age", raw.MaxAge, maxAge)
	return Breaking{
		MaxAge:        age,
		Urgency:       urgency,
		Observed:      b.observed(),
		SingleSource:  pick(b, "breaking.single_source", raw.SingleSource, SinglePost, SingleLabel, SingleHold),
		PerHour:       b.perHour(),
		Approve:       raw.Approve,
		ApproveWithin: cmp.Or(b.duration("breaking.approve_after.time", raw.ApproveAfter.Time, approveWithin), age),
		PostLate:      pick(b, "breaking.approve_after.then", raw.ApproveAfter.Then, "drop", "post") == "post",
	}
}

// mostPerHour bounds what breaking.per_hour may say.
const mostPerHour = 1000

func (b *builder) perHour() int {
	n := b.file.Breaking.PerHour
	if n < 0 || n > mostPerHour {
		b.add("breaking.per_hour", fmt.Sprintf("%d: must be 0–%d", n, mostPerHour), "0 means any number")
	}
	return n
}

// observed needs a number: a time alone says nothing.
func (b *builder) observed() Observed {
	const path = "breaking.observed"
	raw := b.file.Breaking.Observed
	within := b.duration(path+".within", raw.Within, observedWithin)
	switch n := raw.Publishers; {
	case n == nil && raw.Within == "":
		return Observed{}
	case n == nil:
		b.add(path+".publishers", "missing", "how many independent publishers, such as 4")
		return Observed{}
	case *n == 0:
		return Observed{}
	case *n < 2 || *n > mostPublishers:
		b.add(path+".publishers", fmt.Sprintf("%d: must be 0 or 2–%d", *n, mostPublishers), "0 switches the rule off")
	}
	return Observed{Publishers: *raw.Publishers, Within: within}
}
