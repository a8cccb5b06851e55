package discord

import (
	"github.com/bwmarrin/discordgo"

	"herald/bot"
)

// modal is a dialogue, as an interaction is answered with
// (https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object-modal).
type modal struct {
	CustomID   string                       `json:"custom_id"`
	Title      string                       `json:"title"`
	Components []discordgo.MessageComponent `json:"components"`
}

// dialogue asks for a line of text. Its custom id carries the command as a
// button's does, so that it can be filled in after a restart, too.
func dialogue(a bot.Ask) modal {
	label := cut(oneLine(a.Label), bot.MaxAskLabel)
	field := discordgo.TextInput{
		CustomID: "text", Label: label, Style: discordgo.TextInputShort,
		Value: cut(oneLine(a.Value), bot.MaxAskText), Required: true, MinLength: 1, MaxLength: bot.MaxAskText,
	}
	return modal{
		CustomID: customID(bot.Button{Command: a.Command}, map[string]bool{}), Title: label,
		Components: []discordgo.MessageComponent{discordgo.ActionsRow{Components: []discordgo.MessageComponent{field}}},
	}
}
