package page

import (
	"strings"
	"testing"
)

// longEnough ends a lead: it is more than a summary holds.
const longEnough = "It " + "went on and on and on and on and on and on and on and on and on and on and on and on and on and on and on and on and on and on " +
	"and on and on and on and on and on and on and on and on and on and on and on and on and on and on and on and on and on and on and on and on " +
	"and on and on and on and on and on and on and on and on and on and on and on and on and on and on and on and on and on and on and on and on."

func TestSummaryLeavesOut(t *testing.T) {
	t.Parallel()
	const lead = "The gates of the harbour held through the night, the office said."
	for _, c := range []struct{ name, in, want string }{
		{"dateline", "ARLEN, June 20 (Reuters) - " + lead, lead},
		{"dateline without a place", "(AP) — " + lead, lead},
		{"dateline with a state", "ST. JOSEPH, Mich. (AP) — " + lead, lead},
		{"dateline of a paper", "OSLO — " + lead, lead},
		{"dateline with a country", "HANOI, Vietnam — " + lead, lead},
		{"dateline of a release", "New York, NY – " + lead, lead},
		{"dateline of a wire service", "ARLEN, June 3, 2026 /PRNewswire/ -- " + lead, lead},
		{"German dateline", "Berlin (dpa) - " + lead, lead},
		{"dash in a sentence", "NASA — the agency for space — said that the gates held.", "NASA — the agency for space — said that the gates held."},
		{"name before a dash", "Messi – who else – scored before the gates of the harbour.", "Messi – who else – scored before the gates of the harbour."},
		{"byline", "By Ida Holt\n\n" + lead, lead},
		{"staff", "Staff Reports\n\n" + lead, lead},
		{"credit", "Photo: Jane Doe\n\n" + lead, lead},
		{"row of a table", "The gates held.\n\nGate | Height | 4 m\n\nNobody was hurt.", "The gates held. Nobody was hurt."},
		{"time of an entry", "10 p.m.\n\n" + lead, lead},
		{"reading time", "Tempo de leitura: 2 minutos\n\n" + lead, lead},
		{"section", "LOOK AT THE GATES\n\n" + lead, lead},
		{"address alone", "https://news.example/gates?a=1\n\n" + lead, lead},
		{"address at the end", lead + " https://news.example/gates", lead},
		{"address between", "They held. https://news.example/gates The market stayed shut.", "They held. The market stayed shut."},
		{"address in a sentence", "See https://news.example/gates for what was said.", "See https://news.example/gates for what was said."},
		{"newsletter", lead + " Sign up for the free daily newsletter.", lead},
		{"open quotation", "They held. “We are glad. " + longEnough + "”", "They held."},
		{"open German quotation", "Sie hielten. „Wir sind froh. " + longEnough + "“", "Sie hielten."},
		{"open bracket", "They held. (This is so. " + longEnough + ")", "They held."},
		{"closed quotation", "They held. “We are glad.” " + longEnough, "They held. “We are glad.”"},
		{"nothing but a quotation", "“We are glad. " + longEnough + "”", "“We are glad."},
		{"announcement", "They held. This is why:\n\n" + longEnough, "They held."},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := Summary(c.in); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// TestSentences splits what people split, "|" where they do.
func TestSentences(t *testing.T) {
	t.Parallel()
	for _, want := range []string{
		"Am 20. Juni hielten die Tore.|Der Markt blieb zu.",
		"Im 19. Jahrhundert hielten sie nicht.|Sie brachen.",
		"She was 20.|Nobody knew.",
		"It was in Hayward, Calif. Police came.|They left.",
		"It was in Hayward, Calif.|The police came.",
		"He was ill.|Nobody came.",
		"Sen. Doe spoke.|Rep. Roe did not.",
		"Dr. Jane M. Doe of St. Mary’s paid approx. $5.|She left.",
	} {
		if got := strings.Join(sentences(strings.ReplaceAll(want, "|", " ")), "|"); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestTeaser(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, in, want string
		whole          bool
	}{
		{"whole", "The gates held.", "The gates held.", true},
		{"forum", "The gates held.\n\nsubmitted by /u/doe to r/gates\n\n[link] [comments]", "The gates held.", true},
		{"nothing else", "submitted by /u/doe\n\n[link] [comments]", "", false},
		{"podcast", "The gates held. See omnystudio.com/listener for privacy information.", "The gates held.", true},
		{"dateline", "OSLO (NTB) – The gates held.", "The gates held.", true},
		{"invitation and podcast", "The gates held. Learn more about your ad choices. Visit megaphone.fm/adchoices", "The gates held.", true},
		{"cut", "The gates held. The market […]", "The gates held.", true},
		{"cut in the first sentence", "The gates held and […]", "The gates held and…", false},
		{"open", "Gates and markets", "Gates and markets", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got, whole := Teaser(c.in); got != c.want || whole != c.whole {
				t.Errorf("got %q, %v; want %q, %v", got, whole, c.want, c.whole)
			}
		})
	}
}
