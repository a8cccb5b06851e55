package discord

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/bwmarrin/discordgo"

	"herald/bot"
)

// The limits of buttons (https://discord.com/developers/docs/components/reference).
const (
	maxRows      = 5
	maxButtons   = 5 // in a row
	maxLabel     = 80
	maxCustomID  = 100
	maxButtonURL = 512
)

// rows renders buttons. Those that Discord would refuse are left out; a row that
// is too long goes on in the next.
func rows(buttons [][]bot.Button) []discordgo.MessageComponent {
	list := []discordgo.MessageComponent{}
	seen := map[string]bool{}
	for _, row := range buttons {
		var line []discordgo.MessageComponent
		for _, b := range row {
			if c, ok := button(b, seen); ok {
				line = append(line, c)
			}
		}
		for part := range slices.Chunk(line, maxButtons) {
			if len(list) == maxRows {
				return list
			}
			list = append(list, discordgo.ActionsRow{Components: part})
		}
	}
	return list
}

func button(b bot.Button, seen map[string]bool) (discordgo.Button, bool) {
	label := cut(oneLine(b.Label), maxLabel)
	if label == "" {
		return discordgo.Button{}, false
	}
	if b.Command == "" {
		u := webURL(b.URL)
		return discordgo.Button{Label: label, Style: discordgo.LinkButton, URL: u}, u != "" && units(u) <= maxButtonURL
	}
	id := customID(b, seen)
	return discordgo.Button{Label: label, Style: discordgo.SecondaryButton, CustomID: id}, id != ""
}

// customID carries a button's command: "r" to replace the message or "n" for a
// new one, a number where the same command has several buttons, and the command.
func customID(b bot.Button, seen map[string]bool) string {
	kind := "n"
	if b.Replace {
		kind = "r"
	}
	command := strings.TrimSpace(b.Command)
	id := kind + ":" + command
	for n := 2; seen[id]; n++ {
		id = kind + strconv.Itoa(n) + ":" + command
	}
	if command == "" || units(id) > maxCustomID || !utf8.ValidString(id) {
		return ""
	}
	seen[id] = true
	return id
}

// pressed reads a custom id.
func pressed(id string) (command string, replace, ok bool) {
	kind, command, ok := strings.Cut(id, ":")
	if !ok || kind == "" || strings.Trim(kind[1:], "0123456789") != "" || len(id) > maxCustomID*utf8.UTFMax {
		return "", false, false
	}
	switch kind[0] {
	case 'r':
		return command, true, true
	case 'n':
		return command, false, true
	}
	return "", false, false
}

// cut shortens s to at most limit units.
func cut(s string, limit int) string {
	if units(s) <= limit {
		return s
	}
	n := 0
	for i, r := range s {
		n += units(string(r))
		if n > limit-1 {
			return strings.TrimRight(s[:i], " ") + "…"
		}
	}
	return s
}
