package feed

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"strings"
)

// maxAnswer is how many bytes of the answer to a form are read, so that the
// connection can be used again.
const maxAnswer = 64 << 10

// Form is something to be told to a server.
type Form struct {
	// URL is http or https.
	URL    string
	Values url.Values
	// Private allows the host of URL to have a private address.
	Private bool
}

// Post sends a form, under the rules of Fetch. Every status but those of success
// is a *StatusError. No error contains what was sent.
func (c *Client) Post(ctx context.Context, f Form) error {
	u, err := parseURL(f.URL)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeoutCause(ctx, c.timeout, errTimeout)
	defer cancel()
	if f.Private {
		ctx = context.WithValue(ctx, privateHost{}, u.Host)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, u.String(), strings.NewReader(f.Values.Encode()))
	if err != nil {
		return &FetchError{Host: u.Hostname(), Reason: "not a URL", Err: hidden{err}}
	}
	req.Header.Set("User-Agent", c.userAgent)
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	res, err := c.http.Do(req)
	if err != nil {
		return describe(ctx, u, err)
	}
	defer func() { _ = res.Body.Close() }() // it was only read
	_, _ = io.CopyN(io.Discard, res.Body, maxAnswer)
	if res.StatusCode < 200 || res.StatusCode > 299 {
		return &StatusError{Host: u.Hostname(), Status: res.StatusCode}
	}
	return nil
}
