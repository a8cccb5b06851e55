package telegram

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/go-telegram/bot/models"

	"herald/bot"
)

// maxPlaceholder bounds what stands in the field of an answer, in characters
// (https://core.telegram.org/bots/api#forcereply).
const maxPlaceholder = 64

// askMark stands before the command that an answer completes.
const askMark = "↩ "

// asking is a message that asks for text, with the command that the text goes to
// as its last line: so the answer is understood after a restart, too.
func asking(m bot.Message) bot.Message {
	last := bot.Block{Kind: bot.Paragraph, Spans: []bot.Span{{Text: askMark}, {Text: "/" + m.Ask.Command, Style: bot.Code}}}
	m.Body = append(m.Body[:len(m.Body):len(m.Body)], last)
	return m
}

// markup is what stands under a message: buttons or, where it asks for text, the
// field for an answer.
func markup(m bot.Message) models.ReplyMarkup {
	if m.Ask == nil {
		return keyboard(m.Buttons)
	}
	label := []rune(cleanLine(m.Ask.Label))
	return &models.ForceReply{ForceReply: true, InputFieldPlaceholder: string(label[:min(len(label), maxPlaceholder)])}
}

// asked is the command that a message of the bot's own asked a text for. Nothing
// that others write gets into a message as code, so none of it is taken for one.
func asked(m *models.Message, self int64) (command string, ok bool) {
	if m == nil || m.From == nil || m.From.ID != self || m.ForwardOrigin != nil || m.ReplyMarkup != nil || len(m.Entities) == 0 {
		return "", false
	}
	e := m.Entities[len(m.Entities)-1]
	if e.Type != models.MessageEntityTypeCode || e.Offset+e.Length != units(m.Text) {
		return "", false
	}
	at := bytesOf(m.Text, e.Offset)
	command, ok = strings.CutPrefix(m.Text[at:], "/")
	return command, ok && utf8.ValidString(command) && strings.HasSuffix(m.Text[:at], "\n"+askMark)
}

// units is the length of a text as Telegram counts it.
func units(s string) int {
	n := 0
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}
