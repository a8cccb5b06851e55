package alarm

import (
	"slices"
	"strings"
	"time"
)

// Cause is one thing that is wrong now.
type Cause struct {
	// Key names it, in the form group/name or group: source/world. The same
	// failure has the same key at every look.
	Key string
	// Version, when it changes, has the cause told anew while it stands.
	Version string
	// Since is when it began; zero: when it was first seen.
	Since time.Time
	// After is for how long it must have stood before anybody is told.
	After time.Duration
	// What failed, and for whom, in one sentence; Did is what Herald did about
	// it, Do what the reader can do. Over is said when it has ended.
	What, Did, Do, Over string
}

// Picture is all that is wrong at one moment.
type Picture struct {
	Causes []Cause
	// Unsure are keys and groups of which nothing is known right now, as after
	// the start: what was told of them neither stands nor is over.
	Unsure []string
	// Forget are keys that nobody needs to hear the end of.
	Forget []string
}

// unsure reports whether nothing is known of a key.
func (p Picture) unsure(key string) bool {
	return slices.Contains(p.Unsure, key) || slices.Contains(p.Unsure, Group(key))
}

// Group is the part of a key before the slash.
func Group(key string) string {
	g, _, _ := strings.Cut(key, "/")
	return g
}

// Entry is what is remembered of a cause.
type Entry struct {
	Since time.Time `json:"since"`
	// Told is when the admins were told; zero: not yet.
	Told    time.Time `json:"told,omitzero"`
	Version string    `json:"version,omitempty"`
	What    string    `json:"what,omitempty"`
	Over    string    `json:"over,omitempty"`
}

// Standing is a cause that the admins were told of and that is not over.
type Standing struct {
	Key string
	Entry
}
