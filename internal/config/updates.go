package config

import "time"

// updatesFor bounds updates.for.
var updatesFor = limits{time.Minute, 30 * 24 * time.Hour, 6 * time.Hour}

const (
	// dayReplies is how many developments of a story are told in a day where the
	// file does not say; maxReplies bounds what it may say.
	dayReplies = 3
	maxReplies = 20
)

// updates reads how posts are kept up to date.
func (b *builder) updates() Updates {
	u := Updates{For: b.duration("updates.for", b.file.Updates.For, updatesFor), Replies: dayReplies}
	if n := b.file.Updates.Replies; n != nil {
		u.Replies = *n
	}
	if u.Replies < 0 || u.Replies > maxReplies {
		b.addf("updates.replies", "%d: must be 0–%d", u.Replies, maxReplies)
	}
	return u
}
