package page_test

import (
	"strings"
	"testing"

	"herald/articles/page"
)

// TestPagesOfOtherShapes reads whole saved pages that are not laid out like most.
func TestPagesOfOtherShapes(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, text, title, summary, ends string }{
		{
			"live page", `LIVE: Storm Ada makes landfall near Port Sand – latest updates

Last updated 11 minutes ago

• Winds of 160 km/h measured at the lighthouse
• 20,000 homes without power

10:45
Mayor asks people to stay inside
The mayor of Port Sand asked people to stay inside until evening.
`,
			"LIVE: Storm Ada makes landfall near Port Sand – latest updates",
			"Winds of 160 km/h measured at the lighthouse; 20,000 homes without power",
			"stay inside until evening.",
		},
		{
			"press release", `FOR IMMEDIATE RELEASE

Contact: Jane Roe, press@harbour.example, +1 555 0100

Varnholm Harbour Opens Second Lock

VARNHOLM, March 9, 2026 — The port of Varnholm opened its second lock today.

It was built in four years.

###
`,
			"Varnholm Harbour Opens Second Lock",
			"The port of Varnholm opened its second lock today. It was built in four years.",
			"built in four years.",
		},
		{
			"German", `EILMELDUNG: Bahnverkehr in Nordmark eingestellt

Von Anna Müller

Stand: 05.03.2026, 18:45 Uhr

Der Bahnverkehr in Nordmark ist eingestellt. Das teilte die Bahn am Donnerstag mit.

Lesen Sie auch: So fährt die Bahn zu Ostern

Techniker suchen nach dem Fehler.

Teilen
Drucken
Kommentare (12)
`,
			"Bahnverkehr in Nordmark eingestellt",
			"Der Bahnverkehr in Nordmark ist eingestellt. Das teilte die Bahn am Donnerstag mit. Techniker suchen nach dem Fehler.",
			"suchen nach dem Fehler.",
		},
		{
			"Russian", `СРОЧНО: В Новопорте закрыт мост через реку

Автор: Иван Петров | 11 марта 2026

Мост через реку закрыт из-за трещины, сообщила мэрия.

Читайте также: Новый трамвай
Оставить комментарий
`,
			"В Новопорте закрыт мост через реку", "Мост через реку закрыт из-за трещины, сообщила мэрия.", "сообщила мэрия.",
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			a, err := page.ReadText([]byte(test.text))
			if err != nil {
				t.Fatal(err)
			}
			if a.Title != test.title || a.Summary != test.summary || !strings.HasSuffix(a.Text, test.ends) {
				t.Errorf("read as\n%q\n%q\n%q", a.Title, a.Summary, a.Text)
			}
		})
	}
}
