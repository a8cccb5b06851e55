package layout

import (
	"slices"

	"herald/articles"
	"herald/bot"
)

const (
	// maxButtonURL is the longest URL of a button, in bytes
	// (https://discord.com/developers/docs/components/reference#button).
	maxButtonURL = 512
	// maxLabel keeps a label on one line of a phone, in characters.
	maxLabel = 38
	// perRow is how many short buttons stand in a row.
	perRow = 5
)

// Number is the button that opens a story from a list; its label is the number
// that stands before the headline there.
func Number(id articles.StoryID) bot.Button {
	return bot.Button{Label: id.String(), Command: "story " + id.String()}
}

// Named is the button that opens a story by its headline.
func Named(s articles.Story) bot.Button {
	return bot.Button{Label: Clip(s.ID.String()+dot+headline(s, maxLabel), maxLabel), Command: "story " + s.ID.String()}
}

// open is the button to the page itself; ok is false where there is none, or
// its address is too long for a button.
func open(url string) (b bot.Button, ok bool) {
	return bot.Button{Label: "Open article", URL: url}, isWeb(url) && len(url) <= maxButtonURL
}

// Rows sets buttons in rows of at most n, within what f allows; n of zero means
// as many as f allows, at most five. What does not fit is left out from the end.
func Rows(f bot.Format, n int, buttons []bot.Button) [][]bot.Button {
	if n <= 0 || n > perRow {
		n = perRow
	}
	if f.MaxButtons > 0 {
		n = min(n, f.MaxButtons)
	}
	var rows [][]bot.Button
	for len(buttons) > 0 && (f.MaxRows <= 0 || len(rows) < f.MaxRows) {
		k := min(n, len(buttons))
		rows = append(rows, buttons[:k:k])
		buttons = buttons[k:]
	}
	return rows
}

// AddRow puts a row under m. Where f has no room for another row, it takes the
// place of the last one.
func AddRow(f bot.Format, m bot.Message, row ...bot.Button) bot.Message {
	if len(row) == 0 {
		return m
	}
	rows := m.Buttons
	if f.MaxRows > 0 && len(rows) >= f.MaxRows {
		rows = rows[:f.MaxRows-1]
	}
	m.Buttons = slices.Concat(rows, [][]bot.Button{row})
	return m
}
