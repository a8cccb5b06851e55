package telegramtest

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"time"
)

// A failed update waits before it is sent again, twice as long each time.
const (
	firstHookPause = 5 * time.Millisecond
	lastHookPause  = time.Minute
)

// hook is what setWebhook has set.
type hook struct {
	secret string
	failed time.Time
	reason string
	stop   context.CancelFunc
}

var hookSecret = regexp.MustCompile(`^[A-Za-z0-9_-]{0,256}$`)

// setWebhook sends the updates to an address from now on, one by one and in
// their order; each until it is answered 2xx. The real server wants https.
func (s *Server) setWebhook(p params) (any, *apiError) {
	s.endHook()
	s.webhook = p["url"]
	switch {
	case s.webhook == "":
		return true, nil
	case !hookSecret.MatchString(p["secret_token"]):
		return nil, badRequest("secret token contains unallowed characters")
	}
	if err := s.queue.allow(p["allowed_updates"]); err != nil {
		return nil, err
	}
	s.queue.kick(conflict("terminated by setWebhook request"))
	ctx, stop := context.WithCancel(context.Background())
	s.hook = hook{secret: p["secret_token"], stop: stop}
	s.hooks.Go(func() { s.deliver(ctx, p["url"], p["secret_token"]) })
	return true, nil
}

// endHook ends the sending; s.mu is held.
func (s *Server) endHook() {
	if s.hook.stop != nil {
		s.hook.stop()
	}
	s.hook, s.webhook = hook{}, ""
}

// deliver sends what waits until ctx ends or the server closes.
func (s *Server) deliver(ctx context.Context, url, secret string) {
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	pause := firstHookPause
	for {
		s.mu.Lock()
		list, changed := s.queue.take(1), s.changed
		s.mu.Unlock()
		wait := (<-chan time.Time)(nil)
		if len(list) > 0 {
			if reason := post(ctx, client, url, secret, list[0]); reason == "" {
				s.took(list[0]["update_id"])
				pause = firstHookPause
				continue
			} else if ctx.Err() == nil {
				s.refused(reason)
			}
			wait, changed = time.After(pause), nil
			pause = min(2*pause, lastHookPause)
		}
		select {
		case <-changed:
		case <-wait:
		case <-ctx.Done():
			return
		case <-s.closed:
			return
		}
	}
}

// post sends one update and gives the reason why it was not taken.
func post(ctx context.Context, client *http.Client, url, secret string, body object) string {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	data, err := json.Marshal(body)
	if err != nil {
		return err.Error()
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(data))
	if err != nil {
		return err.Error()
	}
	req.Header.Set("Content-Type", "application/json")
	if secret != "" {
		req.Header.Set("X-Telegram-Bot-Api-Secret-Token", secret)
	}
	resp, err := client.Do(req)
	if err != nil {
		return "Connection failed"
	}
	_ = resp.Body.Close()
	if resp.StatusCode/100 != 2 {
		return "Wrong response from the webhook: " + strconv.Itoa(resp.StatusCode) + " " + http.StatusText(resp.StatusCode)
	}
	return ""
}

// took forgets an update that was answered.
func (s *Server) took(id any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.queue.waiting = slices.DeleteFunc(s.queue.waiting, func(u update) bool { return u.body["update_id"] == id })
	s.wake()
}

func (s *Server) refused(reason string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.hook.failed, s.hook.reason = s.opts.Clock(), reason
}

func (s *Server) getWebhookInfo(params) (any, *apiError) {
	o := object{"url": s.webhook, "has_custom_certificate": false, "pending_update_count": len(s.queue.waiting)}
	if s.hook.reason != "" {
		o["last_error_date"], o["last_error_message"] = s.hook.failed.Unix(), s.hook.reason
	}
	return o, nil
}

// Webhook is the address that is set; empty for none.
func (s *Server) Webhook() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.webhook
}
