package feed

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParseKeywords(t *testing.T) {
	t.Parallel()
	a := parseItem(t, `<title>Bridge closed</title><category>Bridges &amp;amp; roads</category><category>bridges &amp; roads</category><category>Uncategorized</category><category>#internal</category><category domain="https://x.example">Traffic</category>`)
	if diff := cmp.Diff([]string{"Bridges & roads", "Traffic"}, a.Keywords); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// TestParseLeavesTheFrame reads the text of an article without the boxes and lines
// that blog software puts into every one.
func TestParseLeavesTheFrame(t *testing.T) {
	t.Parallel()
	const body = `<p>The bridge was closed at dawn, when engineers found a crack in it.</p><h2>What comes next</h2><p>It will be repaired until the spring, and trains go round it until then.</p>`
	a := parseItem(t, `<title>Bridge closed</title><content:encoded><![CDATA[<p><a href="/s">Subscribe now</a></p>`+body+
		`<div class="sharedaddy"><h3>Share this:</h3><ul><li>Click to share</li></ul></div><p>The post Bridge closed appeared first on Test.</p>]]></content:encoded>`)
	const want = "The bridge was closed at dawn, when engineers found a crack in it.\n\n## What comes next\n\nIt will be repaired until the spring, and trains go round it until then."
	if a.Text != want {
		t.Errorf("text %q, want %q", a.Text, want)
	}
	if a = parseItem(t, `<title>Bridge closed</title><description>&lt;div class="promo social"&gt;The bridge was closed.&lt;/div&gt;</description>`); a.Summary != "The bridge was closed." {
		t.Errorf("all of a text is in a box: %q", a.Summary)
	}
}
