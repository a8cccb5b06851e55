package app_test

import (
	"io"
	"net/http"
	"strings"
	"testing"
)

// get asks the address at which Herald serves metrics.
func (w *town) get(t *testing.T, path string) (status int, body string) {
	t.Helper()
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: patience}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+w.app.Serving().String()+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	data, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	for _, token := range []string{w.discord.Token(), w.telegram.Token()} {
		if strings.Contains(string(data), token) {
			t.Errorf("%s tells a token", path)
		}
	}
	return resp.StatusCode, string(data)
}

// TestMetricsOfALivingHerald posts and answers on both platforms, and reads what
// is served of it.
func TestMetricsOfALivingHerald(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.configure(t, "\nlisten: 127.0.0.1:0\n")
	w.start(t)
	for _, s := range w.sides {
		s.say(t, "/subscribe breaking")
		s.await(t, "Subscribed")
	}
	w.drop(t, "page.txt", ownPage.text)
	for _, s := range w.sides {
		s.await(t, "BREAKING", ownPage.headline)
	}
	ctx, cancel := soon(t)
	defer cancel()
	if err := w.app.Idle(ctx); err != nil { // posts are seen before they are settled
		t.Fatal(err)
	}
	w.sides[1].say(t, "/status")
	w.sides[1].await(t, "Up for", "discord: connected, last post just now", "1 folder watched")

	_, figures := w.get(t, "/metrics")
	for _, want := range []string{
		`herald_deliveries_total{class="breaking",outcome="sent",platform="discord",reason=""} 1`,
		`herald_deliveries_total{class="breaking",outcome="sent",platform="telegram",reason=""} 1`,
		`herald_breaking_seconds_count{platform="telegram"} 1`,
		`herald_articles_filed_total 1`, `herald_stories_opened_total 1`, `herald_breaking_total{rule="declared"} 1`,
		`herald_commands_total{command="subscribe",outcome="answered",platform="discord"} 1`,
		`herald_platform_up{platform="discord"} 1`, `herald_platform_up{platform="telegram"} 1`,
		`herald_queue_depth{class="breaking",platform="discord",when="now"} 0`,
		`herald_schedule_next_timestamp_seconds{schedule="breaking"}`,
		`herald_feeds{state="failing"} 0`, `herald_alarms 0`, `herald_build_info{go="go1.`,
	} {
		if !strings.Contains(figures, want) {
			t.Errorf("/metrics does not say %s", want)
		}
	}
	for _, secret := range []string{w.discord.Token(), w.telegram.Token(), w.sides[0].id, w.sides[1].id, tina.Name, "inbox"} {
		if strings.Contains(figures, secret) {
			t.Errorf("/metrics tells %q", secret)
		}
	}
	if t.Failed() {
		t.Log(figures)
	}
	for _, path := range []string{"/healthz", "/readyz"} {
		if status, body := w.get(t, path); status != http.StatusOK || body != "ok\n" {
			t.Errorf("%s: %d %s", path, status, body)
		}
	}
}

// TestNotReadyWhenRefused revokes a token: /readyz names the platform, while
// /healthz sees no reason to restart, and /status says so to people.
func TestNotReadyWhenRefused(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.configure(t, "\nlisten: 127.0.0.1:0\n")
	w.start(t)
	discord := w.sides[0]
	discord.say(t, "/about")
	w.telegram.Revoke()
	discord.await(t, "telegram refuses Herald: 401 Unauthorized.", "Put the token right")
	if status, body := w.get(t, "/readyz"); status != http.StatusServiceUnavailable || !strings.Contains(body, "telegram: refuses the bot") {
		t.Errorf("/readyz: %d %s", status, body)
	}
	if status, body := w.get(t, "/healthz"); status != http.StatusOK {
		t.Errorf("/healthz: %d %s", status, body)
	}
	discord.say(t, "/status")
	discord.await(t, "Problems", "telegram: refuses the bot, stopped")
}

// TestRemovedBotIsTold removes the bot from a group: the admins hear of it once.
func TestRemovedBotIsTold(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.start(t)
	w.sides[1].say(t, "/subscribe breaking")
	w.sides[1].await(t, "Subscribed")
	w.telegram.RemoveBot(group, tina)
	w.sides[0].await(t, "Readers (telegram/-1001000000007) cannot be written to any more", "subscriptions are kept")
}
