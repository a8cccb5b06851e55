// Package dice decides what goes wrong with a request to a fake server, and when:
// repeatable draws from troubles with their probabilities.
package dice

import (
	"context"
	"maps"
	"math/rand/v2"
	"time"
)

// Dice draws troubles of a kind of its server's. The zero value draws none. It is
// not safe for concurrent use.
type Dice[T comparable] struct {
	order  []T
	rates  map[T]float64
	source *rand.Rand
	struck map[T]int
}

// Load makes the draws come from troubles in their order, with probabilities that
// are together at most 1. The same seed and stream give the same draws. What was
// Struck before stays counted.
func (d *Dice[T]) Load(seed, stream uint64, order []T, rates map[T]float64) {
	d.order, d.rates = order, rates
	d.source = rand.New(rand.NewPCG(seed, stream)) //nolint:gosec // repeatable draws, not secrets
}

// Draw is the trouble of one request, false for none.
func (d *Dice[T]) Draw() (t T, struck bool) {
	if len(d.rates) == 0 {
		return t, false
	}
	point := d.source.Float64()
	for _, t := range d.order {
		if point -= d.rates[t]; point >= 0 {
			continue
		}
		if d.struck == nil {
			d.struck = map[T]int{}
		}
		d.struck[t]++
		return t, true
	}
	return t, false
}

// Struck counts the troubles that were drawn.
func (d *Dice[T]) Struck() map[T]int { return maps.Clone(d.struck) }

// Linger waits for a time, unless the caller leaves or the server closes.
func Linger(ctx context.Context, closing <-chan struct{}, wait time.Duration) {
	if wait <= 0 {
		return
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	case <-closing:
	}
}

// Moment is a point in the life of a request that shows something to people.
type Moment string

// The moments.
const (
	Arrived  Moment = "arrived"  // read, nothing done yet
	Worked   Moment = "worked"   // done, not answered
	Answered Moment = "answered" // the answer is on its way
)
