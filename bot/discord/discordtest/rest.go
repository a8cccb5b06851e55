package discordtest

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"herald/bot/bottest/dice"
)

// maxBody is the largest request that the server reads
// (https://discord.com/developers/docs/resources/message#create-message).
const maxBody = 25 << 20

// reply is the answer to a REST request.
type reply struct {
	status int
	body   any
}

// handlerFunc answers one request; s.mu is held while it runs.
type handlerFunc func(r *http.Request, body []byte) reply

// routes are the endpoints that a news bot uses.
func (s *Server) routes() *http.ServeMux {
	mux := http.NewServeMux()
	handle := func(pattern string, f handlerFunc) {
		mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) { s.answer(w, r, f) })
	}
	handle("GET /gateway", s.getGateway)
	handle("GET /gateway/bot", s.getGatewayBot)
	handle("GET /users/@me", s.getMe)
	handle("GET /applications/@me", s.getApplication)
	handle("GET /oauth2/applications/@me", s.getApplication)
	handle("GET /applications/{app}/commands", s.getCommands)
	handle("PUT /applications/{app}/commands", s.putCommands)
	handle("GET /channels/{channel}", s.getChannel)
	handle("POST /channels/{channel}/messages", s.createMessage)
	handle("GET /channels/{channel}/messages/{message}", s.getMessage)
	handle("PATCH /channels/{channel}/messages/{message}", s.editMessage)
	handle("DELETE /channels/{channel}/messages/{message}", s.deleteMessage)
	handle("POST /interactions/{id}/{token}/callback", s.callback)
	handle("POST /webhooks/{app}/{token}", s.followUp)
	handle("GET /webhooks/{app}/{token}/messages/{message}", s.getAnswer)
	handle("PATCH /webhooks/{app}/{token}/messages/{message}", s.editAnswer)
	handle("DELETE /webhooks/{app}/{token}/messages/{message}", s.deleteAnswer)
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		s.answer(w, r, func(*http.Request, []byte) reply { return reply{404, apiError{"404: Not Found", 0, nil}} })
	})
	return mux
}

// answer runs f and writes its reply, with the faults that were ordered.
func (s *Server) answer(w http.ResponseWriter, r *http.Request, f handlerFunc) {
	body, err := io.ReadAll(io.LimitReader(r.Body, maxBody+1))
	if err != nil {
		return
	}
	if len(body) > maxBody {
		s.write(w, r, body, reply{413, apiError{"Request entity too large", 40005, nil}})
		return
	}
	fault, oneWay := s.trouble(r), s.oneWay()
	s.moment(Arrived, r)
	dice.Linger(r.Context(), s.closing, oneWay)
	if fault.before(w) {
		s.record(w, r, body, fault.status)
		return
	}
	answer := s.work(w, r, body, f)
	s.moment(Worked, r)
	dice.Linger(r.Context(), s.closing, oneWay+fault.delay)
	defer s.moment(Answered, r)
	if fault.after(w) {
		s.record(w, r, body, 0)
		return
	}
	s.write(w, r, body, answer)
}

// work checks the request against the limits and runs f.
func (s *Server) work(w http.ResponseWriter, r *http.Request, body []byte, f handlerFunc) reply {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(body) > 0 && !json.Valid(body) {
		return reply{400, apiError{"The request body contains invalid JSON.", 50109, nil}}
	}
	if limited, ok := s.throttle(w, r); ok {
		return limited
	}
	return f(r, body)
}

func (s *Server) write(w http.ResponseWriter, r *http.Request, body []byte, answer reply) {
	s.record(w, r, body, answer.status)
	if answer.status == http.StatusNoContent {
		w.WriteHeader(answer.status)
		return
	}
	raw, err := json.Marshal(answer.body)
	if err != nil {
		answer.status, raw = http.StatusInternalServerError, nil
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.Itoa(len(raw)))
	w.WriteHeader(answer.status)
	_, _ = w.Write(raw)
	_ = http.NewResponseController(w).Flush()
}

// record keeps the request.
func (s *Server) record(w http.ResponseWriter, r *http.Request, body []byte, status int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.tally.count(status, w.Header()) && !s.opts.NoLimits {
		s.limits.fail(s.opts.Now())
	}
	s.requests = append(s.requests, Request{
		Method: r.Method, Path: r.URL.Path, UserAgent: r.UserAgent(), Status: status, Body: string(bytes.TrimSpace(body)),
		Token: strings.Contains(r.Header.Get("Authorization"), s.opts.Token),
	})
	s.notify()
}

// guard checks what holds for every request: a proper User-Agent, and the token
// where the endpoint needs one.
func (s *Server) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if wait := s.banned(); wait > 0 {
			pageFault(http.StatusTooManyRequests, wait).before(w)
			s.record(w, r, nil, http.StatusTooManyRequests)
			return
		}
		if !strings.HasPrefix(r.UserAgent(), "DiscordBot (") {
			s.write(w, r, nil, reply{403, apiError{"internal network error", 40333, nil}})
			return
		}
		if needsToken(r.URL.Path) && !s.authorised(r) {
			s.write(w, r, nil, reply{401, apiError{"401: Unauthorized", 0, nil}})
			return
		}
		next.ServeHTTP(w, r)
	})
}

func (s *Server) banned() time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.limits.banned(s.opts.Now())
}

func (s *Server) authorised(r *http.Request) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return !s.revoked && r.Header.Get("Authorization") == "Bot "+s.opts.Token
}

// needsToken is false for the endpoints that carry a token in their path, and
// for the public one.
func needsToken(path string) bool {
	return path != "/gateway" && !isInteraction(path)
}

func isInteraction(path string) bool {
	return strings.HasPrefix(path, "/interactions/") || strings.HasPrefix(path, "/webhooks/")
}

func (s *Server) getGateway(*http.Request, []byte) reply {
	return reply{200, map[string]any{"url": s.gatewayURL("gateway")}}
}

func (s *Server) getGatewayBot(*http.Request, []byte) reply {
	return reply{200, map[string]any{
		"url": s.gatewayURL("gateway"), "shards": max(1, s.opts.Shards),
		"session_start_limit": map[string]any{
			"total": maxIdentifies, "remaining": max(0, maxIdentifies-len(s.hub.identifies)),
			"reset_after": 86400000, "max_concurrency": max(1, s.opts.Concurrency),
		},
	}}
}

func (s *Server) getMe(*http.Request, []byte) reply {
	return reply{200, map[string]any{"id": s.bot.ID, "username": s.bot.Name, "bot": true}}
}

func (s *Server) getApplication(*http.Request, []byte) reply {
	return reply{200, map[string]any{"id": s.application, "name": s.bot.Name, "bot_public": true}}
}
