package articles

import (
	"testing"
	"time"
)

func TestEmbargoTime(t *testing.T) {
	t.Parallel()
	six := time.Date(2026, 12, 24, 6, 0, 0, 0, time.UTC)
	tests := []struct {
		in   string
		want time.Time
	}{
		{"2026-12-24T06:00:00Z", six},
		{" 2026-12-24T06:00:00.000Z ", six},
		{"2026-12-24T07:00:00+01:00", six},
		{"2026-12-24T01:00:00-0500", six},
		{"2026-12-24T07:00+01:00", six},
		{"20261224T070000+0100", six},
		{"20261224T060000Z", six},
		{"Thu, 24 Dec 2026 07:00:00 +0100", six},
		{"2026-12-24T06:00:00", six.Add(12 * time.Hour)},
		{"2026-12-24 06:00", six.Add(12 * time.Hour)},
		{"20261224T060000", six.Add(12 * time.Hour)},
		{"2026-12-24", six.Add(6 * time.Hour)},
		{"24 December 2026, 6 pm", time.Time{}},
		{"24/12/2026 06:00", time.Time{}},
		{"Thu, 24 Dec 2026 06:00:00 EST", time.Time{}},
		{"next Monday", time.Time{}},
		{"0001-01-01T00:00:00Z", time.Time{}},
		{"", time.Time{}},
	}
	for _, tt := range tests {
		got, ok := EmbargoTime(tt.in)
		if ok != !tt.want.IsZero() || ok && !got.Equal(tt.want) {
			t.Errorf("%q: %v, %v, want %v", tt.in, got, ok, tt.want)
		}
	}
}
