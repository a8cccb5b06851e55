package feed

import (
	"bytes"
	"sync"
)

// Most documents are looked at and forgotten, as they are those of last time. The
// memory that one was read into is therefore used for the next.

// maxKept is how large a buffer may be to be used again; few documents are larger.
const maxKept = 1 << 20

var bodies = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// free gives the memory of the body back, which nobody may look at any more. Without
// it the memory is left to the collector.
func (r *Response) free() {
	if r.buffer != nil && r.buffer.Cap() <= maxKept {
		r.buffer.Reset()
		bodies.Put(r.buffer)
	}
	r.Body, r.buffer = nil, nil
}
