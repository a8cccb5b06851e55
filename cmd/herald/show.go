package main

import (
	"io"
	"strconv"
	"strings"
	"time"

	"herald/articles"
	"herald/bot"
	"herald/bot/console"
	"herald/bot/layout"
)

// showText prints an article for a person: headline first, then what is known of
// it, then the text.
func showText(w io.Writer, a articles.Article) error {
	m := bot.Message{Body: []bot.Block{bot.Text(bot.Title, a.Title)}}
	for _, f := range facts(a) {
		if f.value != "" {
			m.Body = append(m.Body, bot.Text(bot.Item, f.name+": "+f.value))
		}
	}
	m.Body = append(m.Body, layout.Blocks(a.Text)...)
	return console.Print(w, m, 0)
}

type fact struct{ name, value string }

// facts are what is known of an article beside its text, in reading order.
func facts(a articles.Article) []fact {
	return []fact{
		{"marker", strings.TrimSpace(a.Marker + "  " + a.MarkedTitle)},
		{"deck", a.Deck},
		{"publisher", a.Publisher},
		{"authors", strings.Join(a.Authors, ", ")},
		{"published", moment(a.Published)},
		{"updated", moment(a.Updated)},
		{"url", a.URL},
		{"language", a.Language},
		{"keywords", strings.Join(a.Keywords, ", ")},
		{"urgency", number(a.Urgency)},
		{"embargo", moment(a.Embargo)},
		{"version", a.Version},
		{"status", string(a.Status)},
		{"correction", a.Correction},
		{"credits", strings.Join(a.Credits, ", ")},
		{"images", strings.Join(a.Images, " ")},
		{"id", a.ID},
		{"summary", a.Summary},
	}
}

// number is a number in figures; empty for none.
func number(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// moment is a time as RFC 3339; empty for none.
func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339)
}
