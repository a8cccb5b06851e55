package bot

import "context"

// Keeper is a Host that keeps the conversations that were Left. A platform that
// finds that it can write in one of them again says so with Joined, and the
// greeting is left out.
type Keeper interface {
	// Paused are the conversations of a platform to which nothing is sent since
	// they were Left.
	Paused(ctx context.Context, p PlatformName) ([]Address, error)
}
