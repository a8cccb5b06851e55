package wire

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"herald/articles"
)

// at is a time of the third of March, when everything in the samples happens.
func at(hour, minute int) time.Time { return time.Date(2026, 3, 3, hour, minute, 0, 0, time.UTC) }

// samples are what stands in the files of testdata.
var samples = map[string][]articles.Article{
	"newsitem.xml": {{
		ID: "urn:newsml:wire.example:20260303:harbour", Version: "3", Publisher: "Northern Wire",
		Title: "Varnholm closes its flood barrier", Deck: "First time in nine years",
		Summary: "The port closed its barrier at dawn. No ship was caught between the gates.",
		Text: "The port of Varnholm closed its flood barrier & waited.\n\n## What happened\n\nThree gates moved within forty minutes.\n\n" +
			"- North gate\n\n- South gate\n\n> We heard it from the hill.",
		Authors:   []string{"Ida Holt"},
		Keywords:  []string{"floods", "Varnholm", "medtop:20000999", "barrier", "VARNHOLM-FLOOD"},
		Published: at(10, 0), Updated: at(11, 30), Embargo: at(18, 0), Language: "en-GB", Urgency: 2,
		Images: []string{"https://wire.example/large.jpg"}, URL: "https://wire.example/page.html",
		Correction: "Corrects the number of gates in paragraph two.",
	}},
	"story.nitf.xml": {{
		ID: "nw-4711", Version: "2", Publisher: "Northern Wire", Title: "Ferry fares to rise by a tenth",
		Summary:   "Crossings cost more from May. The company blames fuel.",
		Text:      "Crossings to Kestrel Bay will cost a tenth more from May.\n\nCommuters protested.",
		Authors:   []string{"Ada Reed"},
		Keywords:  []string{"Economy", "Transport", "ferries", "Kestrel Bay", "Coast Line", "Coast Line plc"},
		Published: at(8, 0), Updated: at(9, 30), Embargo: at(10, 0), Urgency: 5,
		Correction: "The fare is 12 crowns, not 21.",
	}},
	"newsml1.xml": {{
		ID: "urn:newsml:wire.example:20260303:RATE", Version: "4", Publisher: "Northern Wire", Title: "Estmark raises its rate",
		Deck: "First step in two years", Summary: "The central bank raised its rate to 3.5 percent.",
		Text:      "The central bank raised its rate to 3.5 percent.\n\n## Why now\n\nPrices rose again.",
		Authors:   []string{"Ida Holt"},
		Keywords:  []string{"ESTMARK-RATE", "04000000", "04006000"},
		Published: at(9, 0), Updated: at(10, 0), Embargo: at(12, 0), Language: "en", Urgency: 1,
		Images: []string{"https://wire.example/bank.jpg"},
	}},
	"ninjs1.json": {{
		ID: "urn:wire.example:item:17", Version: "2", Publisher: "Nordmeldung", Title: "Fähre läuft auf Grund",
		Summary: "Niemand wurde verletzt.", Text: "Die Fähre lief am Morgen auf Grund.\n\n## Rettung\n\n- Zwei Boote",
		Authors:   []string{"Ida Holt", "Max Reed"},
		Keywords:  []string{"Schifffahrt", "17000000", "Ada Lund", "Lonsdale", "faehre-lonsdale"},
		Published: at(9, 0), Updated: at(9, 0), Embargo: at(12, 0), Language: "de", Urgency: 2, Status: articles.Withheld,
		Images:     []string{"https://wire.example/t.jpg", "https://wire.example/b.jpg"},
		Correction: "Es waren 240 Reisende.",
	}},
	"ninjs3.json": {{
		ID: "https://wire.example/items/18", Version: "7", Title: "Minister resigns", Deck: "Second line",
		Summary: "The minister resigned. He gave no reason.", Text: "The minister resigned on Tuesday.\n\nNobody knew.",
		Authors: []string{"Ada Reed"}, Keywords: []string{"politics", "Ilse Tamm"},
		Published: at(9, 0), Updated: at(10, 0), Language: "pt-BR", Urgency: 1, Status: articles.Canceled,
		Correction: "The ministry denied it.",
	}, {ID: "urn:wire.example:19", Title: "Bridge opens"}},
}

