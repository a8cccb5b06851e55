package folder

import (
	"fmt"
	"strconv"
	"strings"

	"herald/articles"
)

func setUrgency(a *articles.Article, v any) error {
	s, err := line(v)
	if err != nil || s == "" {
		return err
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 || n > articles.MaxUrgency {
		return fmt.Errorf("%q is none: write 1, the most urgent, to %d", s, articles.MaxUrgency)
	}
	a.Urgency = n
	return nil
}

// setEmbargo refuses what it cannot tell to the minute: an article that is told too
// early cannot be called back. Of two the later holds.
func setEmbargo(a *articles.Article, v any) error {
	s, err := line(v)
	if err != nil || s == "" {
		return err
	}
	t, ok := articles.EmbargoTime(s)
	if !ok {
		return fmt.Errorf("%q is not a time: write 2026-03-03T10:15:00+01:00", s)
	}
	if t.After(a.Embargo) {
		a.Embargo = t
	}
	return nil
}

// setVersion passes over what is not one line: files made for other programs
// have things of this name.
func setVersion(a *articles.Article, v any) error {
	if s, err := line(v); err == nil {
		a.Version = s
	}
	return nil
}

// statuses are the names that publishers give to the statuses that stop an
// article.
var statuses = map[string]articles.Status{
	"withheld": articles.Withheld,
	"canceled": articles.Canceled, "cancelled": articles.Canceled, "killed": articles.Canceled,
}

// setStatus passes over statuses that it does not know, such as "published".
func setStatus(a *articles.Article, v any) error {
	if s, err := line(v); err == nil {
		a.Status = statuses[strings.ToLower(s)]
	}
	return nil
}
