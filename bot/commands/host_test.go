package commands_test

import (
	"herald/bot"
	"herald/bot/commands"
)

var _ bot.Host = (*commands.Router)(nil)
