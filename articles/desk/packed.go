package desk

import (
	"encoding/binary"
	"math"
)

// packed is a vector in a few bytes a term, since tens of thousands of open
// stories have one each: first how many bytes a weight has, then for each term how
// far its number is from the one before, as a varint, and its weight.
type packed []byte

// Weights have one byte with 5 bits of precision, up to 1/2, which is enough to compare with:
// what is rounded up and down evens out over a hundred terms. Where many are added
// up, small ones would get lost, so that they have two, with 11 bits.
const (
	coarse, fine = 1, 2
	fineBits     = 23 - 11
	coarseBits   = 23 - 5
	// leastWeight is the exponent of the least weight that there is: 1/512.
	leastWeight = (127 - 9) << 23
)

// pack packs a vector, which is in the order of the terms and has no negative
// weights, with weights of so many bytes.
func pack(v vector, size byte) packed {
	var room packing
	return append(packed(nil), appendPacked(room[:0], v, size)...)
}

// packing is room to pack most vectors in.
type packing [4096]byte

// appendPacked adds what pack would make of v to p.
func appendPacked(p []byte, v vector, size byte) []byte {
	p = append(p, size)
	last := uint32(0)
	for _, t := range v {
		p = binary.AppendUvarint(p, uint64(t.term-last))
		if last = t.term; size == fine {
			p = binary.LittleEndian.AppendUint16(p, uint16(rounded(t.n, fineBits, math.MaxUint16))) //nolint:gosec // at most that
		} else {
			p = append(p, byte(rounded(t.n, coarseBits, math.MaxUint8))) //nolint:gosec // at most that
		}
	}
	return p
}

// rounded is a weight without its last bits, in steps above the least one.
func rounded(n float32, bits, most uint32) uint32 {
	steps := (max(math.Float32bits(n), leastWeight) - leastWeight + 1<<(bits-1)) >> bits
	return min(steps, most)
}

func unrounded(steps uint32, bits uint32) float32 {
	return math.Float32frombits(steps<<bits + leastWeight)
}

// unpack adds the terms of p to v.
func (p packed) unpack(v vector) vector {
	for c := p.cursor(); c.next(); {
		v = append(v, weight{c.term, c.n})
	}
	return v
}

// meet adds the terms of p that are laid out to v. Most are not: what they weigh
// is not even read.
func (p packed) meet(laid *spread, v vector) vector {
	if len(p) == 0 {
		return v
	}
	size, term := int(p[0]), uint32(0)
	for i := 1; i < len(p); i += size {
		gap := uint32(p[i])
		if i++; gap >= 0x80 {
			long, n := binary.Uvarint(p[i-1:])
			gap = uint32(long) //nolint:gosec // packed from an uint32
			i += n - 1
		}
		if term += gap; laid.has(term) {
			v = append(v, weight{term, p.weight(i)})
		}
	}
	return v
}

// has reports whether p has a term.
func (p packed) has(term uint32) bool {
	for c := p.cursor(); c.next() && c.term <= term; {
		if c.term == term {
			return true
		}
	}
	return false
}

// weight is the one that begins at a byte.
func (p packed) weight(at int) float32 {
	if p[0] == fine {
		return unrounded(uint32(binary.LittleEndian.Uint16(p[at:])), fineBits)
	}
	return unrounded(uint32(p[at]), coarseBits)
}

// cursor walks over the terms of a packed vector.
type cursor struct {
	rest packed
	fine bool
	term uint32
	n    float32
}

func (p packed) cursor() cursor {
	if len(p) == 0 {
		return cursor{}
	}
	return cursor{rest: p[1:], fine: p[0] == fine}
}

// next goes to the next term, if there is one.
func (c *cursor) next() bool {
	if len(c.rest) == 0 {
		return false
	}
	gap, size := uint32(c.rest[0]), 1
	if gap >= 0x80 {
		long, n := binary.Uvarint(c.rest)
		gap, size = uint32(long), n //nolint:gosec // packed from an uint32
	}
	c.term += gap
	if c.fine {
		c.n = unrounded(uint32(binary.LittleEndian.Uint16(c.rest[size:])), fineBits)
		c.rest = c.rest[size+fine:]
	} else {
		c.n = unrounded(uint32(c.rest[size]), coarseBits)
		c.rest = c.rest[size+coarse:]
	}
	return true
}
