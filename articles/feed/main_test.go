package feed

import (
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) {
	maxTime = 5 * time.Minute
	goleak.VerifyTestMain(m)
}
