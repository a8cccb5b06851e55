package telegram

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"github.com/go-telegram/bot/models"
)

// Times of polling.
const (
	// pollTime is how long the server holds a poll open when there is nothing;
	// it holds none longer than 50 seconds.
	pollTime = 30 * time.Second
	// pollSlack is what a poll may take beyond that.
	pollSlack = 15 * time.Second
)

// pollSize is the most updates of one answer
// (https://core.telegram.org/bots/api#getupdates).
const pollSize = 100

// allowedUpdates are the kinds that Herald handles. They are always named, for
// the server keeps what was named last.
var allowedUpdates = []string{
	models.AllowedUpdateMessage, models.AllowedUpdateChannelPost,
	models.AllowedUpdateCallbackQuery, models.AllowedUpdateMyChatMember,
}

type pollParams struct {
	Offset  int64    `json:"offset,omitempty"`
	Limit   int      `json:"limit"`
	Timeout int      `json:"timeout"`
	Allowed []string `json:"allowed_updates"`
}

// received is an update whose kind has not been looked at.
type received struct {
	ID  int64
	raw json.RawMessage
}

// UnmarshalJSON keeps the update as it is.
func (u *received) UnmarshalJSON(data []byte) error {
	var id struct {
		ID int64 `json:"update_id"`
	}
	if err := json.Unmarshal(data, &id); err != nil {
		return err
	}
	u.ID, u.raw = id.ID, bytes.Clone(data)
	return nil
}

// decode reads the update. One that cannot be read must not keep the others
// from being read, which is why it is done one by one.
func (u *received) decode() (*models.Update, error) {
	out := new(models.Update)
	if err := json.Unmarshal(u.raw, out); err != nil {
		return nil, fmt.Errorf("decode update %d: %w", u.ID, err)
	}
	return out, nil
}

// updates asks for the updates from offset on and waits for them at most so
// long. The library's own loop confirms updates before they are handled, and has
// no exported call for this.
func (p *Platform) updates(ctx context.Context, offset int64, wait time.Duration, limit int) ([]received, error) {
	ctx, cancel := context.WithTimeout(ctx, wait+pollSlack)
	defer cancel()
	body, err := json.Marshal(pollParams{
		Offset: offset, Limit: limit, Timeout: int(wait / time.Second), Allowed: allowedUpdates,
	})
	if err != nil {
		return nil, fmt.Errorf("get updates: %w", err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, p.url+"getUpdates", bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("get updates: %w", bare(err))
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := p.wire.do(req)
	if err != nil {
		return nil, fmt.Errorf("get updates: %w", err)
	}
	defer func() { _ = resp.Body.Close() }()
	var answer struct {
		Result []received `json:"result"`
	}
	if err := json.NewDecoder(resp.Body).Decode(&answer); err != nil {
		return nil, fmt.Errorf("get updates: decode: %w", err)
	}
	return answer.Result, nil
}
