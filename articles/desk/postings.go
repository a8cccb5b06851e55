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

// add notes a story at the end. A list that has to grow gets another place on the
// rack, larger by an eighth: there are more of them than anything else in memory, so
// that what they keep free counts.
func (p *postings) add(place uint32, r *rack) {
	var step [binary.MaxVarintLen64]byte
	size := binary.PutVarint(step[:], int64(place)-int64(p.last))
	if n := len(p.list); cap(p.list)-n < size {
		list := append(r.place(n+n/8+spare), p.list...)
		r.leave(p.list)
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
// stands on the rack then: it has become no longer.
func (p *postings) moved(to func(place uint32) (uint32, bool), r *rack) {
	fresh := postings{list: r.place(withRoom(len(p.list)))}
	for place := range p.all {
		if place, ok := to(place); ok {
			fresh.add(place, r)
		}
	}
	*p = fresh
}
