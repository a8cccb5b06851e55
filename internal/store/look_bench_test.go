package store_test

import (
	"path/filepath"
	"testing"
)

// BenchmarkLook reads what /status and the alarms read, in the archive of
// BenchmarkStart:
//
//	go test ./internal/store -run '^$' -bench Look -scale 100
func BenchmarkLook(b *testing.B) {
	path := filepath.Join(b.TempDir(), "herald.db")
	fill(b, path, *scale*1000)
	s := open(b, path)
	b.Run("Backlog", func(b *testing.B) {
		for b.Loop() {
			_, err := s.Backlog(b.Context())
			must(b, err)
		}
	})
	b.Run("Counts", func(b *testing.B) {
		for b.Loop() {
			_, err := s.Counts(b.Context())
			must(b, err)
		}
	})
}
