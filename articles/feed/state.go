package feed

import (
	"context"
	"time"
)

// State is what is remembered of a feed between fetches.
type State struct {
	// URL is the address that the validators belong to. A source whose URL has
	// changed is fetched anew.
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
}

// States keeps the state of each source by its name. It is safe for concurrent
// use.
type States interface {
	// SourceState is zero for a source never fetched.
	SourceState(ctx context.Context, source string) (State, error)
	SaveSourceState(ctx context.Context, source string, s State) error
}
