package feed

import (
	"context"
	"time"
)

// State is what is remembered of a feed between fetches.
type State struct {
	// URL is the address in the configuration that all this belongs to. A source
	// whose URL has changed is fetched anew.
	URL string
	// ETag and LastModified are the validators of the last document whose
	// articles were all filed.
	ETag, LastModified string
	// Due is when to fetch next, OK when a fetch last succeeded.
	Due, OK time.Time
	// Failures counts the fetches that failed since then, Error is the last
	// one's reason, without secrets.
	Failures int
	Error    string
	// Memory is the rest.
	Memory Memory
}

// Memory is what is remembered of a feed for its sake and ours, not for the next
// request. It is kept as JSON.
type Memory struct {
	// Address is where the feed really is, where that is not its URL: a redirect
	// for good led there, or the page at the URL names it.
	Address string `json:"address,omitempty"`
	// Sum is the hash of the last document whose articles were all filed, Readers
	// that of the sources for which it was read: for others it is news.
	Sum     string `json:"sum,omitempty"`
	Readers string `json:"readers,omitempty"`
	// Pace is what the publisher says.
	Pace Pace `json:"pace,omitzero"`
	// Gap is the usual time between two articles, Newest when the last one came.
	Gap    time.Duration `json:"gap,omitzero"`
	Newest time.Time     `json:"newest,omitzero"`
	// Items is how many articles the last document held, Usual how many the last
	// one that held any.
	Items int `json:"items,omitzero"`
	Usual int `json:"usual,omitzero"`
	// Empty is since when the document has held nothing although it used to.
	Empty time.Time `json:"empty,omitzero"`
	// Why says why Due is when it is.
	Why string `json:"why,omitempty"`
	// Down is when the failures began, Searched when a feed was last looked for
	// at a page.
	Down     time.Time `json:"down,omitzero"`
	Searched time.Time `json:"searched,omitzero"`
	// Hub is who tells of the feed's news. Pushed is when it last did, Missed when
	// something was found that it had not told.
	Hub    Hub       `json:"hub,omitzero"`
	Pushed time.Time `json:"pushed,omitzero"`
	Missed time.Time `json:"missed,omitzero"`
	// Pages are to be read for the full text of articles that were filed.
	Pages []WantedPage `json:"pages,omitempty"`
	// Gone says that the publisher has said so: HTTP 410.
	Gone bool `json:"gone,omitzero"`
}

// States keeps the state of each source by its name. It is safe for concurrent
// use.
type States interface {
	// SourceState is zero for a source never fetched.
	SourceState(ctx context.Context, source string) (State, error)
	SaveSourceState(ctx context.Context, source string, s State) error
}
