package articles

import (
	"cmp"
	"slices"
	"strings"
)

// Voices are the publishers that tell the story independently of each other,
// each once, in the order in which they told it. Those that only repeat the words
// of another (Article.CopyOf) are no voices of their own; and publishers that all
// name one and the same source for it (a single one in Article.Credits) are one
// voice together: that source's, where it tells the story itself, else that of
// the first who passed it on.
func (s Story) Voices() []string {
	tellers, all := newTellers(s), s.Publishers()
	// speaks has the publisher that speaks for each origin.
	speaks := make(map[string]string, len(all))
	for _, p := range all {
		root := tellers.root(p)
		if _, taken := speaks[root]; !taken || nameKey(p) == root {
			speaks[root] = p
		}
	}
	return slices.DeleteFunc(all, func(p string) bool { return speaks[tellers.root(p)] != p })
}

// Copies are the publishers of the story that only repeat the words of another, each
// once, in the order in which they told it.
func (s Story) Copies() []string {
	own := s.inOwnWords()
	return slices.DeleteFunc(s.voiceless(), func(p string) bool { return own[nameKey(p)] })
}

// Echoes are the publishers of the story that tell it in their own words, but on the
// word of one source for which another voice speaks; each once, in the order in which
// they told it.
func (s Story) Echoes() []string {
	own := s.inOwnWords()
	return slices.DeleteFunc(s.voiceless(), func(p string) bool { return !own[nameKey(p)] })
}

// voiceless are the publishers of the story that are no voices of their own.
func (s Story) voiceless() []string {
	voices := s.Voices()
	return slices.DeleteFunc(s.Publishers(), func(p string) bool { return slices.Contains(voices, p) })
}

// inOwnWords are the keys of the publishers with an article that is no copy.
func (s Story) inOwnWords() map[string]bool {
	own := map[string]bool{}
	for _, a := range s.Standing() {
		if a.CopyOf == "" {
			own[nameKey(a.Publisher)] = true
		}
	}
	return own
}

// tellers says for each publisher of a story, by the key of its name, whose word
// it passes on: its own key where any of its articles is its own.
type tellers map[string]string

func newTellers(s Story) tellers {
	told := s.Standing()
	t, sources := make(tellers, len(told)), newSources(told)
	for _, a := range told {
		me, from := nameKey(a.Publisher), a.origin(sources)
		if had, ok := t[me]; !ok || from == me && had != me {
			t[me] = from
		}
	}
	return t
}

// root is the key of the origin of what a publisher tells, through all who passed
// it on. Of publishers that are said to pass on each other's word it is the one
// whose key comes first.
func (t tellers) root(publisher string) string {
	at := nameKey(publisher)
	seen := map[string]bool{}
	for !seen[at] {
		seen[at] = true
		from, tells := t[at]
		if !tells || from == at {
			return at
		}
		at = from
	}
	ring := []string{at}
	for next := t[at]; next != at; next = t[next] {
		ring = append(ring, next)
	}
	return slices.Min(ring)
}

// origin is the key of whoever the words or the facts of a come from: its own
// publisher, unless it is a copy or names one source and no other.
func (a Article) origin(named sources) string {
	if a.CopyOf != "" {
		return nameKey(a.CopyOf)
	}
	return cmp.Or(named.only(a), nameKey(a.Publisher))
}

// nameKey makes the names of one publisher meet: "The Guardian" and "guardian".
func nameKey(name string) string {
	key := strings.Join(Words(name), " ")
	if rest, ok := strings.CutPrefix(key, "the "); ok {
		key = rest
	}
	if key == "" {
		return name
	}
	return key
}

// SamePublisher reports whether two names mean one publisher: the case, signs
// and a leading "The" do not count.
func SamePublisher(a, b string) bool { return nameKey(a) == nameKey(b) }
