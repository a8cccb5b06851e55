package console

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"
	"unicode/utf8"

	"herald/bot"
)

// ErrLeft is returned by Run when the person left: they typed exit or quit,
// pressed Ctrl-D or Ctrl-C, the input ended, or nobody reads the output any more.
// In the latter case it is a syscall.EPIPE too, and the error of Send as well.
var ErrLeft = errors.New("the person at the console left")

const (
	// addressID is the only address that there is.
	addressID = "console"
	// defaultWidth is the width of a line in characters where nothing says
	// otherwise; wider lines than maxWidth are hard to read.
	defaultWidth, minWidth, maxWidth = 80, 20, 100
)

// address is the one conversation of a console.
var address = bot.Address{Platform: bot.Console, ID: addressID}

// Options say what a console is made of.
type Options struct {
	// In is where commands are typed, Out where everything is shown.
	In  io.Reader
	Out io.Writer
	// TTY says that a person sits there: lines are edited, with a prompt that
	// stays whole when posts come in between. Else commands are read line by
	// line and repeated before their answers.
	TTY bool
	// Width is the width of a line; zero means the terminal's, or 80.
	Width int
	// Color allows bold and dim text.
	Color bool
	// User is the name of the person.
	User string
	// Settle, if not nil, is called once, after the greeting and before the first
	// command is read, so that what is there at the start is shown before it.
	Settle func(context.Context)
	// Now is the clock of the posts' times; nil means time.Now.
	Now func() time.Time
	Log *slog.Logger
}

// Platform is a console as a bot.Platform. It has one conversation.
type Platform struct {
	o      Options
	screen *screen
	width  atomic.Int64

	mu    sync.Mutex
	last  int64
	shown map[bot.MessageID]string

	// greeted is closed when the greeting has been shown: no post is shown before.
	greeted  chan struct{}
	running  sync.Mutex
	terminal *terminal
	lines    *lines
	pending  chan typed
}

// New makes a console. It reads nothing before Run.
func New(o Options) *Platform {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	p := &Platform{o: o, shown: map[bot.MessageID]string{}, greeted: make(chan struct{})}
	p.width.Store(int64(fitWidth(o.Width)))
	out := o.Out
	if o.TTY {
		p.terminal = newTerminal(o.In, o.Out)
		out = p.terminal
	}
	p.screen = newScreen(out)
	return p
}

func fitWidth(width int) int {
	if width <= 0 {
		return defaultWidth
	}
	return max(width, minWidth)
}

// Name is bot.Console.
func (p *Platform) Name() bot.PlatformName { return bot.Console }

// Format allows long messages: a terminal scrolls.
func (p *Platform) Format() bot.Format {
	return bot.Format{
		MaxText:    4000,
		Size:       func(b bot.Block) int { return utf8.RuneCountInString(b.Plain()) },
		MaxButtons: 5,
		MaxRows:    10,
	}
}

// ParseAddress accepts the one address that there is.
func (p *Platform) ParseAddress(id string) (bot.Address, error) {
	if id != addressID {
		return bot.Address{}, fmt.Errorf("the id of the console is %q, not %q", addressID, id)
	}
	return address, nil
}

// Writer shows what is written to it, such as a log, without tearing the line
// that the person types.
func (p *Platform) Writer() io.Writer { return p.screen }
