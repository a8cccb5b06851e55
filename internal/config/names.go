package config

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"
)

// Names of topics and schedules are typed in chat: lower case, and no number
// alone, which would be taken for a count.
var typedName = spelling{first: tables{unicode.Ll, unicode.Lo, unicode.Lm, unicode.Nd}, more: tables{unicode.Mn}, marks: "_-", most: 32}

// Names of sources are seen in logs and in herald why.
var sourceName = spelling{first: tables{unicode.L, unicode.Nd}, more: tables{unicode.M}, marks: "._-", most: 64}

var onlyDigits = spelling{first: tables{unicode.Nd}, most: math.MaxInt}

type tables = []*unicode.RangeTable

// spelling is what a name is made of: characters of first, and behind the first one also
// of more and marks; not empty, and at most so many characters. As regular expressions
// these took 5 MB to compile.
type spelling struct {
	first, more tables
	marks       string
	most        int
}

// fits reports whether a name is spelled so.
func (s spelling) fits(name string) bool {
	n := 0
	for _, r := range name {
		if n++; n > s.most {
			return false
		}
		behind := n > 1 && (unicode.In(r, s.more...) || strings.ContainsRune(s.marks, r))
		if !behind && !unicode.In(r, s.first...) {
			return false
		}
	}
	return n > 0
}

// checkTyped checks a name that people type.
func (b *builder) checkTyped(path, name string) {
	switch {
	case name == "":
		b.addf(path, "missing")
	case onlyDigits.fits(name):
		b.addf(path, "%s: must not be a number", quote(name))
	case !typedName.fits(name):
		b.add(path, quote(name)+": must be lower-case letters, digits, - and _, at most 32", lowerHint(name))
	}
}

// lowerHint is the name in a form that may be taken, where that is clear.
func lowerHint(name string) string {
	fixed := strings.Join(strings.Fields(strings.ToLower(name)), "-")
	if !typedName.fits(fixed) {
		return ""
	}
	return "such as " + fixed
}

// checkUnique notes names that stand twice; paths are where they stand.
func (b *builder) checkUnique(names []string, path func(i int) string) {
	first := map[string]int{}
	for i, name := range names {
		if name == "" {
			continue
		}
		if j, ok := first[name]; ok {
			b.addf(path(i), "%s: is the name of %s too", quote(name), parent(path(j)))
			continue
		}
		first[name] = i
	}
}

// checkKnown notes names, listed at path, that are not among the known ones or are
// listed twice. What says what they name, a topic, source or schedule.
func (b *builder) checkKnown(path, what string, names, known []string) {
	for i, name := range names {
		at := fmt.Sprintf("%s[%d]", path, i)
		b.checkOneKnown(at, what, name, known)
		if slices.Contains(names[:i], name) {
			b.addf(at, "%s: is listed twice", quote(name))
		}
	}
}

func (b *builder) checkOneKnown(path, what, name string, known []string) {
	if slices.Contains(known, name) || b.bad[what+"s"] {
		return
	}
	if b.full() {
		return
	}
	hint := closest(name, known)
	if hint == "" && len(known) == 0 {
		hint = fmt.Sprintf("the file has no %ss", what)
	} else if hint == "" && len(known) <= 8 {
		hint = "there are " + strings.Join(known, ", ")
	}
	b.add(path, fmt.Sprintf("%s: no such %s", quote(name), what), hint)
}

// each is what f makes of each entry of a list.
func each[T, U any](list []T, f func(T) U) []U {
	out := make([]U, len(list))
	for i, x := range list {
		out[i] = f(x)
	}
	return out
}
