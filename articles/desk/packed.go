package desk

import (
	"encoding/binary"
	"math"
)

// packed is a vector in a few bytes a term, since tens of thousands of open
// stories have one each: how far its number is from the one before, as a varint,
// and its weight in two bytes.
type packed []byte

// packedWeight is the size of a weight.
const packedWeight = 2

// droppedBits are the bits of a float32 that a weight does without. What is left,
// without the sign, are 8 bits of precision: 0.2 percent.
const droppedBits = 15

// pack packs a vector, which is in the order of the terms and has no negative
// weights.
func pack(v vector) packed {
	var room [4096]byte
	p, last := room[:0], uint32(0)
	for _, t := range v {
		p = binary.AppendUvarint(p, uint64(t.term-last))
		p = binary.LittleEndian.AppendUint16(p, packWeight(t.n))
		last = t.term
	}
	return append(packed(nil), p...)
}

func packWeight(n float32) uint16 {
	bits := math.Float32bits(n) + 1<<(droppedBits-1) // round to the nearest
	return uint16(bits >> droppedBits)
}

func unpackWeight(n uint16) float32 { return math.Float32frombits(uint32(n) << droppedBits) }

// unpack adds the terms of p to v.
func (p packed) unpack(v vector) vector {
	c := p.cursor()
	for c.next() {
		v = append(v, weight{c.term, c.n})
	}
	return v
}

// cursor walks over the terms of a packed vector.
type cursor struct {
	rest packed
	term uint32
	n    float32
}

func (p packed) cursor() cursor { return cursor{rest: p} }

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
	c.n = unpackWeight(binary.LittleEndian.Uint16(c.rest[size:]))
	c.rest = c.rest[size+packedWeight:]
	return true
}
