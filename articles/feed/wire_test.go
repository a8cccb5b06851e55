package feed

import (
	"testing"
	"time"

	"herald/articles"
)

func TestReadWire(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 3, 12, 0, 0, 0, time.UTC)
	source := articles.Source{Name: "wire", Publisher: "Northern Wire", URL: "https://wire.example/out.json"}
	d, err := Read([]byte(`[
		{"uri": "urn:1", "headline": "Dam holds", "copyrightholder": "NW", "urgency": 2, "firstcreated": "2026-03-03T11:00:00Z"},
		{"uri": "urn:2", "headline": "Bridge opens", "firstcreated": "2026-03-04T11:00:00Z"}]`), source, source.URL, now)
	if err != nil || len(d.Articles) != 2 || len(d.fresh) != 2 {
		t.Fatalf("%v, got %+v", err, d.Articles)
	}
	a, b := d.Articles[0], d.Articles[1]
	if a.Source != "wire" || a.Publisher != "Northern Wire" || a.Urgency != 2 || !a.Appeared.Equal(now.Add(-time.Hour)) {
		t.Errorf("got %+v", a)
	}
	if !b.Appeared.Equal(now) {
		t.Errorf("what is dated tomorrow appeared at %v, want now", b.Appeared)
	}
	if _, err := Read([]byte("<nitf><head>"), source, "", now); err == nil {
		t.Error("a document that is cut off was read")
	}
}

func TestFeedsSayCorrections(t *testing.T) {
	t.Parallel()
	list, err := Parse([]byte(`<rss version="2.0"><channel><title>P</title>
		<item><title>CORRECTED: Dam holds</title><description>It held.</description></item>
		<item><title>Bridge opens</title><description>&lt;p&gt;It opened.&lt;/p&gt;&lt;p&gt;Correction: On Monday.&lt;/p&gt;</description></item>
		</channel></rss>`), articles.Source{}, "", time.Now())
	if err != nil || len(list) != 2 {
		t.Fatalf("%v, got %+v", err, list)
	}
	for i, want := range []string{"On Monday.", articles.Corrected} {
		if list[i].Correction != want {
			t.Errorf("%q: corrected %q, want %q", list[i].Title, list[i].Correction, want)
		}
	}
}
