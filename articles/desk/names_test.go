package desk

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unsafe"
)

func TestNamePool(t *testing.T) {
	t.Parallel()
	var s namePool
	one, other := s.name(strings.Clone("Post")), s.name(strings.Clone("Post"))
	if one != "Post" || unsafe.StringData(one) != unsafe.StringData(other) {
		t.Errorf("%q and %q are two", one, other)
	}
	if s.name("") != "" {
		t.Error("nothing became something")
	}
	for i := range 3 * poolSize {
		if name := fmt.Sprint(i); s.name(name) != name {
			t.Fatalf("%s became something else", name)
		}
	}
	if len(s.names) > poolSize {
		t.Errorf("%d names are kept", len(s.names))
	}
}

func TestNamePoolLists(t *testing.T) {
	t.Parallel()
	var s namePool
	one, other := s.list("sea", "local"), s.list("sea", "local")
	if &one[0] != &other[0] {
		t.Error("equal lists are two")
	}
	with := func(list []string, name string) []string { return append(list, name) }
	longer := with(one, "water")
	if again := with(other, "roads"); !slices.Equal(longer, []string{"sea", "local", "water"}) || again[2] != "roads" {
		t.Errorf("who adds to a list changes another one: %q, %q", longer, again)
	}
	if !slices.Equal(s.list("sea", "local"), []string{"sea", "local"}) || s.list() != nil || len(s.list("sea local")) != 1 {
		t.Error("lists are mixed up")
	}
	for i := range 2 * poolSize {
		s.list(fmt.Sprint(i), "x")
	}
	if len(s.lists) > poolSize {
		t.Errorf("%d lists are kept", len(s.lists))
	}
}
