package telegram

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"regexp"
	"strings"

	tg "github.com/go-telegram/bot"

	"herald/bot"
)

// DefaultAPI is Telegram's own Bot API server.
const DefaultAPI = "https://api.telegram.org"

// Options are what a Platform needs. Token is required.
type Options struct {
	// Token is what @BotFather gave.
	Token bot.Secret
	// API is the address of the Bot API server, http or https; empty means
	// DefaultAPI. Self-hosted servers and fakes go here.
	API string
	// Client makes the calls; nil means one of its own. Its redirects are never
	// followed, since they would carry the token elsewhere.
	Client *http.Client
	// Log takes what is worth knowing; nil means nothing is logged.
	Log *slog.Logger
	// Inbox remembers updates over a restart; nil means that an update whose
	// confirmation was lost in a crash is handled again.
	Inbox Inbox
	// Webhook, if set, has Telegram send the updates. It needs an Inbox.
	Webhook Webhook
	// PaidBroadcast lets posts go beyond the limit of 30 a second, for which
	// Telegram takes Stars from the bot's balance
	// (https://core.telegram.org/bots/api#paid-broadcasts).
	PaidBroadcast bool
}

// Platform is Telegram. Make it with New.
type Platform struct {
	bot.Meter

	api   *tg.Bot
	wire  *wire
	url   string // of the API with the token, for getUpdates
	log   *slog.Logger
	inbox Inbox
	hook  *Webhook // nil: poll
	paid  bool
	// unwelcome gets a value when a call was refused for its token.
	unwelcome chan struct{}
	limits    spread
	admins    admins
	link      bot.LinkLog
}

var _ bot.Platform = (*Platform)(nil)

// tokenShape is lenient: self-hosted servers have tokens of their own.
var tokenShape = regexp.MustCompile(`^[A-Za-z0-9:_-]+$`)

// New makes a Platform. It calls nobody.
func New(o Options) (*Platform, error) {
	token := strings.TrimSpace(o.Token.Reveal())
	if !tokenShape.MatchString(token) {
		return nil, errors.New("telegram token: must be digits, a colon and a word, as @BotFather gives it")
	}
	api, err := apiURL(o.API)
	if err != nil {
		return nil, err
	}
	hook, err := newWebhook(o, token)
	if err != nil {
		return nil, err
	}
	log := o.Log
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	w := &wire{client: client(o.Client), token: token}
	b, err := tg.New(token, tg.WithSkipGetMe(), tg.WithServerURL(api),
		tg.WithHTTPClient(pollTime, w), tg.WithErrorsHandler(func(error) {}))
	if err != nil {
		return nil, fmt.Errorf("telegram: %w", w.redact(err))
	}
	return &Platform{
		api: b, wire: w, url: api + "/bot" + token + "/", inbox: o.Inbox,
		hook: hook, paid: o.PaidBroadcast, unwelcome: make(chan struct{}, 1),
		log: log.With("platform", bot.Telegram),
	}, nil
}

// apiURL checks the server's address and takes the slashes off its end.
func apiURL(api string) (string, error) {
	if api == "" {
		return DefaultAPI, nil
	}
	u, err := url.Parse(api)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.RawQuery != "" || u.Fragment != "" {
		return "", errors.New("telegram api: must be an address such as " + DefaultAPI)
	}
	return strings.TrimRight(u.String(), "/"), nil
}

// maxPosts is how many posts may be on their way at once: connections are kept
// open for so many.
const maxPosts = 64

// client is a copy of c, or a new client, that follows no redirects.
func client(c *http.Client) *http.Client {
	if c == nil {
		t := http.DefaultTransport.(*http.Transport).Clone()
		t.MaxIdleConnsPerHost = maxHandlers + maxPosts
		c = &http.Client{Transport: t}
	}
	own := *c
	own.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	own.Timeout = 0 // each call has its own deadline; polls last long
	return &own
}

// Name is bot.Telegram.
func (p *Platform) Name() bot.PlatformName { return bot.Telegram }

// Link is how the polling for updates stands.
func (p *Platform) Link() bot.Link { return p.link.Link() }
