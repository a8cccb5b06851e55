package layout

import (
	"fmt"
	"time"
	"unicode/utf8"

	"herald/articles"
	"herald/bot"
)

const (
	// listRoom is how much all entries of a list may take together, in
	// characters with their links counted in full: less than the smallest
	// platform takes, with room for escapes
	// (https://discord.com/developers/docs/resources/message#embed-limits).
	listRoom = 3200
	// maxEntry bounds a headline in a list, in characters.
	maxEntry = 160
	// minEntry is what a headline keeps, rather than its link.
	minEntry = 50
	// maxTitle bounds the title of a list.
	maxTitle = 100
)

// List is several stories in one message, as digests and answers show them: an
// entry a story with the number that people type, and a button a story. More
// counts the stories that had no room.
func List(title string, stories []articles.Story, more int, now time.Time) bot.Message {
	m := bot.Message{Body: []bot.Block{bot.Text(bot.Title, Clip(title, maxTitle))}}
	var buttons []bot.Button
	for _, s := range stories {
		m.Body = append(m.Body, entry(s, listRoom/len(stories), now))
		buttons = append(buttons, Number(s.ID))
	}
	if more > 0 {
		m.Body = append(m.Body, bot.Text(bot.Small, fmt.Sprintf("and %d more: /latest", more)))
	}
	m.Buttons = Rows(bot.Format{}, perRow, buttons)
	return m
}

// entry is one line of a list, of about room characters: "12  Headline —
// Reuters, AP +2 · 5 min ago". Where there is little room, it names fewer
// publishers, leaves out the link, and shortens the headline.
func entry(s articles.Story, room int, now time.Time) bot.Block {
	number := bot.Span{Text: s.ID.String(), Style: bot.Bold}
	room -= utf8.RuneCountInString(number.Text) + 2
	tail := source(s, 2, now)
	if room-length(tail) < minEntry {
		tail = source(s, 1, now)
	}
	room -= length(tail)
	url := page(s)
	if room-len(url) < minEntry {
		url = ""
	}
	title := bot.Span{Text: headline(s, min(maxEntry, max(room-len(url), minEntry))), URL: url}
	return bot.Block{Kind: bot.Item, Spans: append([]bot.Span{number, {Text: "  "}, title}, tail...)}
}

// source is what follows a headline in a list: up to n independent voices, and the age.
func source(s articles.Story, n int, now time.Time) []bot.Span {
	text := dot
	if voices := names(s.Voices(), n); voices != "" {
		text = " — " + voices + dot
	}
	return []bot.Span{{Text: text}, age(when(s), now)}
}

func length(spans []bot.Span) int {
	n := 0
	for _, s := range spans {
		n += utf8.RuneCountInString(s.Text)
	}
	return n
}
