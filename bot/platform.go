package bot

import "context"

// Platform is a chat service. All methods are safe for concurrent use.
type Platform interface {
	Name() PlatformName
	// Format says how the platform counts. It does no I/O.
	Format() Format
	// ParseAddress reads an address id as an operator writes it in config.yaml,
	// and returns it in the platform's own form, or an error that says what an
	// id looks like. It does no I/O.
	ParseAddress(id string) (Address, error)
	// Run receives what people do and calls host, until ctx ends (nil) or the
	// platform refuses for good (an error with fate Refused). Passing failures
	// are retried inside. It returns when all its handlers have returned.
	Run(ctx context.Context, host Host) error
	// Send sends one message and returns its id. An error is a *SendError.
	// It works while Run is not running, too.
	Send(ctx context.Context, p Post) (MessageID, error)
	// Edit replaces the message id at the address. Nothing to change is success.
	Edit(ctx context.Context, at Address, id MessageID, m Message) error
	// Delete takes the message id at the address away. One that is gone already
	// is success; one that may not be deleted any more has fate Rejected.
	Delete(ctx context.Context, at Address, id MessageID) error
}

// Post is a message on its way to an address.
type Post struct {
	To      Address
	Message Message
	// Nonce, at most 25 characters, is the same for every attempt at one
	// delivery and for nothing else. Platforms that can use it to send once.
	Nonce string
	// ReplyTo is the message at the same address that this one answers; empty for
	// none. Where it is gone, this one is sent all the same.
	ReplyTo MessageID
}
