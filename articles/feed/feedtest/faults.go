package feedtest

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

// Fault is one way to do wrong.
type Fault struct {
	Name string
	// Reason is what the error of whoever fetches it must say, in part.
	Reason string
	// Slow says that it lasts until the one who fetches gives up.
	Slow bool
	// Fetched says that the document comes whole, and is what is wrong.
	Fetched bool

	serve http.HandlerFunc
}

// Faults are all of them.
func Faults() []Fault {
	late, big, unpacked := "no answer in time", "larger than 8 MiB as it is sent", "larger than 10 MiB"
	return []Fault{
		{Name: "hangs", Reason: late, Slow: true, serve: func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }},
		{Name: "trickling-header", Reason: late, Slow: true, serve: raw(trickle("HTTP/1.1 200 OK\r\nX-Slow: "))},
		{Name: "trickling-body", Reason: late, Slow: true, serve: raw(trickle("HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n\r\n<rss>"))},
		{Name: "stops-in-the-body", Reason: late, Slow: true, serve: stops},
		{Name: "endless-body", Reason: big, serve: endless("")},
		{Name: "endless-packed", Reason: big, serve: endless("zstd")},
		{Name: "gzip-bomb", Reason: unpacked, serve: bomb("gzip", func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) })},
		{Name: "brotli-bomb", Reason: unpacked, serve: bomb("br", func(w io.Writer) io.WriteCloser { return brotli.NewWriterLevel(w, 4) })},
		{Name: "zstd-bomb", Reason: unpacked, serve: bomb("zstd", zstdWriter)},
		{Name: "packed-twice", Reason: "nobody asked for", serve: headers("Content-Encoding", "gzip, gzip")},
		{Name: "not-packed", Reason: "unpack", serve: headers("Content-Encoding", "gzip")},
		{Name: "redirect-loop", Reason: "more than 5 redirects", serve: redirect(func(r *http.Request) string { return r.URL.Path })},
		{Name: "redirect-on-and-on", Reason: "more than 5 redirects", serve: redirect(func(r *http.Request) string { return r.URL.Path + "?" + r.URL.RawQuery + "x" })},
		{Name: "redirect-to-metadata", Reason: "169.254.169.254 is not an address on the public internet, but one that no source may ask", serve: redirect(func(*http.Request) string { return "http://169.254.169.254/latest/meta-data/" })},
		{Name: "redirect-to-mapped", Reason: "127.0.0.1 is not an address on the public internet; private: true at a source, or --private, allows those of its own host", serve: redirect(func(*http.Request) string { return "http://[::ffff:127.0.0.1]:1/" })},
		{Name: "redirect-to-file", Reason: "not http or https", serve: redirect(func(*http.Request) string { return "file:///etc/passwd" })},
		{Name: "cut-off", Reason: "its answer ended too early", serve: raw(say("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5000\r\n\r\n<html>"))},
		{Name: "negative-length", Reason: "Content-Length", serve: raw(say("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n<rss>"))},
		{Name: "two-lengths", Reason: "Content-Length", serve: raw(say("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 9\r\n\r\n<rss/>"))},
		{Name: "broken-chunks", Reason: "chunk", serve: raw(say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n<rss/>"))},
		{Name: "long-header", Reason: "header", serve: raw(say("HTTP/1.1 200 OK\r\nX-Long: " + strings.Repeat("x", 1<<20) + "\r\n\r\n<rss/>"))},
		{Name: "many-headers", Reason: "header", serve: raw(say("HTTP/1.1 200 OK\r\n" + strings.Repeat("X-Many: yes\r\n", 50_000) + "\r\n<rss/>"))},
		{Name: "interim-answers", Reason: "informational answers", serve: raw(say(strings.Repeat("HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n", 10_000)))},
		{Name: "no-http", Reason: "malformed HTTP", serve: raw(say("SSH-2.0-OpenSSH_9.6\r\n"))},
		{Name: "closes", Reason: "its answer ended too early", serve: raw(func(io.Writer, <-chan struct{}) {})},
		{Name: "broken-status", Reason: "malformed HTTP", serve: raw(say("HTTP/1.1 two hundred\r\n\r\n"))},
		{Name: "no-content", Reason: "HTTP 204", serve: func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) }},
		{Name: "out-of-order", Reason: "HTTP 503", serve: func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusServiceUnavailable) }},
		{Name: "nothing", Reason: "empty", Fetched: true, serve: body("application/rss+xml", "")},
		{Name: "picture", Reason: "not RSS", Fetched: true, serve: body("application/rss+xml", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\xff\xfe")},
		{Name: "json-error", Reason: "not RSS", Fetched: true, serve: body("application/json", `{"error":"no such feed"}`)},
		{Name: "page", Reason: "web page", Fetched: true, serve: body("application/rss+xml", "<!doctype html><html><body>Sorry</body></html>")},
		{Name: "entity-bomb", Fetched: true, serve: body("application/rss+xml", entityBomb())},
		{Name: "too-deep", Reason: "nested too deeply", Fetched: true, serve: body("application/rss+xml", "<rss><channel>"+strings.Repeat("<a>", 1_000_000))},
		{Name: "too-many-items", Reason: "more parts", Fetched: true, serve: body("application/rss+xml", "<rss><channel>"+strings.Repeat("<item/>", 1_000_000))},
		{Name: "too-many-attributes", Reason: "more parts", Fetched: true, serve: body("application/rss+xml", "<rss><channel "+strings.Repeat(`a="" `, 1_500_000)+"/></rss>")},
		{Name: "json-too-many-values", Reason: "more parts", Fetched: true, serve: body("application/feed+json", `{"version":"https://jsonfeed.org/version/1.1","items":[{"title":"x","tags":[`+strings.Repeat(`"a",`, 600_000)+`"a"]}]}`)},
		{Name: "json-too-deep", Reason: "", Fetched: true, serve: body("application/feed+json", `{"items":`+strings.Repeat("[", 1_000_000))},
	}
}

