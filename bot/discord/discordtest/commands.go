package discordtest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
)

// Command is a registered slash command
// (https://discord.com/developers/docs/interactions/application-commands).
type Command struct {
	ID                       string   `json:"id"`
	Application              string   `json:"application_id"`
	Version                  string   `json:"version"`
	Type                     int      `json:"type"`
	Name                     string   `json:"name"`
	Description              string   `json:"description"`
	Options                  []Option `json:"options,omitempty"`
	DefaultMemberPermissions *string  `json:"default_member_permissions"`
	Contexts                 []int    `json:"contexts"`
	IntegrationTypes         []int    `json:"integration_types"`
	NSFW                     bool     `json:"nsfw"`
}

// The types of option that a news bot uses.
const (
	StringOption  = 3
	IntegerOption = 4
)

// Option is an option of a slash command.
type Option struct {
	Type         int      `json:"type"`
	Name         string   `json:"name"`
	Description  string   `json:"description"`
	Required     bool     `json:"required,omitempty"`
	Autocomplete bool     `json:"autocomplete,omitempty"`
	MinValue     *float64 `json:"min_value,omitempty"`
	MaxLength    *int     `json:"max_length,omitempty"`
}

// The limits of commands
// (https://discord.com/developers/docs/interactions/application-commands#application-command-object).
const (
	maxCommands     = 100
	maxOptions      = 25
	maxCommandUnits = 8000
)

var commandName = regexp.MustCompile(`^[-_'\p{L}\p{N}\p{Devanagari}\p{Thai}]{1,32}$`)

// Commands are the registered commands.
func (s *Server) Commands() []Command {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.commands)
}

// Overwrites counts how often the commands were registered: Discord allows few
// changes a day, so a bot compares first.
func (s *Server) Overwrites() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.overwrites
}

func (s *Server) getCommands(r *http.Request, _ []byte) reply {
	if r.PathValue("app") != s.application {
		return errUnknownApplication
	}
	if s.commands == nil {
		return reply{200, []Command{}}
	}
	return reply{200, s.commands}
}

func (s *Server) putCommands(r *http.Request, body []byte) reply {
	if r.PathValue("app") != s.application {
		return errUnknownApplication
	}
	var list []Command
	if err := json.Unmarshal(body, &list); err != nil {
		return reply{400, apiError{"Invalid Form Body", 50035, nil}}
	}
	if len(list) > maxCommands {
		return reply{400, apiError{"Maximum number of application commands reached (100)", 30032, nil}}
	}
	var f form
	seen := map[string]bool{}
	for i, c := range list {
		path := fmt.Sprint(i)
		f.command(path, c)
		if seen[c.Name] {
			f.wrong(path+".name", "APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique")
		}
		seen[c.Name] = true
	}
	if bad, ok := f.reply(); ok {
		return bad
	}
	for i := range list {
		list[i].ID, list[i].Version, list[i].Application = s.newID(), s.newID(), s.application
		list[i].Type = max(1, list[i].Type)
	}
	s.commands = list
	s.overwrites++
	return reply{200, list}
}

func (f *form) name(path, name string) {
	if !commandName.MatchString(name) || name != strings.ToLower(name) {
		f.wrong(path, "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")
	}
}

func (f *form) command(path string, c Command) {
	f.name(path+".name", c.Name)
	f.required(path+".description", c.Description)
	f.longest(path+".description", c.Description, 100)
	if len(c.Options) > maxOptions {
		f.wrong(path+".options", "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.")
	}
	total := units(c.Name) + units(c.Description)
	optional := false
	seen := map[string]bool{}
	for i, o := range c.Options {
		at := fmt.Sprintf("%s.options.%d", path, i)
		f.option(at, o)
		if seen[o.Name] {
			f.wrong(at+".name", "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", "Option name already exists")
		}
		seen[o.Name] = true
		if o.Required && optional {
			f.wrong(at, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", "Required options must be placed before non-required options")
		}
		optional = optional || !o.Required
		total += units(o.Name) + units(o.Description)
	}
	if total > maxCommandUnits {
		f.wrong(path, "APPLICATION_COMMAND_TOO_LARGE", "Command exceeds maximum size (8000)")
	}
}

func (f *form) option(path string, o Option) {
	f.name(path+".name", o.Name)
	f.required(path+".description", o.Description)
	f.longest(path+".description", o.Description, 100)
	if o.Type < 1 || o.Type > 11 {
		f.wrong(path+".type", "BASE_TYPE_CHOICES", "Value must be one of {1..11}.")
	}
	if o.MinValue != nil && o.Type != IntegerOption && o.Type != 10 {
		f.wrong(path+".min_value", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "min_value is for numbers")
	}
}
