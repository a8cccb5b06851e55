package websub

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func TestVerification(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.silent = true
		defer r.run()()
		good := url.Values{"hub.mode": {"subscribe"}, "hub.topic": {gazette.Topic}, "hub.challenge": {"<script>1</script>"}, "hub.lease_seconds": {"86400"}}
		tests := []struct {
			name, key, value string
		}{
			{"another topic", "hub.topic", "https://gazette.example/other"},
			{"no topic", "hub.topic", ""},
			{"no challenge", "hub.challenge", ""},
			{"a long challenge", "hub.challenge", strings.Repeat("x", maxChallenge+1)},
			{"an unknown mode", "hub.mode", "publish"},
			{"the end of what nobody ended", "hub.mode", "unsubscribe"},
		}
		for _, test := range tests {
			q, _ := url.ParseQuery(good.Encode())
			q.Set(test.key, test.value)
			if w := r.get(r.callback(), q); w.Code != http.StatusNotFound || w.Body.Len() != 0 {
				t.Errorf("%s: %d %q", test.name, w.Code, w.Body)
			}
		}
		if w := r.get("https://herald.example/websub/guess", good); w.Code != http.StatusNotFound {
			t.Errorf("a guessed address: %d", w.Code)
		}
		if r.s.Holds(gazette.URL, false) {
			t.Fatal("held by a wrong verification")
		}
		w := r.get(r.callback(), good)
		if w.Code != http.StatusOK || w.Body.String() != "<script>1</script>" ||
			w.Header().Get("Content-Type") != "text/plain; charset=utf-8" || w.Header().Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("the right one: %d %q %v", w.Code, w.Body, w.Header())
		}
		for _, l := range r.kept() {
			if l.State != Held || l.Until.Sub(r.start) != 24*time.Hour {
				t.Errorf("kept %+v", l)
			}
		}
	})
}

func TestBeforeTheLeasesAreRead(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		w := httptest.NewRecorder()
		r.mux.ServeHTTP(w, httptest.NewRequest(http.MethodPost, "/websub/x", http.NoBody))
		if w.Code != http.StatusServiceUnavailable {
			t.Errorf("answered %d: a hub would think that it is not wanted", w.Code)
		}
	})
}

func TestPush(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		defer r.run()()
		for method := range methods {
			if status := r.send(method, r.secret(), method); status != http.StatusAccepted {
				t.Errorf("%s: %d", method, status)
			}
		}
		if len(is(r, &r.filed)) != len(methods) || is(r, &r.fates)[Filed] != len(methods) || !strings.HasPrefix(is(r, &r.filed)[0], gazette.URL+" sha") {
			t.Errorf("filed %q, %v", is(r, &r.filed), is(r, &r.fates))
		}
		// What the hub has not signed is dropped, and the sender learns nothing.
		for name, status := range map[string]int{
			"no signature":    r.send("", "", "a"),
			"another secret":  r.send("sha256", "guess", "a"),
			"no secret":       r.send("sha256", "", "a"),
			"unknown methods": r.sendSigned("md5=00", "a"),
			"no hex":          r.sendSigned("sha256=zz", "a"),
			"half of it":      r.sendSigned("sha1=00", "a"),
		} {
			if status != http.StatusAccepted {
				t.Errorf("%s: %d", name, status)
			}
		}
		if len(is(r, &r.filed)) != len(methods) || is(r, &r.fates)[Forged] != 6 {
			t.Errorf("filed %q, %v", is(r, &r.filed), is(r, &r.fates))
		}
		r.now(func() { r.failure = errors.New("this is a web page, not a feed") })
		r.send("sha1", r.secret(), "a page")
		if is(r, &r.fates)[Unread] != 1 {
			t.Errorf("fates %v", is(r, &r.fates))
		}
		w := httptest.NewRecorder()
		r.mux.ServeHTTP(w, httptest.NewRequest(http.MethodPut, r.callback(), http.NoBody))
		if w.Code != http.StatusMethodNotAllowed {
			t.Errorf("PUT: %d", w.Code)
		}
	})
}

