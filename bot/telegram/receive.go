package telegram

import (
	"context"
	"crypto/subtle"
	"encoding/json"
	"io"
	"net/http"

	"herald/bot"
)

// maxUpdate bounds one update in bytes. The largest, a long message that answers
// another and has many entities, takes less than a quarter of it.
const maxUpdate = 1 << 20

// secretHeader carries the webhook's secret
// (https://core.telegram.org/bots/api#setwebhook).
const secretHeader = "X-Telegram-Bot-Api-Secret-Token"

// receiver takes updates that the server sends. It answers 200 only when an
// update is kept, so that it is handled whatever happens; what is answered
// otherwise comes again later. It is handled under work.
func (s *session) receiver(work context.Context) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		status := s.receive(work, w, r)
		if status == http.StatusServiceUnavailable {
			w.Header().Set("Retry-After", "5")
		}
		w.WriteHeader(status)
	})
}

// receive takes one request and gives the status to answer.
func (s *session) receive(work context.Context, w http.ResponseWriter, r *http.Request) int {
	secret := []byte(s.hook.Secret.Reveal())
	if subtle.ConstantTimeCompare([]byte(r.Header.Get(secretHeader)), secret) != 1 {
		return http.StatusForbidden
	}
	if r.Method != http.MethodPost {
		return http.StatusMethodNotAllowed
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxUpdate))
	if err != nil {
		return http.StatusRequestEntityTooLarge
	}
	var u received
	if json.Unmarshal(body, &u) != nil || u.ID == 0 {
		return http.StatusBadRequest
	}
	return s.keep(work, r.Context(), u)
}

// keep writes an update down and has it handled. One that was kept before is
// under way, or done.
func (s *session) keep(work, ctx context.Context, u received) int {
	if s.open.Load() >= maxOpen || work.Err() != nil {
		return http.StatusServiceUnavailable
	}
	ctx, cancel := context.WithTimeout(ctx, inboxTime)
	defer cancel()
	isNew, err := s.inbox.KeepUpdate(ctx, bot.Telegram, u.ID, u.raw)
	if err != nil {
		s.log.Error("cannot keep an update; it will come again", "update", u.ID, "err", err)
		return http.StatusServiceUnavailable
	}
	s.link.Up()
	if isNew {
		s.open.Add(1)
		s.dispatch(work, u, func() { s.open.Add(-1) })
	}
	return http.StatusOK
}
