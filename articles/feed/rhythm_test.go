package feed

import (
	"testing"
	"time"

	"herald/articles"
)

// every makes n articles with gap between them, the newest at newest.
func every(gap time.Duration, n int, newest time.Time) []articles.Article {
	list := make([]articles.Article, n)
	for i := range list {
		list[i].Published = newest.Add(-time.Duration(n-1-i) * gap)
	}
	return list
}

func TestRhythm(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		list   []articles.Article
		gap    time.Duration
		newest time.Time
	}{
		{"nothing", nil, 0, time.Time{}},
		{"undated", make([]articles.Article, 5), 0, testNow},
		{"hourly", every(time.Hour, 30, testNow.Add(-time.Minute)), time.Hour, testNow.Add(-time.Minute)},
		{"too few", every(time.Hour, 3, testNow), 0, testNow},
		{"announced", append(every(time.Hour, 5, testNow), every(0, 1, testNow.Add(time.Hour))...), time.Hour, testNow},
	}
	for _, tt := range tests {
		if gap, newest := rhythm(tt.list, testNow); gap != tt.gap || !newest.Equal(tt.newest) {
			t.Errorf("%s: %v, %v; want %v, %v", tt.name, gap, newest, tt.gap, tt.newest)
		}
	}
}

func TestSilent(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		m    Memory
		want bool
	}{
		{"no rhythm", Memory{Newest: testNow.Add(-1000 * time.Hour)}, false},
		{"a weekend", Memory{Gap: time.Hour, Newest: testNow.Add(-72 * time.Hour)}, false},
		{"a week of an hourly source", Memory{Gap: time.Hour, Newest: testNow.Add(-7 * 24 * time.Hour)}, true},
		{"a week of a weekly source", Memory{Gap: 7 * 24 * time.Hour, Newest: testNow.Add(-8 * 24 * time.Hour)}, false},
	}
	for _, tt := range tests {
		if got := !tt.m.silent(testNow).IsZero(); got != tt.want {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}

func TestAfterEmptyDocuments(t *testing.T) {
	t.Parallel()
	read := func(s State, n int, at time.Time) State {
		d := Document{Articles: every(time.Hour, n, at)}
		return s.after(outcome{doc: &d, at: at}, testURL, timing{every: time.Minute, slowest: time.Hour})
	}
	s := read(State{}, 0, testNow)
	if !s.Memory.Empty.IsZero() {
		t.Error("a feed that never had anything is not suddenly empty")
	}
	s = read(read(read(s, 5, testNow), 0, testNow.Add(time.Hour)), 0, testNow.Add(2*time.Hour))
	if !s.Memory.Empty.Equal(testNow.Add(time.Hour)) || !s.Memory.Newest.Equal(testNow) || s.Memory.Gap != time.Hour {
		t.Errorf("memory = %+v", s.Memory)
	}
	if s = read(s, 1, testNow.Add(3*time.Hour)); !s.Memory.Empty.IsZero() {
		t.Error("it is still said to be empty")
	}
}
