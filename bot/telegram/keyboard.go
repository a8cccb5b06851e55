package telegram

import (
	"github.com/go-telegram/bot/models"

	"herald/bot"
)

// Bounds of keyboards: a row of more than eight buttons, or more than a hundred
// in all, is refused. Labels have no documented bound; longer ones are cut by
// every client.
const (
	rowButtons = 8
	allButtons = 100
	maxLabel   = 64
)

// What the first byte of callback_data says: whether the answer replaces the
// message. The command follows
// (https://core.telegram.org/bots/api#inlinekeyboardbutton: 64 bytes in all).
const (
	dataNew     = 'n'
	dataReplace = 'r'
)

// keyboard makes the buttons of a message; nil where there are none. A button
// that Telegram would refuse is left out, rather than the whole message.
func keyboard(rows [][]bot.Button) models.ReplyMarkup {
	var out [][]models.InlineKeyboardButton
	total := 0
	for _, row := range rows {
		var line []models.InlineKeyboardButton
		for _, b := range row {
			made, ok := button(b)
			if !ok || total == allButtons {
				continue
			}
			if len(line) == rowButtons {
				out, line = append(out, line), nil
			}
			line = append(line, made)
			total++
		}
		if len(line) > 0 {
			out = append(out, line)
		}
	}
	if len(out) == 0 {
		return nil
	}
	return &models.InlineKeyboardMarkup{InlineKeyboard: out}
}

func button(b bot.Button) (models.InlineKeyboardButton, bool) {
	out := models.InlineKeyboardButton{Text: clip(cleanLine(b.Label), maxLabel)}
	if out.Text == "" {
		return out, false
	}
	if b.URL != "" {
		out.URL = webLink(b.URL)
		return out, out.URL != ""
	}
	if b.Command == "" || len(b.Command) > bot.MaxButtonCommand {
		return out, false
	}
	kind := dataNew
	if b.Replace {
		kind = dataReplace
	}
	out.CallbackData = string(kind) + b.Command
	return out, true
}

// pressed takes callback_data apart.
func pressed(data string) (command string, replace, ok bool) {
	if len(data) < 2 || data[0] != dataNew && data[0] != dataReplace {
		return "", false, false
	}
	return data[1:], data[0] == dataReplace, true
}

// preview says what to show under the text: the page that the message is about,
// or its picture, or nothing. It is always said, for else Telegram takes the
// first link of the text.
func preview(m bot.Message) *models.LinkPreviewOptions {
	link, image := webLink(m.Link), webLink(m.Image)
	if link == "" {
		link = image
	}
	if link == "" {
		return &models.LinkPreviewOptions{IsDisabled: new(true)}
	}
	o := &models.LinkPreviewOptions{URL: &link}
	if image != "" {
		o.PreferLargeMedia = new(true)
	}
	return o
}
