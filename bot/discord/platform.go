package discord

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"

	"herald/bot"
)

// officialAPI is the base of Discord's REST API
// (https://discord.com/developers/docs/reference#api-reference-base-url).
const officialAPI = "https://discord.com/api/v10"

// Options say how to reach Discord. Token and Log are required.
type Options struct {
	// Token is the bot's token, without the word Bot.
	Token bot.Secret
	// API is the base of the REST API; empty means Discord's own. The gateway is
	// where this API says.
	API string
	// Application is the id of the bot's application; empty means the one that
	// the gateway names.
	Application string
	Log         *slog.Logger
	// Client makes the requests; nil means one of the platform's own. Its
	// redirects are never followed, for they would carry the token elsewhere.
	Client *http.Client
}

// Platform is Discord. Make one with New.
type Platform struct {
	bot.Meter

	rest        *rest
	token       bot.Secret
	application string
	log         *slog.Logger
	timing      timing
	// starts and shards are Run's: it remembers them for the next Run.
	starts *starts
	shards int
	// bare are channels that take no embeds, mute those that take no replies.
	bare, mute shunned
	link       bot.LinkLog
}

// New makes the platform. It does no I/O.
func New(o Options) (*Platform, error) {
	if strings.TrimSpace(o.Token.Reveal()) == "" {
		return nil, errors.New("the token is empty")
	}
	if o.API == "" {
		o.API = officialAPI
	}
	base, err := url.Parse(strings.TrimRight(o.API, "/"))
	if err != nil || base.Host == "" || (base.Scheme != "http" && base.Scheme != "https") {
		return nil, fmt.Errorf("api must be a URL such as %s", officialAPI)
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	p := &Platform{
		rest:  newREST(base.String(), o.Token, o.Client),
		token: o.Token, application: o.Application, log: o.Log.With("part", "discord"),
		timing: usualTiming,
	}
	p.rest.counted = p.count
	return p, nil
}

// Name is bot.Discord.
func (p *Platform) Name() bot.PlatformName { return bot.Discord }

// Link is how the gateway connection stands.
func (p *Platform) Link() bot.Link { return p.link.Link() }

// Format counts UTF-16 units of the text as it is sent, escapes included: the
// strictest way in which Discord may count.
func (p *Platform) Format() bot.Format {
	return bot.Format{MaxText: maxText, Size: size, MaxButtons: maxButtons, MaxRows: maxRows}
}

// ParseAddress takes the id of a channel or thread.
func (p *Platform) ParseAddress(id string) (bot.Address, error) {
	id = strings.TrimSpace(id)
	if !isSnowflake(id) {
		return bot.Address{}, fmt.Errorf("%.40q is not a Discord channel id: it looks like 1098765432109876543 "+
			"(turn on Developer Mode, right-click the channel, Copy Channel ID)", id)
	}
	return at(id), nil
}

// isSnowflake reports whether id has the form of Discord's ids: 17 to 20 digits
// (https://discord.com/developers/docs/reference#snowflakes).
func isSnowflake(id string) bool {
	if len(id) < 17 || len(id) > 20 || id[0] == '0' {
		return false
	}
	return strings.Trim(id, "0123456789") == ""
}

// at is the address of a channel.
func at(channel string) bot.Address { return bot.Address{Platform: bot.Discord, ID: channel} }