func TestSamples(t *testing.T) {
	t.Parallel()
	for name, want := range samples {
		data := sample(t, name)
		if !Is(data) {
			t.Errorf("%s is no wire", name)
		}
		got, err := Read(name, data)
		if d := cmp.Diff(want, got); d != "" || err != nil {
			t.Errorf("%s: %v (-want +got):\n%s", name, err, d)
		}
	}
}

func sample(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestIs(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		`<nitf/>`: true, "\ufeff<?xml version='1.0'?><!-- a --><NewsML/>": true, `<g:newsItem xmlns:g="http://iptc.org/std/nar/2006-10-01/"/>`: true,
		`<conceptItem xmlns="http://iptc.org/std/nar/2006-10-01/"/>`: true,
		`<rss/>`: false, `<feed/>`: false, `<catalog/>`: false, `<html><nitf/></html>`: false, ``: false, `words`: false, `<`: false,
		`{"uri": "urn:1", "headline": "x"}`: true, `[{"uri": "urn:1"}]`: true,
		`{"title": "x"}`: false, `{"uri": "urn:1", "url": "https://x.example"}`: false, `{"uri": 7}`: false, `[]`: false, `{`: false,
		`{"version": "https://jsonfeed.org/version/1.1", "items": []}`: false,
	} {
		if got := Is([]byte(text)); got != want {
			t.Errorf("%s: got %v, want %v", text, got, want)
		}
	}
}

func TestMessage(t *testing.T) {
	t.Parallel()
	item := string(sample(t, "newsitem.xml"))
	_, item, _ = strings.Cut(item, "?>")
	list, err := Read("m.xml", []byte(`<newsMessage xmlns="`+namespace+`"><itemSet><packageItem guid="p"/>`+item+
		`<newsItem guid="b"><contentMeta><headline>Second</headline></contentMeta></newsItem><newsItem guid="c">…</newsItem></itemSet></newsMessage>`))
	if err != nil || len(list) != 2 || list[0].Title != "Varnholm closes its flood barrier" || list[1].ID != "b" {
		t.Errorf("%v: got %+v, want both items that say anything", err, list)
	}
}

// TestSuperdesk reads ninjs as the newsrooms' software writes it, alone and as what
// its programming interface gives.
func TestSuperdesk(t *testing.T) {
	t.Parallel()
	const item = `{"guid": "urn:desk:1", "version": "3", "type": "text", "pubstatus": "usable", "headline": "Dam holds",
		"body_html": "<p>The dam holds.</p>", "embargoed": "2026-03-03T08:00:00+0000", "versioncreated": "2026-03-03T07:00:00+0000"}`
	want := []articles.Article{{ID: "urn:desk:1", Version: "3", Title: "Dam holds", Summary: "The dam holds.", Text: "The dam holds.",
		Published: at(7, 0), Updated: at(7, 0), Embargo: at(8, 0)}}
	for _, text := range []string{item, `[` + item + `]`, `{"_items": [` + item + `], "_meta": {"total": 1}}`} {
		list, err := Read("a", []byte(text))
		if d := cmp.Diff(want, list); d != "" || err != nil || !Is([]byte(text)) {
			t.Errorf("%v (-want +got):\n%s", err, d)
		}
	}
	for _, text := range []string{`{"_items": []}`, `{"_items": 1}`, `{"guid": "a", "title": "b"}`, `{"guid": "a", "uri": "a", "type": "text"}`} {
		if Is([]byte(text)) {
			t.Errorf("%s is taken for a wire", text)
		}
	}
}

