package telegramtest

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
)

// Fault is something that goes wrong with one call.
type Fault struct {
	// Method and Chat say which call: the next one of that method, to that chat.
	// Empty and zero fit every one, except that getUpdates is struck only where
	// it is named.
	Method string
	Chat   int64
	// Code and Description are the answer; RetryAfter, for 429, is rounded up to
	// seconds; MigrateTo names the new chat.
	Code        int
	Description string
	RetryAfter  time.Duration
	MigrateTo   int64
	// Page answers with an HTML page of that Code, as gateways do.
	Page bool
	// Reset cuts the connection without an answer.
	Reset bool
	// After strikes when the call has done its work.
	After bool
	// Truncate breaks the answer off; it needs After.
	Truncate bool
	// Delay answers properly, but so much later.
	Delay time.Duration
}

// Inject orders a fault for the next call that fits; several are taken in order.
func (s *Server) Inject(f Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, &f)
	if strings.EqualFold(f.Method, "getUpdates") {
		s.wake()
	}
}

// FailNext answers the next call to the chat with an error.
func (s *Server) FailNext(chat int64, code int, description string) {
	s.Inject(Fault{Chat: chat, Code: code, Description: description})
}

// LimitNext answers the next call to the chat with 429, retry after d.
func (s *Server) LimitNext(chat int64, d time.Duration) {
	s.Inject(Fault{Chat: chat, Code: http.StatusTooManyRequests, RetryAfter: d})
}

// fault takes the fault that was ordered for a call, if there is one.
func (s *Server) fault(method string, p params) *Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	chat := s.lookUp(p["chat_id"])
	for i, f := range s.faults {
		if f.fits(method, chat) {
			s.faults = slices.Delete(s.faults, i, i+1)
			return f
		}
	}
	return s.chaos.draw(method)
}

func (f *Fault) fits(method string, chat *chat) bool {
	if f.Chat != 0 && (chat == nil || chat.ID != f.Chat) {
		return false
	}
	if f.Method == "" {
		return !strings.EqualFold(method, "getUpdates")
	}
	return strings.EqualFold(method, f.Method)
}

// strike answers as the fault says.
func (f *Fault) strike(w http.ResponseWriter) {
	switch {
	case f.Reset:
		panic(http.ErrAbortHandler)
	case f.Truncate:
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusOK)
		_, _ = w.Write([]byte(`{"ok":true,"result":{"message_id":`))
	case f.Page:
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(f.Code)
		_, _ = fmt.Fprintf(w, "<html><head><title>%d</title></head><body>nginx</body></html>", f.Code)
	case f.Code == http.StatusTooManyRequests && f.Description == "":
		writeError(w, tooMany(f.RetryAfter))
	default:
		writeError(w, &apiError{
			Code: f.Code, Description: f.Description,
			RetryAfter: int(f.RetryAfter / time.Second), MigrateTo: f.MigrateTo,
		})
	}
}
