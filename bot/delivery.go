package bot

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"herald/articles"
)

// Kind says what a delivery carries.
type Kind string

// The kinds of delivery.
const (
	KindBreaking   Kind = "breaking"   // one story
	KindLatest     Kind = "latest"     // a list of the newest stories
	KindDigest     Kind = "digest"     // a list of the top stories
	KindUpdate     Kind = "update"     // an edit that brings a post up to date
	KindWithdrawal Kind = "withdrawal" // an edit that strikes a post out
	KindDeletion   Kind = "deletion"   // takes a post away
	// KindDevelopment is one story, told again in answer to the post of it.
	KindDevelopment Kind = "development"
	// KindNotice is a word to the admins: its text, or the question whether its
	// story is breaking.
	KindNotice Kind = "notice"
)

// DeliveryID numbers a delivery.
type DeliveryID int64

// State is where a delivery stands.
type State string

// The states of a delivery.
const (
	Owed      State = "owed"      // to be sent, not before NotBefore
	Claimed   State = "claimed"   // being sent; owed again when the lease ends
	Sent      State = "sent"      // sent, with the message id
	Dropped   State = "dropped"   // never to be sent, with a reason
	Undecided State = "uncertain" // perhaps sent; a person decides
)

// Delivery is one message owed to one channel. It exists once: its Key is
// unique within the channel.
type Delivery struct {
	ID      DeliveryID
	Channel Channel
	// Key is what it is about, such as breaking/story/12.
	Key  string
	Kind Kind
	// Schedule and Interest are those of the subscription that it serves.
	Schedule string
	Interest articles.Interest
	// Stories are told in this order.
	Stories []articles.StoryID
	// More counts the stories that the list had no room for.
	More int
	// Text is what a notice says.
	Text string
	// Edits is the message to replace or take away, instead of sending a new one.
	Edits MessageID
	// ReplyTo is the message that a new one answers; empty for none. Where that
	// is gone, the new one stands alone.
	ReplyTo MessageID
	// Owed is when it was written, NotBefore when it may go out, Expires when
	// it is worth nothing any more (zero: never).
	Owed, NotBefore, Expires time.Time
	// Attempts counts the times that the platform was asked for it and failed, or
	// could not be asked. Being killed or asked to wait is none.
	Attempts int
	// Claim numbers the claim under which it is held: a later one has a higher
	// number.
	Claim int
	// Begun is when an attempt began whose end nobody has written down: Herald
	// was killed, and it may have been sent. Zero for none.
	Begun time.Time

	// State, Message and Reason tell how it ended.
	State   State
	Message MessageID
	Reason  string
}

// Change is the number of the change of its story that a development tells, which
// ends its key: development/story/12/3. It is 0 for other deliveries.
func (d Delivery) Change() int {
	if d.Kind != KindDevelopment {
		return 0
	}
	n, err := strconv.Atoi(d.Key[strings.LastIndexByte(d.Key, '/')+1:])
	if err != nil {
		return 0
	}
	return n
}

// Nonce is the same for every attempt at d and for nothing else of this
// installation; epoch tells databases apart. It is at most 25 characters.
func (d Delivery) Nonce(epoch string) string {
	return fmt.Sprintf("h%.10s-%x", epoch, int64(d.ID))
}