// TestStates reads what wires say of an item's state in other ways than the
// samples do.
func TestStates(t *testing.T) {
	t.Parallel()
	g2 := func(meta string) string {
		return `<newsItem guid="a"><itemMeta>` + meta + `</itemMeta><contentMeta><headline>Dam holds</headline></contentMeta></newsItem>`
	}
	ml := func(manage string) string {
		return `<NewsML><NewsItem><NewsManagement>` + manage + `</NewsManagement><NewsComponent><NewsLines><HeadLine>Dam holds</HeadLine></NewsLines></NewsComponent></NewsItem></NewsML>`
	}
	nitf := func(data string) string {
		return `<nitf><head><docdata ` + data + `</docdata></head><body><body.head><hedline><hl1>Dam holds</hl1></hedline></body.head></body></nitf>`
	}
	for _, c := range []struct {
		name, text string
		want       articles.Article
	}{
		{"killed", g2(`<pubStatus qcode="stat:canceled"/><edNote>Wrong dam.</edNote>`), articles.Article{Status: articles.Canceled, Correction: "Wrong dam."}},
		{"withheld by address", g2(`<pubStatus uri="http://cv.iptc.org/newscodes/pubstatusg2/withheld"/>`), articles.Article{Status: articles.Withheld}},
		{"killed by a signal", g2(`<signal qcode="sig:kill"/>`), articles.Article{Status: articles.Canceled}},
		{"corrected without a note", g2(`<signal qcode="sig:correction"/>`), articles.Article{Correction: articles.Corrected}},
		{"updated", g2(`<signal qcode="sig:update"/><edNote>Adds a quote.</edNote>`), articles.Article{}},
		{"canceled", ml(`<Status FormalName="Canceled"/>`), articles.Article{Status: articles.Canceled}},
		{"embargoed until nobody knows", ml(`<Status FormalName="Embargoed"/>`), articles.Article{Status: articles.Withheld}},
		{"embargoed for good", g2(`<embargoed/>`), articles.Article{Status: articles.Withheld}},
		{"embargoed until nobody can tell", g2(`<embargoed>next Monday</embargoed>`), articles.Article{Status: articles.Withheld}},
		{"embargoed and killed", g2(`<embargoed/><pubStatus qcode="stat:canceled"/>`), articles.Article{Status: articles.Canceled}},
		{"embargoed until a time without a zone", g2(`<embargoed>2026-03-03T08:00:00</embargoed>`), articles.Article{Embargo: at(20, 0)}},
		{"embargoed until nobody can tell", ml(`<Status FormalName="Embargoed"/><StatusWillChange><FutureStatus FormalName="Usable"/><DateAndTime>noon</DateAndTime></StatusWillChange>`), articles.Article{Status: articles.Withheld}},
		{"embargoed until nobody can tell", nitf(`management-status="embargoed"><date.release norm="noon"/>`), articles.Article{Status: articles.Withheld}},
		{"embargoed until nobody can tell", `{"uri": "a", "embargoed": "Next Monday", "headline": "Dam holds"}`, articles.Article{ID: "a", Status: articles.Withheld}},
		{"embargoed without a time", `{"uri": "a", "embargoed": true, "headline": "Dam holds"}`, articles.Article{ID: "a", Status: articles.Withheld}},
		{"embargoed until half a time", `{"uri": "a", "embargoed": "3 March 2026, 6 pm", "headline": "Dam holds"}`, articles.Article{ID: "a", Status: articles.Withheld}},
		{"not embargoed", `{"uri": "a", "embargoed": null, "embargoedUntil": "", "headline": "Dam holds"}`, articles.Article{ID: "a"}},
		{"low urgency", ml(`<Urgency FormalName="8"/>`), articles.Article{Urgency: 8}},
		{"no urgency", ml(`<Urgency FormalName="0"/>`), articles.Article{}},
		{"killed", nitf(`management-status="canceled">`), articles.Article{Status: articles.Canceled}},
		{"embargoed until nobody knows", nitf(`management-status="embargoed">`), articles.Article{Status: articles.Withheld}},
		{"released when issued", nitf(`><date.issue norm="20260303T080000Z"/><date.release norm="20260303T080000Z"/>`), articles.Article{Published: at(8, 0)}},
		{"released later", nitf(`><date.issue norm="20260303T080000Z"/><date.release norm="20260303T090000Z"/>`), articles.Article{Published: at(8, 0), Embargo: at(9, 0)}},
		{"most urgent", nitf(`><urgency ed-urg="1"/>`), articles.Article{Urgency: 1}},
		{"a plan", `{"uri": "a", "type": "planning", "urgency": 1, "headline": "Dam holds"}`, articles.Article{ID: "a"}},
		{"its urgency as text", `{"uri": "a", "urgency": "2", "headline": "Dam holds"}`, articles.Article{ID: "a", Urgency: 2}},
		{"an impossible urgency", `{"uri": "a", "urgency": 1e300, "version": 12, "headline": "Dam holds"}`, articles.Article{ID: "a", Version: "12"}},
		{"corrected in a note", `{"uri": "a", "ednote": "CORRECTS place in headline, not Lund.", "headline": "Dam holds"}`, articles.Article{Correction: "CORRECTS place in headline, not Lund."}},
		{"a note about something else", `{"uri": "a", "ednote": "Updates with the correct place to follow.", "headline": "Dam holds"}`, articles.Article{}},
		{"by its publisher", `{"uri": "a", "byline": "Ida Holt, Coast Wire", "copyrightholder": "Coast Wire", "headline": "Dam holds"}`, articles.Article{Authors: []string{"Ida Holt"}, Publisher: "Coast Wire"}},
		{"corrected in the headline", `{"uri": "a", "headline": "CORRECTED: Dam holds"}`, articles.Article{ID: "a", Correction: articles.Corrected}},
	} {
		list, err := Read("a", []byte(c.text))
		c.want.Title, c.want.ID = "Dam holds", "a"
		if d := cmp.Diff([]articles.Article{c.want}, list); d != "" || err != nil {
			t.Errorf("%s: %v (-want +got):\n%s", c.name, err, d)
		}
	}
}

