package discord

import (
	"cmp"
	"slices"
	"strings"

	"herald/bot"
)

// The limits of commands
// (https://discord.com/developers/docs/interactions/application-commands#application-command-object).
const (
	maxCommands   = 100
	maxOptions    = 25
	maxSummary    = 100
	stringOption  = 3
	integerOption = 4
	chatCommand   = 1
	// maxValue is the longest text of an option that people can type.
	maxValue = 300
)

// command is a slash command as it is registered. Its fields are those that are
// set and compared; what Discord adds is not read.
type command struct {
	Type        int      `json:"type"`
	Name        string   `json:"name"`
	Description string   `json:"description"`
	Options     []option `json:"options,omitempty"`
	// Permissions are what people need to see the command; nil: nothing.
	Permissions *string `json:"default_member_permissions"`
	// Contexts and Integrations say where: servers and direct messages, where
	// the bot is a member.
	Contexts     []int `json:"contexts"`
	Integrations []int `json:"integration_types"`
}

type option struct {
	Type         int    `json:"type"`
	Name         string `json:"name"`
	Description  string `json:"description"`
	Required     bool   `json:"required,omitempty"`
	Autocomplete bool   `json:"autocomplete,omitempty"`
	// Discord may write these with a decimal point.
	MinValue  *float64 `json:"min_value,omitempty"`
	MaxLength *float64 `json:"max_length,omitempty"`
}

// menu is the host's commands as Discord takes them.
func menu(commands []bot.Command) []command {
	list := []command{}
	for _, c := range commands[:min(len(commands), maxCommands)] {
		list = append(list, newCommand(c))
	}
	return list
}

// newCommand translates a command. Commands for admins are hidden from those who
// do not run the server; whether a person may use one is checked when it comes.
func newCommand(c bot.Command) command {
	n := command{
		Type: chatCommand, Name: strings.ToLower(c.Name), Description: describe(c.Summary, c.Name),
		Contexts: []int{0, 1}, Integrations: []int{0},
	}
	if c.Access == bot.Admins {
		n.Permissions = new("0")
	}
	for _, o := range c.Options[:min(len(c.Options), maxOptions)] {
		n.Options = append(n.Options, newOption(o))
	}
	slices.SortStableFunc(n.Options, func(a, b option) int { return compareBool(a.Required, b.Required) })
	return n
}

func newOption(o bot.Option) option {
	n := option{
		Type: stringOption, Name: strings.ToLower(o.Name), Description: describe(o.Summary, o.Name),
		Required: o.Required, Autocomplete: o.Complete,
	}
	if o.Number {
		n.Type, n.MinValue = integerOption, new(1.0)
		return n
	}
	n.MaxLength = new(float64(maxValue))
	return n
}

func describe(summary, name string) string {
	return cut(cmp.Or(oneLine(summary), name), maxSummary)
}
