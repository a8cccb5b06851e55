package desk

import "encoding/binary"

// postings are the stories that have a term, by their places in the window: each
// as how far it is from the one before, as a signed varint. Places are given out
// in rising order, so that most take a byte or two.
type postings struct {
	list  []byte
	last  uint32
	count uint32
}

// spare is how much of a list is kept free at least where it grows, so that one more
// fits.
const spare = binary.MaxVarintLen32

// add notes a story at the end. A list grows by an eighth: there are more of them
// than anything else in memory, so that what they keep free counts.
func (p *postings) add(place uint32) {
	var step [binary.MaxVarintLen64]byte
	size := binary.PutVarint(step[:], int64(place)-int64(p.last))
	if n := len(p.list); cap(p.list)-n < size {
		list := make([]byte, n, (n+n/8+spare+7)&^7) // memory is given out in eights
		copy(list, p.list)
		p.list = list
	}
	p.list = append(p.list, step[:size]...)
	p.last = place
	p.count++
}

// all are the places.
func (p *postings) all(yield func(place uint32) bool) {
	place := 0
	for list := p.list; len(list) > 0; {
		step, size := firstStep(list)
		place += step
		if !yield(uint32(place)) { //nolint:gosec // a sum of steps between places
			return
		}
		list = list[size:]
	}
}

// firstStep is the first of some steps between places, and how many bytes it has. Most
// have one or two.
func firstStep(list []byte) (step, size int) {
	b := int(list[0])
	if b < 0x80 {
		return b>>1 ^ -(b & 1), 1
	}
	if len(list) > 1 && list[1] < 0x80 {
		b = b&0x7f | int(list[1])<<7
		return b>>1 ^ -(b & 1), 2
	}
	long, size := binary.Varint(list)
	return int(long), size
}

// moved gives every story its new place, and forgets those that have none. The list
// stands on the rack then.
func (p *postings) moved(to func(place uint32) (uint32, bool), r *rack) {
	fresh := postings{list: make([]byte, 0, len(p.list))}
	for place := range p.all {
		if place, ok := to(place); ok {
			fresh.add(place)
		}
	}
	fresh.list = r.put(fresh.list)
	*p = fresh
}

// rack is where many lists stand together, without gaps. Kept one by one they leave
// holes of all sizes in memory as they grow. One that grows later leaves the rack,
// whose parts are given back when nothing stands there any more.
type rack struct{ free []byte }

// rackSize is how many bytes a part of a rack has.
const rackSize = 32 << 10

// rackRoom is what part of a list on the rack it may grow by there, as a divisor. The
// lists of common words are long, and grow with nearly every article: each that left
// the rack would be in memory twice.
const rackRoom = 16

// put is a copy of a list on the rack, with a little room to grow there.
func (r *rack) put(list []byte) []byte {
	n := len(list)
	if n == 0 {
		return nil
	}
	size := n + n/rackRoom
	if size > rackSize/8 {
		return append(make([]byte, 0, size), list...)
	}
	if size > len(r.free) {
		r.free = make([]byte, rackSize)
	}
	place := r.free[:n:size]
	r.free = r.free[size:]
	copy(place, list)
	return place
}
