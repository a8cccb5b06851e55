package delivery

import (
	"cmp"
	"hash/fnv"
	"math/bits"
	"strconv"
	"time"

	"herald/bot"
)

// Policy bounds how long the courier keeps trying. Zero fields mean the
// defaults.
type Policy struct {
	// Attempts is how often one delivery is tried at most. Default 20.
	Attempts int
	// GiveUp is how long after it was owed a delivery is still tried again.
	// Default 24 hours. One that has its own expiry ends at that.
	GiveUp time.Duration
	// First is the pause after the first failure; each further pause is twice
	// as long, up to Longest. Defaults 1 second and 5 minutes.
	First, Longest time.Duration
	// Uncertain says what becomes of what may have been sent already.
	Uncertain Uncertain
}

// Uncertain says what becomes of a post of which nobody knows whether it was
// sent.
type Uncertain int

// The ways to treat it.
const (
	// ResendBreaking sends breaking posts again, since twice is better than
	// never, and lets a person decide about all others.
	ResendBreaking Uncertain = iota
	// HoldAll lets a person decide about every post, so that none comes twice.
	HoldAll
	// ResendAll sends every post again, perhaps for the second time.
	ResendAll
)

// resends reports whether d is sent again though it may have been sent. Editing or
// deleting twice does no harm; neither does a notice that comes twice.
func (p Policy) resends(d bot.Delivery) bool {
	switch {
	case d.Edits != "" || d.Kind == bot.KindNotice || p.Uncertain == ResendAll:
		return true
	case d.Kind == bot.KindBreaking:
		return p.Uncertain == ResendBreaking
	}
	return false
}

// resendAfter is the pause before something is sent again that may have been
// sent: long enough for a platform that knows nonces to know this one.
const resendAfter = 5 * time.Second

func (p Policy) withDefaults() Policy {
	p.Attempts = cmp.Or(p.Attempts, 20)
	p.GiveUp = cmp.Or(p.GiveUp, 24*time.Hour)
	p.First = cmp.Or(p.First, time.Second)
	p.Longest = cmp.Or(p.Longest, 5*time.Minute)
	return p
}

// backoff is the pause after attempt number n, counted from 0: First doubled n
// times, at most Longest, and then up to a quarter more or less, so that what
// failed together does not come back together. The same delivery and attempt
// give the same pause.
func (p Policy) backoff(id bot.DeliveryID, n int) time.Duration {
	pause := p.Longest
	if room := bits.LeadingZeros64(uint64(p.First)) - 1; n < room {
		pause = min(p.First<<max(n, 0), p.Longest)
	}
	h := fnv.New32a()
	h.Write([]byte(strconv.FormatInt(int64(id), 10) + "/" + strconv.Itoa(n)))
	quarter := pause / 4
	shift := time.Duration(float64(quarter) * (float64(h.Sum32()%1001)/500 - 1))
	return min(pause+shift, p.Longest)
}
