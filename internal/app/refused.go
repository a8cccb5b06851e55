package app

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"

	"herald/bot"
)

// ErrRefused is among the reasons when every platform has refused the bot: starting
// again changes nothing before somebody changes a token or the bot's rights.
var ErrRefused = errors.New("every platform refuses the bot")

// refusals remembers which platforms have refused the bot.
type refusals struct {
	platforms int
	// all is called when the last platform has refused.
	all func(error)

	mu      sync.Mutex
	reasons map[bot.PlatformName]error
}

func newRefusals(platforms int) *refusals {
	return &refusals{platforms: platforms, all: func(error) {}, reasons: map[bot.PlatformName]error{}}
}

// add remembers one and reports whether it is news.
func (r *refusals) add(p bot.PlatformName, err error) bool {
	r.mu.Lock()
	_, known := r.reasons[p]
	if !known {
		r.reasons[p] = err
	}
	every := len(r.reasons) == r.platforms
	r.mu.Unlock()
	if every {
		r.all(r.reason())
	}
	return !known
}

// reason says why nothing can go on; nil while a platform still works.
func (r *refusals) reason() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.reasons) < r.platforms {
		return nil
	}
	var errs []error
	for _, p := range slices.Sorted(maps.Keys(r.reasons)) {
		errs = append(errs, fmt.Errorf("%s refuses the bot: %w", p, r.reasons[p]))
	}
	return fmt.Errorf("%w:\n%w", ErrRefused, errors.Join(errs...))
}

// of is why a platform refused; nil while it has not.
func (r *refusals) of(p bot.PlatformName) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.reasons[p]
}
