package scheduler

import "time"

// Posts says what goes out at a schedule's ticks.
type Posts string

// What a schedule posts.
const (
	// PostsBreaking posts every story judged breaking, each once a channel.
	PostsBreaking Posts = "breaking"
	// PostsLatest posts one list of the newest stories since the last tick.
	PostsLatest Posts = "latest"
	// PostsDigest posts one list of the top stories since the last tick: those
	// that most publishers tell.
	PostsDigest Posts = "digest"
)

// Missed says what happens to ticks that passed while Herald was down.
type Missed string

// The policies for missed ticks.
const (
	MissedSkip Missed = "skip" // they are gone
	MissedOnce Missed = "once" // the last of them runs at start
)

// Schedule is a cron expression with a time zone, and what goes out at its
// ticks.
type Schedule struct {
	// Name is unique among schedules; people type it.
	Name  string
	Spec  Spec
	Posts Posts
	// Topic restricts the schedule to one topic; empty for all.
	Topic string
	// Limit bounds the stories of one list; breaking schedules have none.
	Limit  int
	Missed Missed
	// AtOnce posts a breaking story as soon as it is judged, not at the tick.
	AtOnce bool
	// Expires is how long a post of this schedule is still worth sending; what
	// is not sent by then is dropped. Zero: it never expires.
	Expires time.Duration
}
