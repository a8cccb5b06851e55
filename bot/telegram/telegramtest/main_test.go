package telegramtest_test

import (
	"bytes"
	"encoding/json"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"herald/bot/telegram/telegramtest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const (
	groupID   = -1001
	forumID   = -1002
	channelID = -1003
)

var anna = telegramtest.User{ID: 11, Name: "Anna"}

func open(o telegramtest.Options) *telegramtest.Server {
	s := telegramtest.NewServer(o)
	s.AddPerson(anna)
	s.AddChat(telegramtest.Chat{ID: groupID, Type: telegramtest.Supergroup, Title: "Group"})
	s.AddChat(telegramtest.Chat{ID: forumID, Type: telegramtest.Supergroup, Title: "Forum", Topics: []int{7}})
	s.AddChat(telegramtest.Chat{ID: channelID, Type: telegramtest.Channel, Title: "Channel", Username: "the_channel"})
	return s
}

// reply is an answer of the server.
type reply struct {
	OK          bool            `json:"ok"`
	Code        int             `json:"error_code"`
	Description string          `json:"description"`
	Result      json.RawMessage `json:"result"`
	Parameters  struct {
		RetryAfter int   `json:"retry_after"`
		MigrateTo  int64 `json:"migrate_to_chat_id"`
	} `json:"parameters"`
}

// text is the description, or ok.
func (r reply) text() string {
	if r.OK {
		return "ok"
	}
	return r.Description
}

type fields map[string]string

// call makes a call with a form, in process.
func call(t testing.TB, s *telegramtest.Server, method string, f fields) reply {
	t.Helper()
	return do(t, s, form(t, "http://t.test/bot"+s.Token()+"/"+method, f))
}

func form(t testing.TB, address string, f fields) *http.Request {
	t.Helper()
	v := url.Values{}
	for k, x := range f {
		v.Set(k, x)
	}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, address, strings.NewReader(v.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return r
}

func do(t testing.TB, s *telegramtest.Server, r *http.Request) reply {
	t.Helper()
	resp, err := s.Transport().RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	var out reply
	if err := json.NewDecoder(resp.Body).Decode(&out); err != nil {
		t.Fatalf("status %d: %v", resp.StatusCode, err)
	}
	if !out.OK && out.Code != resp.StatusCode {
		t.Errorf("error_code %d with status %d", out.Code, resp.StatusCode)
	}
	return out
}

func TestBodies(t *testing.T) {
	t.Parallel()
	s := open(telegramtest.Options{NoLimits: true})
	address := s.URL() + "/bot" + s.Token() + "/sendMessage"
	t.Cleanup(s.Close)
	var parts bytes.Buffer
	mp := multipart.NewWriter(&parts)
	_ = mp.WriteField("chat_id", "11")
	_ = mp.WriteField("text", "multipart")
	_ = mp.Close()
	tests := []struct {
		kind, query, body, want string
	}{
		{"application/json", "", `{"chat_id":11,"text":"json"}`, "json"},
		{"application/x-www-form-urlencoded", "", "chat_id=11&text=form", "form"},
		{mp.FormDataContentType(), "", parts.String(), "multipart"},
		{"", "?chat_id=11&text=query", "", "query"},
	}
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	for i, test := range tests {
		r, _ := http.NewRequestWithContext(t.Context(), http.MethodPost, address+test.query, strings.NewReader(test.body))
		r.Header.Set("Content-Type", test.kind)
		resp, err := client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		body, _ := io.ReadAll(resp.Body)
		_ = resp.Body.Close()
		list := s.Messages(anna.ID, 0)
		if len(list) != i+1 || list[i].Text != test.want {
			t.Errorf("%q: %s; messages %+v", test.kind, body, list)
		}
	}
}

func TestEmptyMultipart(t *testing.T) {
	t.Parallel()
	s := open(telegramtest.Options{})
	r, _ := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://t.test/bot"+s.Token()+"/GETME", http.NoBody)
	r.Header.Set("Content-Type", "multipart/form-data; boundary=x")
	if got := do(t, s, r); !got.OK {
		t.Errorf("getMe: %s", got.Description)
	}
}

func TestTokens(t *testing.T) {
	t.Parallel()
	s := open(telegramtest.Options{})
	for path, want := range map[string]string{
		"/botnonsense/getMe": "Not Found", "/bot1:wrong/getMe": "Unauthorized", "/getMe": "Not Found",
		"/bot" + s.Token() + "/getMe": "ok", "/bot" + s.Token() + "/flyToTheMoon": "Not Found: method not found",
	} {
		if got := do(t, s, form(t, "http://t.test"+path, nil)).text(); got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
	s.Revoke()
	if got := call(t, s, "getMe", nil); got.Code != 401 {
		t.Errorf("after Revoke: %+v", got)
	}
}
