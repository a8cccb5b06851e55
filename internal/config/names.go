package config

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Names of topics and schedules are typed in chat: lower case, and no number
// alone, which would be taken for a count.
var typedName = regexp.MustCompile(`^[\p{Ll}\p{Lo}\p{Lm}\p{Nd}][\p{Ll}\p{Lo}\p{Lm}\p{Mn}\p{Nd}_-]{0,31}$`)

// Names of sources are seen in logs and in herald why.
var sourceName = regexp.MustCompile(`^[\p{L}\p{Nd}][\p{L}\p{M}\p{Nd}._-]{0,63}$`)

var onlyDigits = regexp.MustCompile(`^\p{Nd}+$`)

// checkTyped checks a name that people type.
func (b *builder) checkTyped(path, name string) {
	switch {
	case name == "":
		b.addf(path, "missing")
	case onlyDigits.MatchString(name):
		b.addf(path, "%s: must not be a number", quote(name))
	case !typedName.MatchString(name):
		b.add(path, quote(name)+": must be lower-case letters, digits, - and _, at most 32", lowerHint(name))
	}
}

// lowerHint is the name in a form that may be taken, where that is clear.
func lowerHint(name string) string {
	fixed := strings.Join(strings.Fields(strings.ToLower(name)), "-")
	if !typedName.MatchString(fixed) {
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
