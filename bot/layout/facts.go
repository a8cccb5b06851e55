package layout

import (
	"fmt"
	"strings"
	"time"

	"herald/articles"
	"herald/bot"
)

const (
	// maxNames is how many publishers a line names before it counts the rest.
	maxNames = 3
	// maxName bounds a publisher's name in characters.
	maxName = 40
	// dot parts the facts of a line.
	dot = " · "
)

// when is the time that a story's age counts from: its lead article's, else its
// own.
func when(s articles.Story) time.Time {
	if t := s.Lead().Time(); !t.IsZero() {
		return t
	}
	return s.Appeared
}

// headline is a story's headline on one line, or a stand-in.
func headline(s articles.Story, limit int) string {
	if h := Clip(s.Headline, limit); h != "" {
		return h
	}
	return "Story " + s.ID.String()
}

// names joins publishers: "Reuters, AP +2".
func names(publishers []string, limit int) string {
	shown := make([]string, 0, limit)
	for _, p := range publishers[:min(limit, len(publishers))] {
		shown = append(shown, Clip(p, maxName))
	}
	line := strings.Join(shown, ", ")
	if rest := len(publishers) - limit; rest > 0 {
		line += fmt.Sprintf(" +%d", rest)
	}
	return line
}

// age is a span that platforms may show in the reader's own time.
func age(t, now time.Time) bot.Span { return bot.Span{Text: Age(t, now), Time: t} }

// facts are the line under a post: "Reuters · also: AP, The Lantern · 3 independent
// voices · copies: 2 sites · same source: 1 site · 5 min ago · story 12".
func facts(s articles.Story, now time.Time) bot.Block {
	spans := []bot.Span{{Text: tellers(s) + dot}, age(when(s), now)}
	if len(s.Publishers()) == 0 {
		spans = spans[1:]
	}
	return bot.Block{Kind: bot.Small, Spans: append(spans, bot.Span{Text: dot + "story " + s.ID.String()})}
}

// tellers are who tells a story: the first voice, the others that confirm it, how many
// that makes, how many only repeat their words, and how many tell in
// words of their own what one and the same source said.
func tellers(s articles.Story) string {
	voices := s.Voices()
	parts := []string{names(voices, 1)}
	if len(voices) > 1 {
		parts = []string{
			names(voices[:1], 1), "also: " + names(voices[1:], maxNames), fmt.Sprintf("%d independent voices", len(voices)),
		}
	}
	for _, other := range []struct {
		what  string
		sites int
	}{{"copies", len(s.Copies())}, {"same source", len(s.Echoes())}} {
		if other.sites > 0 {
			parts = append(parts, other.what+": "+counted(other.sites, "", "site"))
		}
	}
	return strings.Join(parts, dot)
}

// gist is the paragraph that says what happened: the first summary, or deck,
// that the story's articles have.
func gist(s articles.Story) string {
	for _, a := range s.Standing() {
		for _, text := range []string{a.Summary, a.Deck} {
			if text = Clip(text, articles.MaxSummary); text != "" {
				return text
			}
		}
	}
	return ""
}

// picture is the first image of the story's articles that is a web address.
func picture(s articles.Story) string {
	for _, a := range s.Standing() {
		if isWeb(a.Image()) {
			return a.Image()
		}
	}
	return ""
}

// page is the web page that a story links to: its lead article's, or the first
// that has one.
func page(s articles.Story) string {
	for _, a := range s.Standing() {
		if isWeb(a.URL) {
			return a.URL
		}
	}
	return ""
}

func isWeb(url string) bool {
	return strings.HasPrefix(url, "https://") || strings.HasPrefix(url, "http://")
}
