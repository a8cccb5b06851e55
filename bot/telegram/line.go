package telegram

import (
	"strings"
	"unicode/utf8"

	"github.com/go-telegram/bot/models"
)

// line is what somebody asks: a command and the rest, or no command and all of
// the text.
type line struct{ command, args string }

// lineKind says whom a line is for.
type lineKind int

const (
	linePlain     lineKind = iota // no command, nobody named
	lineMention                   // begins with the bot's name
	lineCommand                   // a command, for this bot or whichever is there
	lineElsewhere                 // a command for another bot
)

// maxArgs bounds the rest of a line in bytes; longer ones are cut.
const maxArgs = 1000

// parseLine reads a text with the entities that Telegram found in it. Commands
// stand at the start, perhaps after the bot's name: "/story@HeraldBot 12",
// "@HeraldBot /story 12". Their case does not matter.
func parseLine(text string, entities []models.MessageEntity, username string) (line, lineKind) {
	if rest, ok := cutName(text, username); ok {
		if word, args, ok := slashWord(rest); ok {
			return command(word, args, username)
		}
		return line{args: trimArgs(rest)}, lineMention
	}
	word, args, ok := leading(text, entities)
	if !ok {
		return line{args: trimArgs(text)}, linePlain
	}
	return command(word, args, username)
}

// command takes "/story@HeraldBot" apart.
func command(word, args, username string) (line, lineKind) {
	name, to, addressed := strings.Cut(strings.TrimPrefix(word, "/"), "@")
	if addressed && !strings.EqualFold(to, username) {
		return line{}, lineElsewhere
	}
	return line{command: strings.ToLower(name), args: trimArgs(args)}, lineCommand
}

// leading is the command at the start of a text, where Telegram found one.
func leading(text string, entities []models.MessageEntity) (word, args string, ok bool) {
	for _, e := range entities {
		if e.Type == models.MessageEntityTypeBotCommand && e.Offset == 0 {
			n := bytesOf(text, e.Length)
			return text[:n], text[n:], strings.HasPrefix(text, "/") && n > 1
		}
	}
	return "", "", false
}

// slashWord cuts a command off where Telegram's entities do not help.
func slashWord(text string) (word, args string, ok bool) {
	text = strings.TrimSpace(text)
	if !strings.HasPrefix(text, "/") {
		return "", "", false
	}
	i := strings.IndexFunc(text, func(r rune) bool { return r == ' ' || r == '\n' || r == '\t' })
	if i < 0 {
		i = len(text)
	}
	return text[:i], text[i:], i > 1
}

// cutName cuts "@HeraldBot" off the start of a text, and a comma or colon after
// it.
func cutName(text, username string) (rest string, ok bool) {
	name := "@" + username
	if username == "" || len(text) < len(name) || !strings.EqualFold(text[:len(name)], name) {
		return "", false
	}
	rest = text[len(name):]
	if r, _ := utf8.DecodeRuneInString(rest); rest != "" && wordy(r) {
		return "", false
	}
	return strings.TrimLeft(rest, " ,:\n\t"), true
}

// bytesOf is how many bytes of text the first n UTF-16 units take, in which
// Telegram counts (https://core.telegram.org/api/entities#entity-length).
func bytesOf(text string, n int) int {
	for i, r := range text {
		if n <= 0 {
			return i
		}
		n--
		if r > 0xFFFF {
			n--
		}
	}
	return len(text)
}

// trimArgs makes one bounded line of the rest.
func trimArgs(s string) string {
	s = cleanArgs(s)
	if len(s) > maxArgs {
		s = strings.ToValidUTF8(s[:maxArgs], "")
	}
	return strings.TrimSpace(s)
}

// cleanArgs is s without what nobody types, on one line.
func cleanArgs(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\r' || r == '\t':
			return ' '
		case hidden(r):
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}
