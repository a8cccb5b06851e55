package main

import (
	"bytes"
	"strings"
	"testing"

	"herald/articles/feed/feedtest"
)

// TestReadSurvivesFaults reads from the worst servers, as people do. Each must end
// with a reason.
func TestReadSurvivesFaults(t *testing.T) {
	t.Parallel()
	s := feedtest.NewServer()
	t.Cleanup(s.Close)
	for _, f := range feedtest.Faults() {
		t.Run(f.Name, func(t *testing.T) {
			t.Parallel()
			timeout := "30s"
			if f.Slow {
				timeout = "1s"
			}
			var out, errOut bytes.Buffer
			status := run([]string{"read", "--private", "--timeout", timeout, s.URL(f.Name)}, strings.NewReader(""), &out, &errOut)
			said := errOut.String()
			if f.Reason == "" {
				return // that it came back is enough
			}
			if status != 1 || !strings.HasPrefix(said, "herald: ") || !strings.Contains(said, f.Reason) || out.Len() > 0 {
				t.Errorf("status %d, said %q, want %q; printed %.80q", status, said, f.Reason, &out)
			}
		})
	}
	var out, errOut bytes.Buffer
	if status := run([]string{"read", "--private", s.URL("good")}, strings.NewReader(""), &out, &errOut); status != 0 || !strings.Contains(out.String(), "The gates hold through the night") {
		t.Errorf("afterwards: status %d, said %q", status, &errOut)
	}
}
