package console

import (
	"errors"
	"io"
	"strings"
	"testing"

	"herald/bot"
)

func TestParse(t *testing.T) {
	t.Parallel()
	known := []bot.Command{{Name: "latest"}, {Name: "story"}}
	tests := []struct{ line, command, args string }{
		{"/latest", "latest", ""},
		{"/LATEST energy 5", "latest", "energy 5"},
		{"latest energy 5", "latest", "energy 5"},
		{"Story 12 page 2", "story", "12 page 2"},
		{"/weather oslo", "weather", "oslo"},
		{"weather oslo", "", "weather oslo"},
		{"12", "", "12"},
		{"/", "", ""},
		{"lat", "", "lat"},
	}
	for _, test := range tests {
		if command, args := parse(test.line, known); command != test.command || args != test.args {
			t.Errorf("parse(%q) = %q, %q; want %q, %q", test.line, command, args, test.command, test.args)
		}
	}
}

func TestLeaves(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]bool{
		"exit": true, "/exit": true, "QUIT": true, "/quit": true, "exit now": false, "exits": false, "": false,
	} {
		if leaves(line) != want {
			t.Errorf("leaves(%q) = %v", line, !want)
		}
	}
}

func TestLines(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", 10*maxLine)
	in := newLines(strings.NewReader("first\r\n\n" + long + "\nlast"))
	want := []string{"first", "", long[:maxLine], "last"}
	for _, w := range want {
		got, err := in.ReadLine()
		if err != nil || got != w {
			t.Fatalf("got %.20q of %d, %v; want %.20q of %d", got, len(got), err, w, len(w))
		}
	}
	if got, err := in.ReadLine(); !errors.Is(err, io.EOF) {
		t.Errorf("at the end: %q, %v", got, err)
	}
}

func TestCompleteName(t *testing.T) {
	t.Parallel()
	names := []string{"latest", "story", "start", "status", "search"}
	tests := []struct {
		line, want string
		ok         bool
	}{
		{"la", "latest ", true},
		{"/LA", "/latest ", true},
		{"sto", "story ", true},
		{"sta", "", false},
		{"", "", false},
		{"/", "", false},
		{"x", "", false},
		{"latest en", "", false},
	}
	for _, test := range tests {
		got, ok := completeName(test.line, len(test.line), names)
		if ok != test.ok || ok && got != test.want {
			t.Errorf("completeName(%q) = %q, %v; want %q, %v", test.line, got, ok, test.want, test.ok)
		}
	}
	if _, ok := completeName("la", 1, names); ok {
		t.Error("the middle of a line is completed")
	}
}