// say writes text and hangs up.
func say(text string) func(io.Writer, <-chan struct{}) {
	return func(w io.Writer, _ <-chan struct{}) { _, _ = io.WriteString(w, text) }
}

func body(kind, text string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		_, _ = io.WriteString(w, text)
	}
}

func headers(name, value string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set(name, value)
		_, _ = io.WriteString(w, "<rss/>")
	}
}

func redirect(to func(*http.Request) string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Location", to(r))
		w.WriteHeader(http.StatusFound)
	}
}

// stops sends half a document and waits.
func stops(w http.ResponseWriter, r *http.Request) {
	_, _ = io.WriteString(w, "<rss><channel>")
	_ = http.NewResponseController(w).Flush()
	<-r.Context().Done()
}

// endless sends noise that no packer makes smaller.
func endless(encoding string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		var to io.Writer = w
		if encoding != "" {
			w.Header().Set("Content-Encoding", encoding)
			z := zstdWriter(w)
			defer func() { _ = z.Close() }() // nobody reads so far
			to = z
		}
		block := make([]byte, 64<<10)
		x := uint64(1)
		for {
			for i := range block {
				x = x*6364136223846793005 + 1442695040888963407
				block[i] = byte(x >> 56)
			}
			if _, err := to.Write(block); err != nil {
				return
			}
		}
	}
}

// bomb sends a few kilobytes that unpack to 16 MiB.
func bomb(encoding string, pack func(io.Writer) io.WriteCloser) http.HandlerFunc {
	packed := sync.OnceValue(func() []byte {
		var packed bytes.Buffer
		z := pack(&packed)
		zeros := make([]byte, 1<<20)
		for range 16 {
			_, _ = z.Write(zeros) // a buffer takes everything
		}
		_ = z.Close()
		return packed.Bytes()
	})
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", encoding)
		_, _ = w.Write(packed())
	}
}

func zstdWriter(w io.Writer) io.WriteCloser {
	z, err := zstd.NewWriter(w, zstd.WithEncoderConcurrency(1), zstd.WithWindowSize(1<<20), zstd.WithEncoderLevel(zstd.SpeedFastest))
	if err != nil {
		panic(err) // the options are constants
	}
	return z
}

// entityBomb is a feed whose title would be gigabytes long.
func entityBomb() string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a0 "lol">`)
	for i := range 40 {
		fmt.Fprintf(&b, `<!ENTITY a%d "%s">`, i+1, strings.Repeat(fmt.Sprintf("&a%d;", i), 10))
	}
	b.WriteString(`]><rss version="2.0"><channel><item><title>&a40;</title></item></channel></rss>`)
	return b.String()
}
