package desk

import "testing"

// TestCaption: what is under a picture is not what an article begins with.
func TestCaption(t *testing.T) {
	t.Parallel()
	const news = "\n\nThe harbour of Varnholm was shut on Tuesday."
	for _, caption := range []string{
		"1 of 12. Ships wait before the flood barrier of Varnholm in the morning.",
		"The harbour master of Varnholm talks to captains in his office, April 25, 2014.",
		"Ships wait before the barrier, 3 May 2014. REUTERS/A. Photographer",
	} {
		if got := withoutCaption(caption + news); got != news {
			t.Errorf("%q stays: %q", caption, got)
		}
	}
	for _, text := range []string{
		"The barrier was built in 2014." + news,
		"The harbour is closed since 2014." + news,
		"One of 12 ships left.\n\nThe others wait.",
		"1 of 12. Ships wait.",
		"It opened in May 2014 and was shut since." + news,
		"",
	} {
		if got := withoutCaption(text); got != text {
			t.Errorf("%q became %q", text, got)
		}
	}
}
