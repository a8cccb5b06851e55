package articles

import "testing"

func TestQuotesAsPrinted(t *testing.T) {
	for said, want := range map[string]string{
		`"No," he said`:       `“"No," he said”`,
		"حكومة\u200cجديدة":    "“حكومة\u200cجديدة”",
		"20\u00a0% de hausse": "“20\u00a0% de hausse”",
		`C:\news`:             `“C:\news”`,
	} {
		if got := Quote(said); got != want {
			t.Errorf("Quote(%q) = %q, want %q", said, got, want)
		}
	}
}
