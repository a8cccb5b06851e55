package commands

import (
	"context"
	"log/slog"
	"strings"
	"time"

	"herald/articles"
	"herald/bot"
	"herald/bot/layout"
	"herald/scheduler"
)

// patience is how long a command may take before the asker is told that it
// failed.
const patience = 10 * time.Second

// maxArgs bounds what people type after a command, in bytes; all platforms'
// messages are shorter than twice that.
const maxArgs = 2000

// Options are what a Router needs. Store, Snapshot and Log must be set; a
// function that is nil leaves out what it is for.
type Options struct {
	Store Store
	// Related are the stories most like one, best first.
	Related func(ctx context.Context, id articles.StoryID, limit int) ([]articles.Story, error)
	// Top are the stories of the last day that weigh most, of a topic if that is not
	// empty, as digests tell them.
	Top func(ctx context.Context, topic string, limit int) ([]articles.Story, error)
	// Break judges a story breaking because an admin, by, says so, and returns
	// it. An unknown one is articles.ErrNoStory, here and in those below.
	Break func(ctx context.Context, id articles.StoryID, by string) (articles.Story, error)
	// Withdraw stops telling a story, owes the edits of its posts, and returns
	// how many will be edited. The reason is shown to readers.
	Withdraw func(ctx context.Context, id articles.StoryID, reason string) (posts int, err error)
	// Delete does so, and owes the deletion of its posts instead.
	Delete func(ctx context.Context, id articles.StoryID, reason string) (posts int, err error)
	// Editor decides about stories that wait.
	Editor Editor
	// Uncertain are the posts of which nobody knows whether they were sent,
	// newest first, at most limit, and how many there are in all. Resend owes one
	// of them again; another is ErrNotUncertain.
	Uncertain func(ctx context.Context, limit int) (some []bot.Delivery, all int, err error)
	Resend    func(ctx context.Context, id bot.DeliveryID) (bot.Delivery, error)
	// Trace is everything that was decided about a story, with its newest
	// deliveries, at most limit; an unknown one is articles.ErrNoStory. Posts are
	// the deliveries of a story to one channel.
	Trace func(ctx context.Context, id articles.StoryID, limit int) (bot.Trace, error)
	Posts func(ctx context.Context, id articles.StoryID, channel bot.ChannelID) ([]bot.Delivery, error)
	// Reload reads the configuration again and says what changed. The text of
	// its error is shown to the admin who asked.
	Reload func(ctx context.Context) (string, error)
	// Status gives further lines for /status, such as the state of each source.
	Status func(ctx context.Context) []bot.Block
	// Paused are the conversations of a platform to which nothing is sent since
	// the bot could not write there.
	Paused func(ctx context.Context, p bot.PlatformName) ([]bot.Address, error)
	// Snapshot is the configuration in force.
	Snapshot func() Snapshot
	// Next is the next tick of a schedule. Nil: as its expression says.
	Next func(schedule string) (time.Time, bool)
	// Now is the clock; nil means time.Now.
	Now func() time.Time
	Log *slog.Logger
	// Version is Herald's own, for /about.
	Version string
	// OnAnswer is told of each answer; OnLeft of a channel that Herald knew and
	// can no longer write to. Both must be quick and safe for concurrent use.
	OnAnswer func(Answer)
	OnLeft   func(ctx context.Context, c bot.Channel, reason string)
}

// Snapshot is what commands need of the configuration.
type Snapshot struct {
	Schedules []scheduler.Schedule
	Topics    []articles.Topic
	// Admins may use the admin commands; a person is known by platform and id.
	Admins []bot.User
}

// Router answers what people type. It implements bot.Host and is safe for
// concurrent use.
type Router struct {
	o        Options
	commands []command
	byName   map[string]*command
}

// command is a command as data: what menus and /help show, and what runs.
type command struct {
	bot.Command
	group group
	// usage is the line as people type it, without the command's name.
	usage string
	// help is said by /help about this command, beyond its summary.
	help     string
	examples []string
	// shows commands of Managers show, without arguments, what everyone may
	// see.
	shows    bool
	run      func(ctx context.Context, c call) (bot.Message, error)
	complete func(ctx context.Context, c call) []bot.Choice
}

