//go:build !race

package hostile

// raced says that the race detector is at work.
const raced = false