// sendSigned sends a document with a ready signature.
func (r *rig) sendSigned(signature, body string) int {
	req := httptest.NewRequest(http.MethodPost, r.callback(), strings.NewReader(body))
	req.Header.Set("X-Hub-Signature", signature)
	w := httptest.NewRecorder()
	r.mux.ServeHTTP(w, req)
	return w.Code
}

func TestPushIsBounded(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.stuck = make(chan struct{})
		defer r.run()()
		var got []int
		for range waiting + 2 {
			got = append(got, r.send("sha256", r.secret(), "one"))
		}
		if got[waiting-1] != http.StatusAccepted || got[waiting] != http.StatusServiceUnavailable || is(r, &r.fates)[Full] != 2 {
			t.Errorf("answered %v, %v", got, is(r, &r.fates))
		}
		close(r.stuck)
		synctest.Wait()
		if len(is(r, &r.filed)) != waiting {
			t.Errorf("filed %d", len(is(r, &r.filed)))
		}
		var slow int
		for range 2 * atOnce {
			if r.send("sha256", r.secret(), "one") == http.StatusTooManyRequests {
				slow++
			}
		}
		if slow != 2*atOnce-(atOnce-waiting-2) {
			t.Errorf("%d of %d were refused", slow, 2*atOnce)
		}
		r.pass(time.Minute)
		large := httptest.NewRequest(http.MethodPost, r.callback(), strings.NewReader(""))
		large.ContentLength = MaxBody + 1
		endless := httptest.NewRequest(http.MethodPost, r.callback(), io.LimitReader(zeros{}, MaxBody+1))
		endless.ContentLength = -1
		for name, req := range map[string]*http.Request{"said to be large": large, "without a length": endless} {
			w := httptest.NewRecorder()
			r.mux.ServeHTTP(w, req)
			if w.Code != http.StatusRequestEntityTooLarge {
				t.Errorf("%s: %d", name, w.Code)
			}
		}
		if status := r.send("sha256", r.secret(), "after"); status != http.StatusAccepted {
			t.Errorf("afterwards: %d", status)
		}
	})
}

// zeros never end.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) { return len(p), nil }

func TestPushThatPanics(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.s.o.Push = nil // a programmer's mistake
		defer r.run()()
		r.send("sha256", r.secret(), "one")
		if is(r, &r.fates)[Unread] != 1 {
			t.Errorf("fates %v", is(r, &r.fates))
		}
	})
}

// FuzzCallback looks for requests of strangers that end Herald, or that get a
// lease or a document in.
func FuzzCallback(f *testing.F) {
	f.Add("subscribe", gazette.Topic, "1", "60", "sha256=00", "<rss/>")
	f.Add("denied", "", "", "-1", "sha1", "")
	f.Add("unsubscribe", gazette.Topic, "\xff", "9223372036854775808", "=", "{")
	f.Fuzz(func(t *testing.T, mode, topic, challenge, seconds, signature, body string) {
		r := newRig(t, gazette)
		l := newLease(gazette, r.start)
		r.s.keep(l)
		r.s.ready = true
		callback := "https://herald.example/websub/" + l.ID
		w := r.get(callback, url.Values{"hub.mode": {mode}, "hub.topic": {topic}, "hub.challenge": {challenge}, "hub.lease_seconds": {seconds}, "hub.reason": {body}})
		if r.s.Holds(gazette.URL, false) && (mode != "subscribe" || topic != gazette.Topic || w.Body.String() != challenge) {
			t.Errorf("held after %q %q", mode, topic)
		}
		for _, l := range r.kept() {
			if time.Until(l.Until) > mostLease {
				t.Errorf("held until %v", l.Until)
			}
		}
		req := httptest.NewRequest(http.MethodPost, callback, strings.NewReader(body))
		req.Header["X-Hub-Signature"] = []string{signature}
		r.mux.ServeHTTP(httptest.NewRecorder(), req)
		if len(r.s.queue) > 0 {
			t.Errorf("taken with the signature %q", signature)
		}
	})
}
