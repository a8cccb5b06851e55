package articles

import (
	"fmt"
	"slices"
)

// Interest is what a subscription is about: a topic by name, or words of the
// reader's own. The zero value is interested in everything.
type Interest struct {
	Topic string
	// Words must all stand in one article of the story, anywhere in its
	// headline, deck, summary, keywords or text.
	Words string
}

// String is the interest as people read it.
func (i Interest) String() string {
	switch {
	case i.Topic != "":
		return i.Topic
	case i.Words != "":
		return Quote(i.Words)
	}
	return "everything"
}

// Wants reports whether s is of interest, and why or why not. A story read
// without the text of its articles is judged on what it carries.
func (i Interest) Wants(s Story) (reason string, ok bool) {
	if i.Topic != "" {
		if slices.Contains(s.Topics, i.Topic) {
			return fmt.Sprintf("topic %s", i.Topic), true
		}
		return fmt.Sprintf("not of topic %s", i.Topic), false
	}
	if i.Words == "" {
		return "wants everything", true
	}
	for _, a := range s.Articles {
		if containsAll(a, i.Words) {
			return fmt.Sprintf("the words %s in %s", Quote(i.Words), Quote(a.Title)), true
		}
	}
	return "not all of the words " + Quote(i.Words), false
}

// containsAll reports whether every word of phrase stands somewhere in a.
func containsAll(a Article, phrase string) bool {
	missing := matchWords(phrase)
	if len(missing) == 0 {
		return false
	}
	texts := append([]string{a.Title, a.MarkedTitle, a.Deck, a.Summary, a.Text}, a.Keywords...)
	for _, t := range texts {
		have := matchWords(t)
		missing = slices.DeleteFunc(missing, func(want string) bool {
			return slices.ContainsFunc(have, func(h string) bool { return matches(h, want) })
		})
		if len(missing) == 0 {
			return true
		}
	}
	return false
}
