package feed

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

// packers pack documents as servers do.
var packers = map[string]func(io.Writer) io.WriteCloser{
	"gzip": func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) },
	"br":   func(w io.Writer) io.WriteCloser { return brotli.NewWriterLevel(w, 5) },
	"zstd": func(w io.Writer) io.WriteCloser {
		z, err := zstd.NewWriter(w, zstd.WithEncoderConcurrency(1), zstd.WithWindowSize(1<<20))
		if err != nil {
			panic(err)
		}
		return z
	},
}

func pack(t *testing.T, encoding string, doc []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w := packers[encoding](&b)
	if _, err := w.Write(doc); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestReadBody(t *testing.T) {
	t.Parallel()
	doc := []byte(strings.Repeat("<item/>", 1000))
	bomb := make([]byte, MaxBody+1)
	for encoding := range packers {
		t.Run(encoding, func(t *testing.T) {
			t.Parallel()
			packed := pack(t, encoding, doc)
			tests := []struct {
				name string
				body []byte
				want string // of the error
			}{
				{"whole", packed, ""},
				{"cut off", packed[:len(packed)/2], "unpack"},
				{"nonsense", []byte("<rss>not packed</rss>"), ""},
				{"bomb", pack(t, encoding, bomb), "larger than 10 MiB"},
			}
			for _, tt := range tests {
				res := &http.Response{Header: http.Header{"Content-Encoding": {strings.ToUpper(encoding)}}, Body: io.NopCloser(bytes.NewReader(tt.body))}
				var into bytes.Buffer
				err := readBody(res, &into)
				got := into.Bytes()
				switch {
				case tt.name == "whole" && (err != nil || !bytes.Equal(got, doc)):
					t.Errorf("whole: %d bytes, %v", len(got), err)
				case tt.name != "whole" && (err == nil || !strings.Contains(err.Error(), tt.want)):
					t.Errorf("%s: %v, want %q", tt.name, err, tt.want)
				}
			}
		})
	}
}

func TestReadBodyRefuses(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, encoding, body, want string }{
		{"unknown encoding", "compress", "x", "nobody asked for"},
		{"twice packed", "gzip, gzip", "x", "nobody asked for"},
		{"too long as sent", "", strings.Repeat("x", MaxPacked+1), "larger than 8 MiB as it is sent"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			res := &http.Response{Header: http.Header{"Content-Encoding": {tt.encoding}}, Body: io.NopCloser(strings.NewReader(tt.body))}
			if err := readBody(res, new(bytes.Buffer)); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("err = %v, want %q", err, tt.want)
			}
		})
	}
}

func TestFetchTakesPackedDocuments(t *testing.T) {
	t.Parallel()
	c, base := serve(t, func(w http.ResponseWriter, r *http.Request) {
		encoding := strings.TrimPrefix(r.URL.Path, "/")
		if !strings.Contains(r.Header.Get("Accept-Encoding"), encoding) {
			t.Errorf("%s was not asked for: %q", encoding, r.Header.Get("Accept-Encoding"))
		}
		w.Header().Set("Content-Encoding", encoding)
		_, _ = w.Write(pack(t, encoding, []byte("<rss/>")))
	})
	for encoding := range packers {
		res, err := c.Fetch(t.Context(), Request{URL: base + "/" + encoding, Private: true})
		if err != nil || string(res.Body) != "<rss/>" {
			t.Errorf("%s: %q, %v", encoding, res.Body, err)
		}
	}
}

func TestFetchTellsWhereADocumentMoved(t *testing.T) {
	t.Parallel()
	c, base := serve(t, func(w http.ResponseWriter, r *http.Request) {
		var status int
		rest := ""
		if n, _ := fmt.Sscanf(r.URL.Path, "/%d", &status); n == 0 {
			return
		}
		if len(r.URL.Path) > 4 {
			rest = r.URL.Path[4:]
		}
		w.Header().Set("Location", cmp.Or(rest, "/"))
		w.WriteHeader(status)
	})
	secret := strings.Replace(base, "://", "://ida:hush@", 1)
	if res, err := c.Fetch(t.Context(), Request{URL: secret + "/301/here", Private: true}); err != nil || res.Moved != secret+"/here" || res.FinalURL != base+"/here" {
		t.Errorf("moved to %q, %q, %v; want it with the credentials that were asked for", res.Moved, res.FinalURL, err)
	}
	tests := []struct {
		path string
		want string
	}{
		{"/here", ""}, {"/301", "/"}, {"/308", "/"}, {"/302", ""}, {"/307", ""}, {"/301/308", "/"}, {"/301/302", ""},
	}
	for _, tt := range tests {
		res, err := c.Fetch(t.Context(), Request{URL: base + tt.path, Private: true})
		want := tt.want
		if want != "" {
			want = base + want
		}
		if err != nil || strings.TrimRight(res.Moved, "/") != strings.TrimRight(want, "/") {
			t.Errorf("%s moved to %q, %v; want %q", tt.path, res.Moved, err, want)
		}
	}
}
