package bot

import (
	"errors"
	"fmt"
	"time"
)

// Fate says what to do next with a message that could not be sent.
type Fate string

// The fates.
const (
	// Retry: certainly not sent; try again after a while.
	Retry Fate = "retry"
	// Wait: the platform asks to wait After; not sent.
	Wait Fate = "wait"
	// Gone: the channel cannot be written to any more; pause it.
	Gone Fate = "gone"
	// Moved: the conversation has the address MovedTo now; send there.
	Moved Fate = "moved"
	// Rejected: the platform will never take this message; drop it.
	Rejected Fate = "rejected"
	// Refused: the platform refuses the bot itself (its token); stop.
	Refused Fate = "refused"
	// Uncertain: the message may or may not have been sent.
	Uncertain Fate = "uncertain"
)

// SendError is the error of Platform.Send and Edit. Its text names no secret.
type SendError struct {
	Fate Fate
	// After is how long to wait, for Wait.
	After time.Duration
	// Everyone says that Wait holds for all channels of the platform.
	Everyone bool
	// Perhaps says, for Retry, that the message may have been sent: repeated
	// with its nonce, and soon, it is one message all the same.
	Perhaps bool
	// MovedTo is the new address, for Moved.
	MovedTo Address
	// Err is the cause.
	Err error
}

// Error describes the cause and the fate.
func (e *SendError) Error() string { return fmt.Sprintf("%v (%s)", e.Err, e.Fate) }

// Unwrap gives the cause.
func (e *SendError) Unwrap() error { return e.Err }

// FateOf is the fate that err carries; an error without one is to be retried.
func FateOf(err error) *SendError {
	if e, ok := errors.AsType[*SendError](err); ok {
		return e
	}
	return &SendError{Fate: Retry, Err: err}
}

// UserError is an error whose text is written for the person who asked: one
// sentence that says what to do.
type UserError struct{ Text string }

// Error is the sentence.
func (e *UserError) Error() string { return e.Text }

// Errorf makes a UserError.
func Errorf(format string, args ...any) error {
	return &UserError{Text: fmt.Sprintf(format, args...)}
}
