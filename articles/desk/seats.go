package desk

import "context"

// maxPrepared is how many articles are prepared for filing at a time: those of one
// transaction, and those of the next. An article with its terms takes some 20 KiB,
// and any number of sources may come at once.
const maxPrepared = 2 * maxCommit

// seats bound how many articles are at work at a time. Whoever has come first gets
// theirs first.
type seats struct {
	// gate holds a token: who has it takes seats, one after the other.
	gate, taken chan struct{}
}

func newSeats(n int) seats {
	return seats{gate: make(chan struct{}, 1), taken: make(chan struct{}, n)}
}

// take waits until n seats are free, all of them if there are fewer. free must
// follow, unless ctx ended before.
func (s seats) take(ctx context.Context, n int) (free func(), err error) {
	n = min(n, cap(s.taken))
	select {
	case s.gate <- struct{}{}:
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
	defer func() { <-s.gate }()
	for i := range n {
		select {
		case s.taken <- struct{}{}:
		case <-ctx.Done():
			s.give(i)
			return nil, context.Cause(ctx)
		}
	}
	return func() { s.give(n) }, nil
}

func (s seats) give(n int) {
	for range n {
		<-s.taken
	}
}
