package config

import (
	"log/slog"
	"time"

	"herald/articles"
	"herald/bot"
	"herald/scheduler"
)

// Config is what config.yaml says, checked and with every default filled in. It
// is not changed after it was made; a reload makes another.
type Config struct {
	Log Log
	// Store is the path of the database file.
	Store string
	// Listen is where /metrics, /healthz and /readyz are served; empty: nowhere.
	Listen string
	// WebSub is the public address under which hubs find what Herald serves at
	// Listen, without a slash at its end; empty: feeds are only polled.
	WebSub string
	Fetch  Fetch
	// Sources are in the order of the file, as are all lists here.
	Sources   []articles.Source
	Topics    []articles.Topic
	Schedules []scheduler.Schedule
	Breaking  Breaking
	Updates   Updates
	Channels  []Channel
	Admins    []bot.User
	// AdminChannels are told of failures and of reloads.
	AdminChannels []bot.Address
	Platforms     Platforms
	Delivery      Delivery
}

// Log says how to log.
type Log struct {
	Level  slog.Level
	Format LogFormat
}

// LogFormat is how log lines are written.
type LogFormat string

// The formats of log lines.
const (
	LogText LogFormat = "text"
	LogJSON LogFormat = "json"
)

// Fetch says how feeds are fetched.
type Fetch struct {
	// Every is the least interval of feeds that set none of their own, Slowest the
	// longest to which it is stretched while little happens in one.
	Every, Slowest time.Duration
	// Contact is put into the User-Agent, so that a publisher knows whom to ask:
	// an address of a page or of a mailbox. It may be empty.
	Contact string
	// AlarmAfter is for how long a feed must fail before the admins are told.
	AlarmAfter time.Duration
}

// Updates says how posts that were sent are kept up to date.
type Updates struct {
	// For is how long after it was sent a post is edited when its story changes.
	For time.Duration
	// Replies is how many developments of a story are told in answer to its post
	// in a day, at most.
	Replies int
}

// Channel binds a channel to schedules.
type Channel struct {
	Address bot.Address
	// Schedules are names of schedules; at least one.
	Schedules []string
	// Topics are names of topics; none means everything.
	Topics []string
	// Zone is an IANA name; empty where none is set.
	Zone  string
	Quiet scheduler.Quiet
}

// Platforms are settings of the platforms. Tokens are not among them: see Tokens.
type Platforms struct {
	Discord  Discord
	Telegram Telegram
}

// Discord are the settings of Discord.
type Discord struct {
	// API is the base URL of another server than Discord's; empty for Discord's.
	API string
	// Application is the application's id; empty to ask Discord for it.
	Application string
}

// Telegram are the settings of Telegram.
type Telegram struct {
	// API is the base URL of another Bot API server; empty for Telegram's.
	API string
	// PaidBroadcast pays for posts beyond 30 a second.
	PaidBroadcast bool
	// Webhook, if set, has Telegram send what people do.
	Webhook Webhook
}

// Webhook says where Telegram sends what people do. Its secret is not here: see
// WebhookSecret. The zero value: Herald asks.
type Webhook struct {
	// Listen is the host and port to listen on.
	Listen string
	// URL is the https address at which Telegram finds it.
	URL string
}

// Delivery says how posts are sent.
type Delivery struct {
	Uncertain Uncertain
}

// Uncertain says what becomes of a post of which nobody knows whether it was
// sent.
type Uncertain string

// The ways to treat a post that may have been sent.
const (
	UncertainBreaking Uncertain = "breaking" // breaking posts are sent again, a person decides about others
	UncertainHold     Uncertain = "hold"     // a person decides
	UncertainResend   Uncertain = "resend"   // it is sent again, perhaps for the second time
)

// WithSources is a copy of c that reads these sources instead.
func (c *Config) WithSources(sources []articles.Source) *Config {
	d := *c
	d.Sources = append([]articles.Source(nil), sources...)
	return &d
}
