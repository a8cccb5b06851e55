package telegramtest

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"
)

// maxBody bounds a request in bytes; the real server takes files up to 50 MB,
// which nothing here sends.
const maxBody = 4 << 20

// params are a call's parameters as strings; objects are in JSON, as on the real
// server, which takes query strings, forms, multipart forms and JSON
// (https://core.telegram.org/bots/api#making-requests).
type params map[string]string

// readParams reads the parameters of a request in any of the four forms.
func readParams(r *http.Request) (params, error) {
	r.Body = http.MaxBytesReader(nil, r.Body, maxBody)
	p := params{}
	for k, v := range r.URL.Query() {
		p[k] = v[0]
	}
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch kind {
	case "application/json":
		return p, p.readJSON(r.Body)
	case "multipart/form-data":
		return p, p.readMultipart(r)
	default:
		if err := r.ParseForm(); err != nil {
			return nil, fmt.Errorf("can't parse form: %w", err)
		}
		p.add(r.PostForm)
		return p, nil
	}
}

func (p params) add(values map[string][]string) {
	for k, v := range values {
		if len(v) > 0 {
			p[k] = v[0]
		}
	}
}

func (p params) readJSON(body io.Reader) error {
	var fields map[string]json.RawMessage
	if err := json.NewDecoder(body).Decode(&fields); err != nil && !errors.Is(err, io.EOF) {
		return errors.New("can't parse JSON object")
	}
	for k, raw := range fields {
		var s string
		if json.Unmarshal(raw, &s) == nil {
			p[k] = s
		} else {
			p[k] = string(raw)
		}
	}
	return nil
}

// readMultipart reads a multipart form. A form with no part at all, not even the
// closing line, is what some clients send for calls without parameters.
func (p params) readMultipart(r *http.Request) error {
	err := r.ParseMultipartForm(maxBody)
	if errors.Is(err, io.EOF) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("can't parse multipart form: %w", err)
	}
	p.add(r.MultipartForm.Value)
	for name := range r.MultipartForm.File {
		p[name] = "attach://" + name
	}
	return r.MultipartForm.RemoveAll()
}

// number is a whole number; 0 where there is none.
func (p params) number(name string) int64 {
	n, err := strconv.ParseInt(strings.TrimSpace(p[name]), 10, 64)
	if err != nil {
		return 0
	}
	return n
}

func (p params) yes(name string) bool {
	switch strings.ToLower(strings.TrimSpace(p[name])) {
	case "true", "yes", "1", "y", "t":
		return true
	}
	return false
}
