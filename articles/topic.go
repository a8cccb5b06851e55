package articles

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Topic is a named interest, defined in config by words, patterns or sources.
type Topic struct {
	// Name is what people type; unique, lower case.
	Name string
	// Words are words or phrases; one of them in the headline, deck, summary or
	// keywords is enough. They match whole words in any case.
	Words []string
	// Patterns are RE2 expressions, tried on the same fields.
	Patterns []*regexp.Regexp
	// Sources are names of sources all of whose articles belong to the topic.
	Sources []string
}

// Match reports whether a belongs to the topic, and on what it matched.
func (t Topic) Match(a Article) (reason string, ok bool) {
	if slices.Contains(t.Sources, a.Source) {
		return "source " + a.Source, true
	}
	for _, field := range topicFields(a) {
		for _, w := range t.Words {
			if containsWords(field.text, w) {
				return fmt.Sprintf("%s in the %s", Quote(w), field.name), true
			}
		}
		for _, p := range t.Patterns {
			if m := p.FindString(field.text); m != "" {
				return fmt.Sprintf("pattern %s matched %s in the %s", Quote(strings.TrimPrefix(p.String(), "(?i)")), Quote(m), field.name), true
			}
		}
	}
	return "", false
}

type field struct{ name, text string }

// topicFields are the parts of an article that say what it is about. The full
// text is not among them: a passing mention there is not a subject.
func topicFields(a Article) []field {
	fields := []field{
		{"headline", a.Title}, {"marked headline", a.MarkedTitle},
		{"deck", a.Deck}, {"summary", a.Summary},
	}
	for _, k := range a.Keywords {
		fields = append(fields, field{"keywords", k})
	}
	return fields
}

// TopicMatch is a topic that an article belongs to, and on what it matched.
type TopicMatch struct{ Topic, Reason string }

// String is the match as people read it: `sea: “ferry” in the headline`.
func (m TopicMatch) String() string { return m.Topic + ": " + m.Reason }

// MatchTopics are the topics that a belongs to, in the order of topics; those
// that its source lists are among them.
func MatchTopics(a Article, source Source, topics []Topic) []TopicMatch {
	var matches []TopicMatch
	for _, t := range topics {
		reason, ok := t.Match(a)
		if !ok && slices.Contains(source.Topics, t.Name) {
			reason, ok = "all of source "+source.Name, true
		}
		if ok {
			matches = append(matches, TopicMatch{t.Name, reason})
		}
	}
	return matches
}
