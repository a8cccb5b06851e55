package feed

import (
	"errors"
	"io"
	"testing"
	"testing/synctest"
	"time"
)

// TestSlowDocumentIsGivenUp: reading ends when it has taken too long.
func TestSlowDocumentIsGivenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := &budgetReader{doc: []byte("<rss><channel><title>Slow</title>")}
		if _, err := io.ReadFull(r, make([]byte, 5)); err != nil {
			t.Fatal(err)
		}
		<-time.After(maxTime + 1)
		if _, err := r.Read(make([]byte, 5)); !errors.Is(err, errTooSlow) {
			t.Errorf("after %v: %v", maxTime, err)
		}
	})
}
