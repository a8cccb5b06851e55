package telegramtest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"time"
)

// object is a JSON object on its way out.
type object = map[string]any

// apiError is what the server answers instead of a result.
type apiError struct {
	Code        int
	Description string
	RetryAfter  int
	MigrateTo   int64
}

func badRequest(text string) *apiError {
	return &apiError{Code: http.StatusBadRequest, Description: "Bad Request: " + text}
}

func forbidden(text string) *apiError {
	return &apiError{Code: http.StatusForbidden, Description: "Forbidden: " + text}
}

func conflict(text string) *apiError {
	return &apiError{Code: http.StatusConflict, Description: "Conflict: " + text}
}

func notFound(text string) *apiError {
	return &apiError{Code: http.StatusNotFound, Description: text}
}

func unauthorized() *apiError {
	return &apiError{Code: http.StatusUnauthorized, Description: "Unauthorized"}
}

// tooMany asks to wait; the server counts in whole seconds, rounded up.
func tooMany(d time.Duration) *apiError {
	secs := max(1, int((d+time.Second-1)/time.Second))
	return &apiError{
		Code:        http.StatusTooManyRequests,
		Description: fmt.Sprintf("Too Many Requests: retry after %d", secs),
		RetryAfter:  secs,
	}
}

func migrated(to int64) *apiError {
	e := badRequest("group chat was upgraded to a supergroup chat")
	e.MigrateTo = to
	return e
}

func writeResult(w http.ResponseWriter, result any) {
	write(w, http.StatusOK, object{"ok": true, "result": result})
}

func writeError(w http.ResponseWriter, e *apiError) {
	body := object{"ok": false, "error_code": e.Code, "description": e.Description}
	switch {
	case e.RetryAfter > 0:
		body["parameters"] = object{"retry_after": e.RetryAfter}
	case e.MigrateTo != 0:
		body["parameters"] = object{"migrate_to_chat_id": e.MigrateTo}
	}
	write(w, e.Code, body)
}

// write sends body as JSON, whole and at once. An error here means that the caller
// has gone, which is not the server's concern.
func write(w http.ResponseWriter, status int, body object) {
	raw, err := json.Marshal(body)
	if err != nil {
		status, raw = http.StatusInternalServerError, nil
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.Itoa(len(raw)))
	w.WriteHeader(status)
	_, _ = w.Write(raw)
	_ = http.NewResponseController(w).Flush()
}
