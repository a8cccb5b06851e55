package app_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"
)

// hub is a fake WebSub hub with a feed of its own.
type hub struct {
	*httptest.Server
	t *testing.T
	w *town

	mu       sync.Mutex
	callback string
	secret   string
	asked    chan string // modes of requests, verified
	items    string
	fetched  int
}

func newHub(t *testing.T, w *town) *hub {
	h := &hub{t: t, w: w, asked: make(chan string, 16)}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /feed", func(w http.ResponseWriter, _ *http.Request) {
		h.mu.Lock()
		defer h.mu.Unlock()
		h.fetched++
		w.Header().Set("Link", `</hub>; rel="hub", </feed>; rel="self"`)
		_, _ = io.WriteString(w, h.document(h.items))
	})
	mux.HandleFunc("POST /hub", h.ask)
	h.Server = httptest.NewServer(mux)
	t.Cleanup(h.Close)
	return h
}

func (h *hub) document(items string) string {
	return `<rss version="2.0"><channel><title>Wire</title>` + items + `</channel></rss>`
}

// ask takes a request and verifies it before it answers, as some hubs do.
func (h *hub) ask(w http.ResponseWriter, r *http.Request) {
	mode, callback := r.PostFormValue("hub.mode"), r.PostFormValue("hub.callback")
	q := url.Values{"hub.mode": {mode}, "hub.topic": {r.PostFormValue("hub.topic")}, "hub.challenge": {"c4a11"}, "hub.lease_seconds": {"86400"}}
	status, body := h.call(http.MethodGet, callback+"?"+q.Encode(), "", nil)
	if status != http.StatusOK || body != "c4a11" || r.PostFormValue("hub.topic") != h.URL+"/feed" {
		h.t.Errorf("%s of %s: %d %q", mode, q.Get("hub.topic"), status, body)
	}
	h.mu.Lock()
	if mode == "subscribe" {
		h.callback, h.secret = callback, r.PostFormValue("hub.secret")
	}
	h.mu.Unlock()
	w.WriteHeader(http.StatusAccepted)
	h.asked <- mode
}

// call reaches what Herald serves through the proxy that stands at its public
// address.
func (h *hub) call(method, callback, signature string, body io.Reader) (status int, text string) {
	path, ok := strings.CutPrefix(callback, "https://herald.example/news")
	if !ok {
		h.t.Errorf("the callback is %q", callback)
	}
	req, err := http.NewRequest(method, "http://"+h.w.app.Serving().String()+path, body)
	if err != nil {
		h.t.Error(err)
		return 0, ""
	}
	req.Header.Set("X-Hub-Signature", signature)
	resp, err := (&http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: patience}).Do(req)
	if err != nil {
		h.t.Error(err)
		return 0, ""
	}
	defer func() { _ = resp.Body.Close() }()
	data, _ := io.ReadAll(resp.Body)
	return resp.StatusCode, string(data)
}

// push sends items to Herald.
func (h *hub) push(items string) {
	doc := h.document(items)
	mac := hmac.New(sha256.New, []byte(h.secret))
	_, _ = io.WriteString(mac, doc)
	for begun := time.Now(); time.Since(begun) < patience; {
		status, _ := h.call(http.MethodPost, h.callback, "sha256="+hex.EncodeToString(mac.Sum(nil)), strings.NewReader(doc))
		switch status {
		case http.StatusAccepted:
			return
		case http.StatusServiceUnavailable: // Herald has just been started
			<-time.After(50 * time.Millisecond)
		default:
			h.t.Errorf("a document was answered with %d", status)
			return
		}
	}
	h.t.Error("Herald takes no documents")
}

func (h *hub) await(want string) {
	h.t.Helper()
	select {
	case got := <-h.asked:
		if got != want {
			h.t.Errorf("the hub was asked to %s, want %s", got, want)
		}
	case <-time.After(patience):
		h.t.Fatalf("the hub was not asked to %s\n%s", want, h.w.log)
	}
}

func flash(n int, headline string) string {
	return fmt.Sprintf("<item><guid>%d</guid><title>%s</title><link>https://wire.example/%d</link><pubDate>%s</pubDate></item>",
		n, headline, n, time.Now().Add(-time.Minute).Format(time.RFC1123Z))
}

// TestHubTellsOfNews is WebSub from end to end: Herald finds the hub in a feed,
// agrees with it, posts on both platforms what it sends, keeps the lease over a
// restart, and gives it up when the source goes.
func TestHubTellsOfNews(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	h := newHub(t, w)
	text := "\nlisten: 127.0.0.1:0\nwebsub: {public_url: 'https://herald.example/news/'}\n"
	w.configure(t, text)
	w.addSource(t, fmt.Sprintf("  - {name: wire, publisher: Wire, feed: '%s/feed', private: true}\n", h.URL))
	w.start(t)
	h.await("subscribe")
	for _, s := range w.sides {
		s.say(t, "/subscribe breaking")
		s.await(t, "Subscribed")
	}
	h.push(flash(1, "BREAKING: Flood barrier closes at Varnholm"))
	for _, s := range w.sides {
		s.await(t, "BREAKING", "Flood barrier closes at Varnholm")
	}
	if err := w.stop(); err != nil {
		t.Fatal(err)
	}

	w.start(t)
	h.push(flash(2, "BREAKING: Ferries stop all over the Aune estuary"))
	for _, s := range w.sides {
		s.await(t, "BREAKING", "Ferries stop all over the Aune estuary")
	}
	if h.fetched != 1 {
		t.Errorf("the feed was fetched %d times", h.fetched)
	}
	if _, figures := w.get(t, "/metrics"); !strings.Contains(figures, `herald_pushes_total{outcome="filed"} 1`) {
		t.Error("/metrics does not count what hubs send")
	}
	if strings.Contains(w.log.String(), h.secret) || strings.Contains(w.log.String(), strings.TrimPrefix(h.callback, "https://herald.example/news")) {
		t.Error("the log tells the secret of a lease or its address")
	}
	w.configure(t, text)
	h.await("unsubscribe")
}
