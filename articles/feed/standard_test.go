package feed

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"herald/articles"
)

func TestParseUncommonFormats(t *testing.T) {
	t.Parallel()
	want := articles.Article{
		ID: "urn:ferry", Source: "test", Publisher: "Test Times", URL: "https://news.example/ferry",
		Title: "Ferry runs again after the storm", Summary: "The ferry left at noon.", Language: "en",
		Authors: []string{"Mina Holt"}, Published: testNow.Add(-time.Hour), Appeared: testNow.Add(-time.Hour),
	}
	const dated = `<dc:creator>Mina Holt</dc:creator><dc:date>2025-06-21T11:00:00Z</dc:date>`
	const atomDated = `<a:author><a:name>Mina Holt</a:name></a:author><a:published>2025-06-21T11:00:00Z</a:published>`
	const spaces = `xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"`
	tests := []struct{ name, doc string }{
		{"rss 1.1", `<Channel xmlns="http://purl.org/net/rss1.1#" ` + spaces + ` rdf:about="x"><title>T</title><dc:language>en</dc:language>
<items rdf:parseType="Collection"><item rdf:about="urn:ferry"><title>Ferry runs again after the storm</title><link>https://news.example/ferry</link>
<description>The ferry left at noon.</description>` + dated + `</item></items></Channel>`},
		{"rss 1.1 with prefixes", `<r:Channel xmlns:r="http://purl.org/net/rss1.1#" ` + spaces + `><r:title>T</r:title><dc:language>en</dc:language>
<r:items><r:item rdf:about="urn:ferry"><r:title>Ferry runs again after the storm</r:title><r:link> /ferry </r:link>
<r:description>The ferry left at noon.</r:description>` + dated + `</r:item></r:items></r:Channel>`},
		{"rss 1.0 with prefixes", `<q:RDF xmlns:q="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:r="http://purl.org/rss/1.0/" ` + spaces + `>
<r:channel><r:title>T</r:title><dc:language>en</dc:language></r:channel><r:item q:about="urn:ferry"><r:title>Ferry runs again after the storm</r:title>
<r:link>/ferry</r:link><r:description>The ferry left at noon.</r:description>` + dated + `</r:item></q:RDF>`},
		{"cdf", `<CHANNEL HREF="https://news.example/" ` + spaces + `><TITLE>T</TITLE><dc:language>en</dc:language>
<ITEM HREF="https://news.example/ferry"><TITLE>Ferry runs again after the storm</TITLE><ABSTRACT>The ferry left at noon.</ABSTRACT>
<guid isPermaLink="false">urn:ferry</guid>` + dated + `</ITEM></CHANNEL>`},
		{"atom entry", `<!-- alone --><a:entry xmlns:a="http://www.w3.org/2005/Atom" ` + spaces + ` xml:lang="en"><a:id>urn:ferry</a:id>
<a:title>Ferry runs again after the storm</a:title><a:link href="/ferry"/><a:summary>The ferry left at noon.</a:summary>` + atomDated + `</a:entry>`},
		{"atom with prefixes", `<a:feed xmlns:a="http://www.w3.org/2005/Atom" ` + spaces + ` xml:lang="en"><a:entry><a:id>urn:ferry</a:id>
<a:title>Ferry runs again after the storm</a:title><a:link href="/ferry"/><a:summary>The ferry left at noon.</a:summary>` + atomDated + `</a:entry></a:feed>`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff([]articles.Article{want}, parse(t, tt.doc)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// before is doc up to where mark stands.
func before(doc, mark string) string {
	head, _, _ := strings.Cut(doc, mark)
	return head
}

func TestReadTellsWhatIsBroken(t *testing.T) {
	t.Parallel()
	one, whole := `<item><title>First story</title></item>`, rss(`<item><title>First story</title></item><item><title>Second story</title></item>`)
	tests := []struct {
		name, doc string
		articles  int
		broken    bool
	}{
		{"whole", whole, 2, false},
		{"within an item", before(whole, "Second"), 1, true},
		{"within the last tag", whole[:len(whole)-3], 2, true},
		{"before any item ended", before(rss(one), "First"), 0, true},
		{"within rss 1.1", `<Channel xmlns="http://purl.org/net/rss1.1#"><items>` + one + `<item><title>Sec`, 1, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d, err := Read([]byte(tt.doc), testSource, testSource.URL, testNow)
			if err != nil || len(d.Articles) != tt.articles || d.Broken != tt.broken {
				t.Errorf("got %d articles, broken %v, %v", len(d.Articles), d.Broken, err)
			}
		})
	}
}

func TestReadPace(t *testing.T) {
	t.Parallel()
	sy := func(period, frequency string) string {
		return `<sy:updatePeriod xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">` + period + `</sy:updatePeriod>` +
			`<sy:updateFrequency xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">` + frequency + `</sy:updateFrequency>`
	}
	tests := []struct {
		name, channel string
		want          Pace
	}{
		{"nothing", "", Pace{}},
		{"ttl", "<ttl> 60 </ttl>", Pace{Every: time.Hour}},
		{"ttl too long", "<ttl>99999999</ttl>", Pace{Every: 24 * time.Hour}},
		{"ttl below nothing", "<ttl>-5</ttl>", Pace{}},
		{"period", sy("hourly", "2"), Pace{Every: 30 * time.Minute}},
		{"period too long", sy("yearly", "1"), Pace{Every: 24 * time.Hour}},
		{"period and ttl", sy("hourly", "6") + "<ttl>20</ttl>", Pace{Every: 20 * time.Minute}},
		{"nonsense", sy("often", "x") + "<ttl>soon</ttl><skipHours><hour>x</hour></skipHours>", Pace{}},
		{"hours and days", "<skipHours><hour>0</hour><hour>24</hour><hour>5</hour></skipHours><skipDays><day>sunday</day><day>Monday</day></skipDays>",
			Pace{SkipHours: 1 | 1<<5, SkipDays: 3}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d, err := Read([]byte(rss(tt.channel)), testSource, testSource.URL, testNow)
			if diff := cmp.Diff(tt.want, d.Pace); err != nil || diff != "" {
				t.Errorf("%v, -want +got:\n%s", err, diff)
			}
		})
	}
}

func TestPaceNext(t *testing.T) {
	t.Parallel()
	at := time.Date(2025, 6, 21, 22, 30, 0, 0, time.UTC) // a Saturday
	tests := []struct {
		name string
		pace Pace
		want time.Time
	}{
		{"free", Pace{}, at},
		{"another hour", Pace{SkipHours: 1 << 21}, at},
		{"this hour", Pace{SkipHours: 1 << 22}, at.Add(30 * time.Minute)},
		{"over midnight", Pace{SkipHours: 7<<22 | 1}, time.Date(2025, 6, 22, 1, 0, 0, 0, time.UTC)},
		{"the weekend", Pace{SkipDays: 1 | 1<<6}, time.Date(2025, 6, 23, 0, 0, 0, 0, time.UTC)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := tt.pace.next(at); !got.Equal(tt.want) {
				t.Errorf("next(%v) = %v, want %v", at, got, tt.want)
			}
		})
	}
}
