package store

import (
	"errors"
	"testing"

	"herald/articles/desk"
)

var errMidway = errors.New("something failed on the way")

// TestBesidePanics: what panics beside the caller panics where the caller waits for it,
// and what comes after it is not done.
func TestBesidePanics(t *testing.T) {
	t.Parallel()
	s := inMemory(t)
	defer func() {
		if p := recover(); p != errMidway { //nolint:errorlint // it is what panicked
			t.Errorf("it panicked with %v", p)
		}
		if _, err := s.Open(t.Context(), s.now()); err != nil {
			t.Errorf("afterwards: %v", err)
		}
	}()
	_ = s.Together(t.Context(), func(tx desk.Store) error {
		beside := tx.(*Store).within //nolint:forcetypeassert // it is what Together makes
		if err := beside.goOn(func() error { panic(errMidway) }); err != nil {
			t.Error(err)
		}
		_ = beside.goOn(func() error { t.Error("it went on"); return nil })
		return nil
	})
}
