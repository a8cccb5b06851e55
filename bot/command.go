package bot

import "context"

// Access says who may use a command.
type Access int

// The levels of access.
const (
	Everyone Access = iota
	Managers        // those who may manage the channel
	Admins          // those listed under admins in config.yaml
)

// Command describes a command for a platform's menu. Its handler lives in
// bot/commands.
type Command struct {
	// Name is lower case, without the slash.
	Name string
	// Summary says what it does in at most 100 characters.
	Summary string
	Options []Option
	Access  Access
}

// Option is one argument of a command. Platforms with typed options (Discord)
// show them and join the values, in order, to the line that people type
// elsewhere.
type Option struct {
	Name     string
	Summary  string
	Required bool
	// Number options take whole numbers of at least 1.
	Number bool
	// Complete options offer choices while people type.
	Complete bool
}

// Choice is one offer of autocompletion. Value is put into the line.
type Choice struct{ Label, Value string }

// Request is a command that somebody gave.
type Request struct {
	Address Address
	Place   Place
	// Title is the conversation's name as people see it.
	Title string
	// User is zero where the platform does not say who wrote (a Telegram
	// channel's posts).
	User User
	// Command is lower case, without slash and bot name; empty for a message
	// that is no command.
	Command string
	// Args is the rest of the line, trimmed.
	Args string
	// Option and Prefix name what is being typed, for Complete only.
	Option, Prefix string
	Format         Format
	// MayManage reports whether User may manage the channel. It may ask the
	// platform, so it is called only when the answer matters. Nil means yes.
	MayManage func(context.Context) (bool, error)
	// MayPost is nil, or returns nil, where the bot may post in the
	// conversation; a *UserError says what it lacks. It may ask the platform.
	MayPost func(context.Context) error
}

// Host is what platforms call. All methods are safe for concurrent use, never
// panic, and return when ctx ends.
type Host interface {
	// Commands are the commands for the platform's menu.
	Commands() []Command
	// Handle answers a request. Mistakes and failures come as messages too. An
	// empty Body: say nothing, the command is another bot's.
	Handle(ctx context.Context, r Request) Message
	// Complete offers choices for the option being typed, at most 25.
	Complete(ctx context.Context, r Request) []Choice
	// Joined is called when the bot was added to a conversation or can write
	// there again; the message returned greets it. An empty Body: say nothing.
	Joined(ctx context.Context, at Address, place Place, title string) Message
	// Left is called when the bot can no longer write there. Settings are kept.
	Left(ctx context.Context, at Address, reason string)
	// Moved is called when a conversation has a new address.
	Moved(ctx context.Context, from, to Address)
}
