package store_test

import (
	"path/filepath"
	"testing"
	"time"

	"go.uber.org/goleak"

	"herald/internal/store"
	"herald/internal/store/storetest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func noon() time.Time { return storetest.Noon }

// open opens a store that t closes.
func open(t testing.TB, path string) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), store.Options{Path: path, Now: noon})
	if err != nil {
		t.Fatal(err)
	}
	closeAfter(t, s)
	return s
}

func closeAfter(t testing.TB, s *store.Store) {
	t.Helper()
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
}

// ready opens a store that has been made already, in a file of its own.
func ready(t testing.TB) *store.Store {
	t.Helper()
	path := filepath.Join(t.TempDir(), "herald.db")
	storetest.Ready(t, path)
	return open(t, path)
}

// inMemory opens a store in memory that has been made already.
func inMemory(t testing.TB) *store.Store {
	t.Helper()
	s, err := store.OpenImage(t.Context(), store.Options{Now: noon}, storetest.Image(t))
	if err != nil {
		t.Fatal(err)
	}
	closeAfter(t, s)
	return s
}

func TestFile(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T) storetest.Store { return ready(t) })
}

func TestMemory(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T) storetest.Store { return inMemory(t) })
}
