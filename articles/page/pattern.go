package page

import (
	"regexp"
	"sync"
)

// pattern is a regular expression that is compiled when it is first used. Those for
// what stands around the text of pages are long: to compile them takes longer than all
// else of a start, and only who reads pages needs them.
type pattern struct{ compiled func() *regexp.Regexp }

// compiledLater is the pattern of an expression, which must be right.
func compiledLater(expression string) *pattern {
	return &pattern{sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })}
}

// MatchString and the others are those of regexp.Regexp.
func (p *pattern) MatchString(s string) bool            { return p.compiled().MatchString(s) }
func (p *pattern) FindString(s string) string           { return p.compiled().FindString(s) }
func (p *pattern) FindStringIndex(s string) []int       { return p.compiled().FindStringIndex(s) }
func (p *pattern) FindStringSubmatch(s string) []string { return p.compiled().FindStringSubmatch(s) }
func (p *pattern) ReplaceAllString(s, with string) string {
	return p.compiled().ReplaceAllString(s, with)
}
func (p *pattern) Split(s string, n int) []string { return p.compiled().Split(s, n) }
