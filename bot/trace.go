package bot

import (
	"time"

	"herald/articles"
)

// Trace is everything that was decided about a story, in the words in which it
// was decided then: how each article came in and joined, what was judged, and
// what became of each post.
type Trace struct {
	// Story is the story, its articles without text.
	Story articles.Story
	// Filings tell of each article of Story.Articles, in the same order.
	Filings []FilingTrace
	// Decisions are what was decided about the story as a whole, oldest first.
	Decisions []Decision
	// Tallies count all its deliveries; Deliveries are the newest of them, newest
	// first.
	Tallies    []Tally
	Deliveries []Delivery
}

// FilingTrace is how an article came in.
type FilingTrace struct {
	// At is when it was filed, Origin from where: a feed, a file, a page.
	At     time.Time
	Origin string
	// Joined is why it joined the story, or opened it.
	Joined string
	// Topics are the topics that it matched, each with what it matched on.
	Topics []string
	// Words is how long its full text is, Versions how often its publisher has
	// changed it.
	Words, Versions int
}

// Decision is one thing that was decided about a story, and when.
type Decision struct {
	At   time.Time
	Text string
}

// Tally counts the deliveries of a story that went the same way.
type Tally struct {
	Platform PlatformName
	Kind     Kind
	State    State
	Reason   string
	Count    int
}
