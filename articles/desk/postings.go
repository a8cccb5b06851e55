package desk

import "encoding/binary"

// postings are the stories that have a term, by their places in the window: each
// as how far it is from the one before, as a signed varint. Places are given out
// in rising order, so that most take a byte or two.
type postings struct {
	list []byte
	last uint32
}

// spare is how much of a list is kept free at least where it grows, so that one more
// fits.
const spare = binary.MaxVarintLen32

// add notes a story at the end. A list grows by an eighth: there are more of them
// than anything else in memory, so that what they keep free counts.
func (p *postings) add(place uint32) {
	if n := len(p.list); cap(p.list)-n < spare {
		list := make([]byte, n, (n+n/8+spare+7)&^7) // memory is given out in eights
		copy(list, p.list)
		p.list = list
	}
	p.list = binary.AppendVarint(p.list, int64(place)-int64(p.last))
	p.last = place
}

// read adds the places to all.
func (p *postings) read(all []uint32) []uint32 {
	place := int64(0)
	for list := p.list; len(list) > 0; {
		step, size := int64(list[0]>>1)^-int64(list[0]&1), 1
		if list[0] >= 0x80 {
			step, size = binary.Varint(list)
		}
		place += step
		all = append(all, uint32(place)) //nolint:gosec // a sum of steps between places
		list = list[size:]
	}
	return all
}

// moved gives every story its new place, and forgets those that have none. room
// is to work in, and is returned.
func (p *postings) moved(to func(place uint32) (uint32, bool), room []uint32) []uint32 {
	room = p.read(room[:0])
	fresh := postings{list: make([]byte, 0, len(p.list))}
	for _, place := range room {
		if place, ok := to(place); ok {
			fresh.add(place)
		}
	}
	*p = fresh
	return room
}
