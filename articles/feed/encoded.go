package feed

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

// encodings are what a response may be packed in.
const encodings = "gzip, br, zstd"

const (
	// MaxPacked is how many bytes of a document are read as they come over the
	// network.
	MaxPacked = 8 << 20
	// maxWindow bounds what zstd keeps in memory; the memory of brotli is bounded
	// by its format, to 16 MiB (RFC 7932, section 9.1).
	maxWindow = 8 << 20
)

var (
	errUnpack   = errors.New("unpack")
	errPacked   = fmt.Errorf("the document is larger than %d MiB as it is sent", MaxPacked>>20)
	errUnpacked = fmt.Errorf("the document is larger than %d MiB", MaxBody>>20)
)

// readBody reads the document of a response into a buffer, bounded as it is sent
// and as it is unpacked.
func readBody(res *http.Response, into *bytes.Buffer) error {
	packed := &limited{r: res.Body, left: MaxPacked, err: errPacked}
	encoding := strings.ToLower(strings.TrimSpace(res.Header.Get("Content-Encoding")))
	r, err := unpack(packed, encoding)
	if err != nil {
		return fmt.Errorf("%w: %w", errUnpack, err)
	}
	defer func() { _ = r.Close() }() // it was only read
	_, err = into.ReadFrom(&limited{r: r, left: MaxBody, err: errUnpacked})
	if err != nil && encoding != "" && !errors.Is(err, errPacked) && !errors.Is(err, errUnpacked) {
		return fmt.Errorf("%w %.20q: %w", errUnpack, encoding, err)
	}
	return err
}

// unpack reads r unpacked.
func unpack(r io.Reader, encoding string) (io.ReadCloser, error) {
	switch encoding {
	case "", "identity":
		return io.NopCloser(r), nil
	case "gzip", "x-gzip":
		return gzip.NewReader(r)
	case "br":
		return io.NopCloser(brotli.NewReader(r)), nil
	case "zstd":
		d, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true),
			zstd.WithDecoderMaxWindow(maxWindow))
		if err != nil {
			return nil, err
		}
		return d.IOReadCloser(), nil
	}
	return nil, fmt.Errorf("it is packed in %.20q, which nobody asked for", encoding)
}

// limited reads at most left bytes, and fails with err if there are more.
type limited struct {
	r    io.Reader
	left int64
	err  error
}

func (l *limited) Read(p []byte) (int, error) {
	if int64(len(p)) > l.left+1 {
		p = p[:l.left+1]
	}
	n, err := l.r.Read(p)
	if int64(n) > l.left {
		return int(l.left), l.err
	}
	l.left -= int64(n)
	return n, err
}
