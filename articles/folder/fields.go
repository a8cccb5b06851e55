package folder

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"herald/articles"
	"herald/articles/page"
)

// keys are the names of an article's fields in front matter and JSON, in lower
// case, and what each sets. Others are passed over: files made for other
// programs have many.
var keys = map[string]func(a *articles.Article, v any) error{
	"id": text(func(a *articles.Article) *string { return &a.ID }), "guid": text(func(a *articles.Article) *string { return &a.ID }),
	"publisher": text(func(a *articles.Article) *string { return &a.Publisher }),
	"url":       text(func(a *articles.Article) *string { return &a.URL }), "link": text(func(a *articles.Article) *string { return &a.URL }),
	"title": text(func(a *articles.Article) *string { return &a.Title }), "headline": text(func(a *articles.Article) *string { return &a.Title }),
	"deck": text(func(a *articles.Article) *string { return &a.Deck }), "description": text(func(a *articles.Article) *string { return &a.Deck }),
	"subtitle": text(func(a *articles.Article) *string { return &a.Deck }),
	"summary":  text(func(a *articles.Article) *string { return &a.Summary }),
	"language": text(func(a *articles.Article) *string { return &a.Language }), "lang": text(func(a *articles.Article) *string { return &a.Language }),
	"marker":       setMarker,
	"breaking":     setBreaking,
	"marked_title": text(func(a *articles.Article) *string { return &a.MarkedTitle }),
	"text":         setText, "body": setText, "content": setText,
	"authors": texts(",", func(a *articles.Article) *[]string { return &a.Authors }), "author": texts(",", func(a *articles.Article) *[]string { return &a.Authors }),
	"keywords": texts(",", func(a *articles.Article) *[]string { return &a.Keywords }), "tags": texts(",", func(a *articles.Article) *[]string { return &a.Keywords }),
	"images": texts(" ", func(a *articles.Article) *[]string { return &a.Images }), "image": texts(" ", func(a *articles.Article) *[]string { return &a.Images }),
	"credits":   texts(",", func(a *articles.Article) *[]string { return &a.Credits }),
	"published": moment(func(a *articles.Article) *time.Time { return &a.Published }), "date": moment(func(a *articles.Article) *time.Time { return &a.Published }),
	"updated": moment(func(a *articles.Article) *time.Time { return &a.Updated }), "modified": moment(func(a *articles.Article) *time.Time { return &a.Updated }),
	"lastmod": moment(func(a *articles.Article) *time.Time { return &a.Updated }),
	"urgency": setUrgency, "embargo": setEmbargo, "embargoed": setEmbargo,
	"version": setVersion, "status": setStatus,
	"correction": text(func(a *articles.Article) *string { return &a.Correction }),
}

// fill sets the fields of a from values. It reports everything wrong at once.
func fill(a *articles.Article, values map[string]any) error {
	var errs []error
	for _, key := range slices.Sorted(maps.Keys(values)) {
		set := keys[strings.ToLower(key)]
		if set == nil || values[key] == nil {
			continue
		}
		if err := set(a, values[key]); err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", key, err))
		}
	}
	return errors.Join(errs...)
}

type setter = func(a *articles.Article, v any) error

// text sets a field of one line. The first of two keys for one field wins.
func text(field func(*articles.Article) *string) setter {
	return func(a *articles.Article, v any) error {
		s, err := line(v)
		if p := field(a); err == nil && *p == "" {
			*p = s
		}
		return err
	}
}

// line is v as a line of text, read first where it was written twice, in which there
// are characters that count as white space; figures and truth values are their digits
// and words.
func line(v any) (string, error) {
	switch v := v.(type) {
	case string:
		return strings.Join(strings.Fields(articles.Unmangle(v)), " "), nil
	case []any, map[string]any, map[any]any:
		return "", errors.New("must be text")
	case time.Time:
		return v.Format(time.DateOnly), nil
	}
	return fmt.Sprint(v), nil
}

// texts sets a field of several lines: a list, or one text with the entries
// between sep.
func texts(sep string, field func(*articles.Article) *[]string) setter {
	return func(a *articles.Article, v any) error {
		list, isList := v.([]any)
		if s, ok := v.(string); ok {
			for part := range strings.SplitSeq(s, sep) {
				list = append(list, part)
			}
		} else if !isList {
			return errors.New("must be a list of texts")
		}
		for _, e := range list {
			s, err := line(named(e))
			if err != nil {
				return errors.New("must be a list of texts")
			}
			if s != "" {
				*field(a) = append(*field(a), s)
			}
		}
		return nil
	}
}

// named is the name, or else the url, of an entry that is an object, as in
// "authors: [{name: Jane Doe}]".
func named(v any) any {
	if m, ok := v.(map[string]any); ok {
		for _, key := range []string{"name", "url"} {
			if s, ok := m[key].(string); ok {
				return s
			}
		}
	}
	return v
}

// moment sets a time.
func moment(field func(*articles.Article) *time.Time) setter {
	return func(a *articles.Article, v any) error {
		t, ok := v.(time.Time)
		if s, isText := v.(string); isText {
			if strings.TrimSpace(s) == "" {
				return nil
			}
			t, ok = page.ParseTime(s)
		}
		if !ok {
			return fmt.Errorf("%q is not a time: write 2026-03-03 or 2026-03-03T10:15:00Z", fmt.Sprint(v))
		}
		if p := field(a); p.IsZero() {
			*p = t.UTC()
		}
		return nil
	}
}

// maxMarker is how long a mark of urgency can be, in bytes.
const maxMarker = 40

func setMarker(a *articles.Article, v any) error {
	s, err := line(v)
	if err != nil {
		return err
	}
	if len(s) > maxMarker {
		return fmt.Errorf("has %d bytes: at most %d", len(s), maxMarker)
	}
	if s != "" {
		a.Marker = strings.ToUpper(s)
	}
	return nil
}

func setBreaking(a *articles.Article, v any) error {
	b, ok := v.(bool)
	if !ok {
		return fmt.Errorf("must be true or false, not %q", fmt.Sprint(v))
	}
	if b && a.Marker == "" {
		a.Marker = "BREAKING"
	}
	return nil
}

func setText(a *articles.Article, v any) error {
	s, ok := v.(string)
	if !ok {
		return errors.New("must be text")
	}
	if a.Text == "" {
		a.Text = page.Tidy(s)
	}
	return nil
}