// call is one run of a command: the request, and what holds while it runs.
type call struct {
	bot.Request
	snapshot Snapshot
	// now is in the channel's own zone.
	now time.Time
}

// New makes a Router.
func New(o Options) *Router {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.OnAnswer == nil {
		o.OnAnswer = func(Answer) {}
	}
	if o.OnLeft == nil {
		o.OnLeft = func(context.Context, bot.Channel, string) {}
	}
	r := &Router{o: o, byName: map[string]*command{}}
	r.commands = []command{
		r.latest(), r.digest(), r.story(), r.relatedTo(), r.search(), r.why(),
		r.subscribe(), r.unsubscribe(), r.subscriptions(), r.quiet(), r.timezone(),
		r.schedules(), r.topics(), r.help(), r.start(), r.about(),
		r.status(), r.reload(), r.breaking(), r.candidates(), r.hold(), r.notBreaking(), r.headline(), r.withdraw(), r.remove(), r.resend(),
	}
	for i := range r.commands {
		r.byName[r.commands[i].Name] = &r.commands[i]
	}
	return r
}

// Commands are all commands, those for admins among them.
func (r *Router) Commands() []bot.Command {
	list := make([]bot.Command, len(r.commands))
	for i, c := range r.commands {
		list[i] = c.Command
	}
	return list
}

// Handle answers a request within patience. Mistakes and failures come as
// private messages.
func (r *Router) Handle(ctx context.Context, req bot.Request) (m bot.Message) {
	ctx, cancel := context.WithTimeoutCause(ctx, patience, errSlow)
	defer cancel()
	a := Answer{Platform: req.Address.Platform, Outcome: AnswerFailed}
	defer r.answered(&a, r.o.Now())
	defer func() {
		if v := recover(); v != nil {
			m = r.panicked(req, v)
		}
	}()
	req.Command = strings.ToLower(strings.TrimSpace(req.Command))
	req.Args = strings.TrimSpace(clean(req.Args))
	a.Command = r.known(req.Command)
	m, err := r.answer(ctx, req)
	a.Outcome = outcomeOf(err)
	if err != nil {
		m = r.failed(ctx, req, err)
	}
	return layout.Fit(m, req.Format)
}

func (r *Router) answer(ctx context.Context, req bot.Request) (bot.Message, error) {
	if len(req.Args) > maxArgs {
		return bot.Message{}, bot.Errorf("That is too long for a command.")
	}
	if req.Command == "" {
		return r.plain(ctx, req)
	}
	cmd, ok := r.byName[req.Command]
	if !ok {
		return r.unknown(req)
	}
	return r.run(ctx, cmd, req)
}

// run runs cmd for those who may use it.
func (r *Router) run(ctx context.Context, cmd *command, req bot.Request) (bot.Message, error) {
	snapshot := r.o.Snapshot()
	if err := allow(ctx, cmd, req, snapshot.Admins); err != nil {
		return bot.Message{}, err
	}
	now := r.o.Now().In(r.location(ctx, req.Address))
	return cmd.run(ctx, call{Request: req, snapshot: snapshot, now: now})
}

// unknown is the answer to a command that there is not. Telegram's groups hand
// every command to every bot in them: what looks like no slip is another's there,
// and not answered.
func (r *Router) unknown(req bot.Request) (bot.Message, error) {
	like := nearest(req.Command, r.names())
	if like == "" && req.Address.Platform == bot.Telegram && req.Place != bot.PlacePrivate {
		return bot.Message{}, nil
	}
	return bot.Message{}, stranger(req.Command, like)
}

// stranger says that a command is not known, and which one may be meant.
func stranger(name, like string) error {
	if like != "" {
		return bot.Errorf("I don't know /%s. Did you mean /%s? /help lists the commands.", short(name), like)
	}
	return bot.Errorf("I don't know /%s. /help lists the commands.", short(name))
}

// names are the commands that are not for admins alone.
func (r *Router) names() []string {
	names := make([]string, 0, len(r.commands))
	for _, c := range r.commands {
		if c.Access != bot.Admins {
			names = append(names, c.Name)
		}
	}
	return names
}