func TestWithoutTitle(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("Wörter ", 60)
	for text, want := range map[string]string{
		`{"uri": "a", "body_text": "The dam holds. It is old."}`:                "The dam holds",
		`{"uri": "a", "body_xhtml": "<p>Holds!</p><p>Old.</p>"}`:                "Holds!",
		`{"uri": "a", "body_text": "` + long + `"}`:                             strings.TrimSpace(strings.Repeat("Wörter ", 20)[:159]) + "…",
		`{"uri": "a", "pubstatus": "canceled"}`:                                 "a",
		`{"uri": "a", "headline_short": "Dam"}`:                                 "Dam",
		`<newsItem guid="a"><itemMeta><title>Dam</title></itemMeta></newsItem>`: "Dam",
		`<nitf><head><title>Dam</title></head></nitf>`:                          "Dam",
	} {
		list, err := Read("a", []byte(text))
		if err != nil || len(list) != 1 || list[0].Title != want {
			t.Errorf("%s: %v, got %+v, want the title %q", text, err, list, want)
		}
	}
	caption := strings.Repeat("The dam holds for now. ", 40)
	list, err := Read("a", []byte(`{"uri": "a", "headline": "Dam", "description_text": "`+caption+`"}`))
	if err != nil || list[0].Text != strings.TrimSpace(caption) || len(list[0].Summary) > articles.MaxSummary {
		t.Errorf("%v: of a long caption there is %+v", err, list)
	}
	if list, err := Read("a", []byte(`{"uri": "a"}`)); err != nil || len(list) != 0 {
		t.Errorf("%v: got %+v of an item that says nothing", err, list)
	}
}

func TestEncodings(t *testing.T) {
	t.Parallel()
	list, err := Read("a", []byte("<?xml version='1.0' encoding='koi8-r'?><nitf><head><title>\xed\xcf\xd3\xd4</title></head></nitf>"))
	if err != nil || len(list) != 1 || list[0].Title != "Мост" {
		t.Errorf("%v: got %+v", err, list)
	}
}

func TestAuthors(t *testing.T) {
	t.Parallel()
	for byline, want := range map[string][]string{
		"By Ada Reed": {"Ada Reed"}, "Von Ida Holt und Max Reed, dpa": {"Ida Holt", "Max Reed"}, "NTB": {"NTB"},
		"Ada Reed, Staff Reporter": {"Ada Reed"}, "Ada Reed, Ida Holt and Max Lund": {"Ada Reed", "Ida Holt", "Max Lund"},
		"Karl Melander/TT": {"Karl Melander"}, "": nil, "By": nil,
	} {
		if d := cmp.Diff(want, authors(byline)); d != "" {
			t.Errorf("%q (-want +got):\n%s", byline, d)
		}
	}
}
