package config

import (
	"fmt"
	"math"
	"testing"
)

// TestTrustOfASource reads every sort of trust; its bounds are allowed.
func TestTrustOfASource(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]float64{"trust: 0": 0, "trust: 0.25": 0.25, "trust: 1": 1, "trust: 1.0": 1, "topics: []": 1} {
		c, err := Load(fmt.Appendf(nil, "sources: [{name: a, folder: a, %s}]", line), Options{})
		if err != nil {
			t.Errorf("%s: %v", line, err)
			continue
		}
		if got := c.Sources[0].Trust(); math.Abs(got-want) > 1e-9 {
			t.Errorf("%s is a trust of %v, want %v", line, got, want)
		}
	}
}
