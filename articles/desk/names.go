package desk

import (
	"slices"
	"strings"
)

// poolSize is how many names and how many lists are remembered to be shared. With
// more of them little is gained, and it begins anew.
const poolSize = 4096

// namePool keeps one copy of what many open stories have: names of publishers, and
// lists of names, as of topics. Its zero value is ready.
type namePool struct {
	names map[string]string
	lists map[string][]string
}

// name is a string equal to s, the same one for all that are.
func (s *namePool) name(text string) string {
	if one, ok := s.names[text]; ok {
		return one
	}
	if s.names == nil || len(s.names) >= poolSize {
		s.names = map[string]string{}
	}
	text = strings.Clone(text) // it may be a part of something long
	s.names[text] = text
	return text
}

// list is a list of names, the same one for all lists that are equal: nothing in it
// may be changed, only added.
func (s *namePool) list(names ...string) []string {
	if len(names) == 0 {
		return nil
	}
	key := strings.Join(names, "\x00")
	if one, ok := s.lists[key]; ok {
		return one
	}
	if s.lists == nil || len(s.lists) >= poolSize {
		s.lists = map[string][]string{}
	}
	one := make([]string, len(names))
	for i, name := range names {
		one[i] = s.name(name)
	}
	s.lists[key] = slices.Clip(one)
	return s.lists[key]
}
