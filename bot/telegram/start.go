package telegram

import (
	"encoding/base64"
	"net/url"
)

// maxStart is the longest parameter of a link that opens the bot
// (https://core.telegram.org/bots/features#deep-linking).
const maxStart = 64

// startPrefix marks parameters made by startLink.
const startPrefix = "c-"

// startLink is a link that opens a private chat with the bot, where pressing
// Start gives a command; empty where the command is too long for that.
func startLink(username, command string) string {
	payload := startPrefix + base64.RawURLEncoding.EncodeToString([]byte(command))
	if username == "" || len(payload) > maxStart {
		return ""
	}
	return "https://t.me/" + url.PathEscape(username) + "?start=" + payload
}

// started turns the "/start c-…" that such a link gives into its command. Any
// other line stays as it is.
func started(l line) line {
	if l.command != "start" || len(l.args) <= len(startPrefix) || l.args[:len(startPrefix)] != startPrefix {
		return l
	}
	raw, err := base64.RawURLEncoding.DecodeString(l.args[len(startPrefix):])
	if err != nil {
		return line{command: "start"}
	}
	return commandLine(string(raw))
}

// commandLine takes the command of a button apart.
func commandLine(text string) line {
	word, args, ok := slashWord("/" + text)
	if !ok {
		return line{command: "start"}
	}
	l, _ := command(word, args, "")
	return l
}
