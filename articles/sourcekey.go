package articles

import (
	"slices"
	"strings"
)

// titlesHeld are the words behind which the name of their holder stands.
var titlesHeld = setOf("president minister premier chancellor secretary senator sen rep congressman congresswoman governor gov mayor " +
	"general king queen prince princess pope ambassador chairman chairwoman director chief leader spokesman spokeswoman " +
	"mr mrs ms dr prof professor sir")

// sourceKey makes the names of one source meet: those of a person, "U.S. President
// Donald Trump" and "Donald Trump", and those of others as nameKey does.
func sourceKey(name string) (key string, person bool) {
	key = nameKey(name)
	if LikeSource(name) {
		return key, false
	}
	words := strings.Fields(key)
	for i := len(words) - 2; i >= 0; i-- {
		if titlesHeld[words[i]] {
			return strings.Join(words[i+1:], " "), true
		}
	}
	return key, true
}

// fuller is the more telling of two names if they can be those of one source, as
// people are also named by the end of their names alone.
func fuller(a, b string) (name string, same bool) {
	x, isPerson := sourceKey(a)
	y, alsoPerson := sourceKey(b)
	switch {
	case x == y, isPerson && alsoPerson && endsIn(x, y):
		return a, true
	case isPerson && alsoPerson && endsIn(y, x):
		return b, true
	}
	return "", false
}

// endsIn reports whether a name ends in the words of a shorter one.
func endsIn(long, short string) bool { return strings.HasSuffix(long, " "+short) }

// sources are the keys of those whom the articles of one story name as sources, by
// their names.
type sources map[string]string

// newSources has everybody meet who is named by a short and by a full name.
func newSources(told []Article) sources {
	all, people := sources{}, map[string]string{}
	for _, a := range told {
		for _, name := range a.Credits {
			if _, known := all[name]; known {
				continue
			}
			key, person := sourceKey(name)
			if all[name] = key; person {
				people[name] = key
			}
		}
	}
	for name, key := range people {
		all[name] = fullest(key, people)
	}
	return all
}

// fullest is the longest of the names that end in a short one, or the short one
// itself where these are not all the same person's.
func fullest(short string, people map[string]string) string {
	longest := short
	for _, name := range people {
		if endsIn(name, short) && len(name) > len(longest) {
			longest = name
		}
	}
	for _, name := range people {
		if endsIn(name, short) && name != longest && !endsIn(longest, name) {
			return short
		}
	}
	return longest
}

// only is the key of the one source that a names; empty where it names none, or
// several.
func (s sources) only(a Article) string {
	var keys []string
	for _, name := range a.Credits {
		if k := s[name]; !slices.Contains(keys, k) {
			keys = append(keys, k)
		}
	}
	if len(keys) != 1 {
		return ""
	}
	return keys[0]
}
