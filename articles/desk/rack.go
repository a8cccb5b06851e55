package desk

import "strings"

// rack is where many small lists of bytes stand together, without gaps. Kept one by
// one, between what is soon forgotten, they would leave holes of all sizes in memory.
// A part of it is given back when nothing stands there any more; what was left of it
// otherwise is room that is lost until all is laid out anew. Its zero value is ready.
type rack struct {
	free []byte
	// used are the bytes of all places that were given out, lost those of places that
	// were left.
	used, lost int
}

const (
	// rackSize is how many bytes a part of a rack has.
	rackSize = 32 << 10
	// maxPlace is how large a place on it may be: what is larger stands alone.
	maxPlace = rackSize / 8
)

// rackRoom is what part of a list that is laid out anew it may grow by in its place,
// as a divisor.
const rackRoom = 16

// withRoom is how large a place is in which a list of n bytes may grow a little.
func withRoom(n int) int { return n + n/rackRoom }

// place is an empty list that may grow to n bytes.
func (r *rack) place(n int) []byte {
	if n > maxPlace {
		return make([]byte, 0, n)
	}
	if n > len(r.free) {
		r.free = make([]byte, rackSize)
	}
	place := r.free[:0:n]
	r.free = r.free[n:]
	r.used += n
	return place
}

// leave notes that a list does not stand in its place any more.
func (r *rack) leave(list []byte) {
	if n := cap(list); n <= maxPlace {
		r.lost += n
	}
}

// put is a copy of a list, with a little room to grow in its place.
func (r *rack) put(list []byte) []byte { return append(r.place(withRoom(len(list))), list...) }

// keep is a copy of a list that will not grow.
func (r *rack) keep(list []byte) []byte { return append(r.place(len(list)), list...) }

// wasteful reports whether so much is lost that all should be laid out anew.
func (r *rack) wasteful() bool { return r.lost > r.used/4+rackSize }

// letters is a rack for texts. Its zero value is ready.
type letters struct{ part strings.Builder }

// keep is a copy of a text.
func (l *letters) keep(text string) string {
	if l.part.Cap()-l.part.Len() < len(text) {
		l.part = strings.Builder{}
		l.part.Grow(max(rackSize, len(text)))
	}
	from := l.part.Len()
	l.part.WriteString(text)
	return l.part.String()[from:]
}
