package desk

// spread lays out the terms of an article or a story that others are compared with,
// so that each is found at once. It is empty but while they are.
type spread struct {
	// weights are what each term weighs, 0 for those that are not laid out.
	weights []float32
	// laid has a bit for each term that is. Most terms that are looked for are not,
	// which is seen in memory small enough to stay next to the processor.
	laid []uint64
}

// fit makes room for terms with numbers below n. Nothing may be laid out.
func (s *spread) fit(n int) {
	if len(s.weights) < n {
		n += n / 4
		s.weights, s.laid = make([]float32, n), make([]uint64, n/64+1)
	}
}

// put lays out a term; one that weighs nothing counts as not laid out.
func (s *spread) put(term uint32, n float32) {
	if n != 0 {
		s.weights[term] = n
		s.laid[term/64] |= 1 << (term % 64)
	}
}

// take takes a term back.
func (s *spread) take(term uint32) {
	s.weights[term] = 0
	s.laid[term/64] &^= 1 << (term % 64)
}

// has reports whether a term is laid out.
func (s *spread) has(term uint32) bool { return s.laid[term/64]>>(term%64)&1 != 0 }
