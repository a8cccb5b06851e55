package page

import (
	"strings"
	"testing"

	"herald/articles"
)

func TestDescribe(t *testing.T) {
	t.Parallel()
	const text = "The harbour office said that the gates held through the night. The first ferries had left by noon with every place taken.\n\nCrews went on pumping water out of the lower docks, and the market stayed shut."
	for _, c := range []struct{ name, description, summary, deck string }{
		{"sentences", "The gates held through the night. Ferries left the harbour by noon.", "The gates held through the night. Ferries left the harbour by noon.", ""},
		{"one long sentence", "The gates of the harbour held through the night, and the first ferries left by noon while crews went on pumping.", "The gates of the harbour held through the night, and the first ferries left by noon while crews went on pumping.", ""},
		{"line", "Ferries leave by noon, market stays shut", "", "Ferries leave by noon, market stays shut"},
		{"short sentence", "Ferries left by noon.", "", "Ferries left by noon."},
		{"cut off", "The harbour office said that the gates held through the night, and that ferries would…", "", ""},
		{"cut off by dots", "The harbour office said that the gates held through the [...]", "", ""},
		{"invitation", "The gates held through the night. Ferries left by noon. Read more...", "The gates held through the night. Ferries left by noon.", ""},
		{"HTML", "<p>The gates held through the <b>night</b>.</p><p>Ferries left the harbour by noon.</p>", "The gates held through the night. Ferries left the harbour by noon.", ""},
		{"headline", "Gates hold through the night", "", ""},
		{"start of the text", "The harbour office said that the gates held", "", ""},
		{"words of the site about itself", "Latest breaking stories, videos, opinion and analysis from around the world. Updated every minute by our editors.", "", ""},
		{"whole text", strings.ReplaceAll(text, "\n\n", " ") + strings.Repeat(" The gates held through the night.", 10), "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := describe(articles.Article{Title: "Gates hold through the night", Text: text, Deck: c.description})
			if got.Summary != c.summary || got.Deck != c.deck {
				t.Errorf("summary %q, deck %q; want %q and %q", got.Summary, got.Deck, c.summary, c.deck)
			}
		})
	}
}
