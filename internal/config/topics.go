package config

import (
	"errors"
	"fmt"
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"

	"herald/articles"
)

// ignoreCase stands before every pattern.
const ignoreCase = "(?i)"

func (b *builder) topics() []articles.Topic {
	b.checkUnique(b.topicNames(), func(i int) string { return fmt.Sprintf("topics[%d].name", i) })
	var out []articles.Topic
	for i, t := range b.file.Topics {
		out = append(out, b.topic(fmt.Sprintf("topics[%d]", i), t))
	}
	return out
}

func (b *builder) topicNames() []string {
	return each(b.file.Topics, func(t rawTopic) string { return t.Name })
}

func (b *builder) topic(path string, t rawTopic) articles.Topic {
	b.checkTyped(path+".name", t.Name)
	b.checkKnown(path+".sources", "source", t.Sources, b.sourceNames())
	if !b.isFed(t) && !b.spoiled(path) {
		b.add(path, "nothing feeds this topic", "give it words:, patterns: or sources:")
	}
	return articles.Topic{
		Name:     t.Name,
		Words:    b.topicWords(path+".words", t.Words),
		Patterns: b.patterns(path+".patterns", t.Patterns),
		Sources:  t.Sources,
	}
}

// isFed reports whether any article can belong to the topic.
func (b *builder) isFed(t rawTopic) bool {
	if len(t.Words)+len(t.Patterns)+len(t.Sources) > 0 {
		return true
	}
	return slices.ContainsFunc(b.file.Sources, func(s rawSource) bool { return slices.Contains(s.Topics, t.Name) })
}

func (b *builder) topicWords(path string, words []string) []string {
	for i, w := range words {
		if len(articles.Words(w)) == 0 {
			b.addf(fmt.Sprintf("%s[%d]", path, i), "%s: has no letters or digits", quote(w))
		}
	}
	return words
}

// patterns reads RE2 expressions, which match in any case unless they say (?-i).
func (b *builder) patterns(path string, patterns []string) []*regexp.Regexp {
	var out []*regexp.Regexp
	for i, p := range patterns {
		if re := b.pattern(fmt.Sprintf("%s[%d]", path, i), p); re != nil {
			out = append(out, re)
		}
	}
	return out
}

func (b *builder) pattern(path, p string) *regexp.Regexp {
	re, err := regexp.Compile(ignoreCase + p)
	switch {
	case err != nil:
		b.addf(path, "%s: %s", quote(p), patternProblem(err))
	case re.MatchString(""):
		b.addf(path, "%s: matches everything", quote(p))
	default:
		return re
	}
	return nil
}

func patternProblem(err error) string {
	e, ok := errors.AsType[*syntax.Error](err)
	if !ok {
		return "not a pattern"
	}
	behind := strings.HasPrefix(e.Expr, "(?<=") || strings.HasPrefix(e.Expr, "(?<!")
	if e.Code == syntax.ErrInvalidPerlOp || behind {
		return "RE2 has no look-around: " + quote(e.Expr)
	}
	return fmt.Sprintf("%s: %s", e.Code, quote(strings.TrimPrefix(e.Expr, ignoreCase)))
}
