package page

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestReadByline(t *testing.T) {
	t.Parallel()
	day := time.Date(2026, 3, 3, 0, 0, 0, 0, time.UTC)
	at := func(h, m int) time.Time { return day.Add(time.Duration(h)*time.Hour + time.Duration(m)*time.Minute) }
	doe := []string{"Jane Doe"}
	tests := []struct {
		line               string
		authors            []string
		published, updated time.Time
	}{
		{"By | March 3, 2026", nil, day, time.Time{}},
		{"By Jane Doe | March 3, 2026", doe, day, time.Time{}},
		{"By Jane Doe and John Roe | 3 March 2026", []string{"Jane Doe", "John Roe"}, day, time.Time{}},
		{"By Jane Doe, John Roe & Max van der Berg", []string{"Jane Doe", "John Roe", "Max van der Berg"}, time.Time{}, time.Time{}},
		{"| March 3, 2026 |", nil, day, time.Time{}},
		{"Published: 2026-03-03", nil, day, time.Time{}},
		{"Jane Doe - Mar 3, 2026 10:15 AM", doe, at(10, 15), time.Time{}},
		{"JANE DOE • 03.03.2026, 22:15", doe, at(22, 15), time.Time{}},
		{"Updated March 3, 2026 at 10:15 a.m. GMT", nil, time.Time{}, at(10, 15)},
		{"Published 2 March 2026 | Updated 3 March 2026", nil, day.AddDate(0, 0, -1), day},
		{"Tuesday, 3rd March 2026 by Jane Doe", doe, day, time.Time{}},
		{"By Jane Doe, Politics Correspondent, in Paris", doe, time.Time{}, time.Time{}},
		{"by admin / March 3, 2026 / No Comments", nil, day, time.Time{}},
		{"Posted by Jane Doe on March 3, 2026 in World", doe, day, time.Time{}},
		{"By Reuters · 3 Mar 2026 · 2 min read", []string{"Reuters"}, day, time.Time{}},
		{"Mar 3, 2026, 10:15 AM EST", nil, at(15, 15), time.Time{}},
		{"2026-03-03T10:15:00+02:00", nil, at(8, 15), time.Time{}},
		{"3/3/2026", nil, day, time.Time{}},
		{"25/12/2025 | Jane Doe", doe, time.Date(2025, 12, 25, 0, 0, 0, 0, time.UTC), time.Time{}},
		{"Von Jane Doe, 3. März 2026", doe, day, time.Time{}},
		{"Por Jane Doe | 3 de marzo de 2026", doe, day, time.Time{}},
		{"Автор: Иван Петров | 3 марта 2026", []string{"Иван Петров"}, day, time.Time{}},
		{"بواسطة أحمد سالم | 3 مارس 2026", []string{"أحمد سالم"}, day, time.Time{}},
		{"2026年3月3日", nil, day, time.Time{}},
		{"10:15 AM, March 3, 2026", nil, at(10, 15), time.Time{}},
		{"Written by: Jane Doe", doe, time.Time{}, time.Time{}},
		{"Date: March 3, 2026", nil, day, time.Time{}},
		{"By Jane Doe | Reuters | March 3, 2026 | 10:15 AM", doe, at(10, 15), time.Time{}},
	}
	for _, tt := range tests {
		t.Run(tt.line, func(t *testing.T) {
			t.Parallel()
			b, ok := readByline(tt.line)
			if !ok || !cmp.Equal(b.authors, tt.authors) || !b.published.Equal(tt.published) || !b.updated.Equal(tt.updated) {
				t.Errorf("got %v, authors %q, published %v, updated %v", ok, b.authors, b.published, b.updated)
			}
		})
	}
}

func TestNotBylines(t *testing.T) {
	t.Parallel()
	for _, line := range []string{
		"By Friday the town had been cleared.",
		"On March 3, 2026, the dam failed.",
		"March 3, 2026 was the day on which the dam failed.",
		"Dam fails - live updates",
		"By any means necessary, she said",
		"The storm of 3 March 2026",
		"Ann Lee - the woman who built the dam",
		"Who was there on March 3, 2026?",
		"",
		"12/13/14",
	} {
		if b, ok := readByline(line); ok {
			t.Errorf("%q read as a byline: %+v", line, b)
		}
	}
}

func TestParseTime(t *testing.T) {
	t.Parallel()
	want := time.Date(2026, 3, 3, 10, 15, 0, 0, time.UTC)
	for _, s := range []string{
		"2026-03-03T10:15:00Z", "2026-03-03T12:15:00+0200", "2026-03-03 10:15:00 +0000", "Tue, 03 Mar 2026 10:15:00 GMT",
		"March 3, 2026 at 10:15 am", "3 March 2026 10:15 UTC", "2026-03-03 10:15", "2026-03-03T10:15", "3 Mar 2026, 10.15am",
	} {
		if got, ok := ParseTime(s); !ok || !got.Equal(want) {
			t.Errorf("ParseTime(%q) = %v, %v, want %v", s, got, ok, want)
		}
	}
	for _, s := range []string{"", "soon", "3/4/2026", "2026-13-40", "31 June 2026", "March 2026"} {
		if got, ok := ParseTime(s); ok {
			t.Errorf("ParseTime(%q) = %v, want none", s, got)
		}
	}
}
