package telegram

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"sync"
	"time"

	tg "github.com/go-telegram/bot"
	"golang.org/x/net/netutil"

	"herald/bot"
)

// Webhook has Telegram send updates to Herald, instead of Herald asking for them.
// The zero value: Herald asks.
type Webhook struct {
	// Listen is the host and port to listen on, without TLS: what stands before
	// it, such as a reverse proxy, has the certificate.
	Listen string
	// URL is where Telegram finds that from outside, https.
	URL string
	// Secret is what Telegram must show with every update: 1 to 256 letters,
	// digits, _ and -. Empty: one that is made from the token.
	Secret bot.Secret

	// listen opens the address; tests put another listener in its place.
	listen func(ctx context.Context, network, address string) (net.Listener, error)
}

// Bounds of the webhook.
const (
	// maxConnections is how many updates Telegram may send at once
	// (https://core.telegram.org/bots/api#setwebhook).
	maxConnections = 40
	// maxSockets bounds the connections that are open, whoever made them.
	maxSockets = 4 * maxConnections
	// hookTime is the deadline of one request, and of the answer to it.
	hookTime = 10 * time.Second
	// checkTime is how often the server is asked whether its updates arrive.
	checkTime = 2 * time.Minute
)

// secretShape is what Telegram takes as a secret
// (https://core.telegram.org/bots/api#setwebhook).
var secretShape = regexp.MustCompile(`^[A-Za-z0-9_-]{1,256}$`)

// newWebhook checks what was set and fills in the secret. It is nil where
// nothing was set.
func newWebhook(o Options, token string) (*Webhook, error) {
	w := o.Webhook
	if w.Listen == "" && w.URL == "" && w.Secret == "" {
		return nil, nil //nolint:nilnil // no webhook is no mistake
	}
	w.listen = (&net.ListenConfig{}).Listen
	u, err := url.Parse(w.URL)
	switch {
	case o.Inbox == nil:
		return nil, errors.New("telegram webhook: needs an inbox to keep updates in")
	case err != nil || u.Host == "" || u.User != nil || u.Fragment != "" ||
		u.Scheme != "https" && (u.Scheme != "http" || o.API == "" || o.API == DefaultAPI):
		return nil, errors.New("telegram webhook: the url must be an address such as https://herald.example/telegram")
	case w.Listen == "":
		return nil, errors.New("telegram webhook: needs an address to listen on, such as 127.0.0.1:8443")
	case w.Secret == "":
		w.Secret = secretOf(token)
	case !secretShape.MatchString(w.Secret.Reveal()):
		return nil, errors.New("telegram webhook: the secret must be 1 to 256 letters, digits, _ and -")
	}
	return &w, nil
}

// secretOf makes a secret that only who has the token knows, and that is the same
// after a restart.
func secretOf(token string) bot.Secret {
	mac := hmac.New(sha256.New, []byte(token))
	mac.Write([]byte("herald webhook"))
	return bot.Secret(hex.EncodeToString(mac.Sum(nil)))
}

// serve receives updates by webhook until ctx ends or the token is refused, and
// has them handled under work. When it ends, the webhook stays: the server keeps
// what happens meanwhile and sends it at the next start.
func (s *session) serve(ctx, work context.Context) error {
	listener, err := s.hook.listen(ctx, "tcp", s.hook.Listen)
	if err != nil {
		s.link.Down(err)
		return fmt.Errorf("telegram webhook: %w", err)
	}
	server := &http.Server{
		Handler: s.receiver(work), ReadHeaderTimeout: hookTime, ReadTimeout: hookTime,
		WriteTimeout: 2 * hookTime, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 16 << 10,
		ErrorLog: log.New(io.Discard, "", 0), // strangers' mistakes
	}
	watched, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	var wg sync.WaitGroup
	wg.Go(func() { stop(server.Serve(netutil.LimitListener(listener, maxSockets))) })
	err = s.watchHook(watched)
	limit, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTime)
	defer cancel()
	if server.Shutdown(limit) != nil {
		_ = server.Close()
	}
	wg.Wait()
	if err == nil && ctx.Err() == nil {
		err = fmt.Errorf("telegram webhook: %w", context.Cause(watched))
	}
	return err
}

// watchHook sets the webhook and sees that it stays, until ctx ends or the token
// is refused.
func (s *session) watchHook(ctx context.Context) error {
	told := time.Now().Unix() // of the last failure that was told; older ones are another run's
	tick := time.NewTicker(checkTime)
	defer tick.Stop()
	for {
		err := s.persist(ctx, "set the webhook", s.setHook)
		if err != nil || ctx.Err() != nil {
			return err
		}
		for {
			select {
			case <-ctx.Done():
				return nil
			case <-s.unwelcome:
			case <-tick.C:
			}
			ours := true
			err := s.persist(ctx, "look at the webhook", func(ctx context.Context) (err error) {
				ours, told, err = s.checkHook(ctx, told)
				return err
			})
			if err != nil || ctx.Err() != nil {
				return err
			}
			if !ours {
				break
			}
		}
	}
}

func (s *session) setHook(ctx context.Context) error {
	_, err := s.api.SetWebhook(ctx, &tg.SetWebhookParams{
		URL: s.hook.URL, SecretToken: s.hook.Secret.Reveal(),
		MaxConnections: maxConnections, AllowedUpdates: allowedUpdates,
	})
	s.noteLink(err)
	return err
}

// checkHook reports whether the webhook is still this one, and tells of updates
// that the server could not deliver since told.
func (s *session) checkHook(ctx context.Context, told int64) (ours bool, now int64, err error) {
	info, err := s.api.GetWebhookInfo(ctx)
	switch {
	case err != nil:
		s.noteLink(err)
		return true, told, err
	case info.URL != s.hook.URL:
		s.link.Down(errTaken)
		s.log.Warn("somebody else has changed the webhook; setting it again. Does another program use the same token?")
		return false, told, nil
	case int64(info.LastErrorDate) > told:
		text := clip(s.wire.clean(cleanLine(info.LastErrorMessage)), 200)
		s.link.Down(fmt.Errorf("telegram cannot deliver to the webhook: %s", text))
		s.log.Warn("telegram cannot deliver updates to the webhook", "err", text, "waiting", info.PendingUpdateCount)
		return true, int64(info.LastErrorDate), nil
	}
	s.link.Up()
	return true, told, nil
}

var errTaken = errors.New("another program changes the webhook of this bot")
