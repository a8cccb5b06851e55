package app

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"herald/articles"
	"herald/articles/feed"
	"herald/articles/folder"
	"herald/articles/page"
	"herald/articles/wire"
)

// Reader shows what Herald makes of a file, a folder or a URL, without filing it.
type Reader struct {
	client *feed.Client
	// Private allows addresses of private networks.
	Private bool
	// Timeout bounds the reading of one URL. Zero: 30 seconds.
	Timeout time.Duration
}

// NewReader makes a Reader, to be closed.
func NewReader(version string) *Reader {
	return &Reader{client: feed.NewClient(feed.ClientOptions{UserAgent: userAgent(version, "")})}
}

// Close lets go of connections.
func (r *Reader) Close() { r.client.Close() }

// Read reads what name means: a URL, a folder with all files below it, or a
// file. Articles read before a failure are returned with it.
func (r *Reader) Read(ctx context.Context, name string) ([]articles.Article, error) {
	if u, err := url.Parse(name); err == nil && (u.Scheme == "http" || u.Scheme == "https") {
		return r.readURL(ctx, name)
	}
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		return readFolder(ctx, name)
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s: it is no file with an end", name)
	}
	if info.Size() > maxUnpacked {
		return nil, fmt.Errorf("%s: it has %d MiB: at most %d MiB are read", name, info.Size()>>20, maxUnpacked>>20)
	}
	return readFile(name, filepath.Base(name))
}

// readURL reads a feed or, where the document is none, an article page.
func (r *Reader) readURL(ctx context.Context, link string) ([]articles.Article, error) {
	if r.Timeout > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeoutCause(ctx, r.Timeout, errLate)
		defer cancel()
	}
	got, err := r.client.Fetch(ctx, feed.Request{URL: link, Private: r.Private})
	if err != nil {
		return nil, err
	}
	list, feedErr := feed.Parse(got.Body, articles.Source{}, got.FinalURL, time.Now())
	if feedErr == nil {
		return list, nil
	}
	if !strings.Contains(strings.ToLower(got.ContentType), "html") {
		return nil, fmt.Errorf("%s: %w", link, feedErr)
	}
	if list, err = readPage(got.Body, got.FinalURL, articles.CanonicalURL(got.FinalURL)); err != nil {
		err = fmt.Errorf("%s: %w", link, err)
	}
	return list, err
}

// errLate is what ends the wait for a URL.
var errLate = errors.New("no answer in time")

// readPage reads the article of an HTML page. Where the page shows only the
// beginning of it, that is returned with the error, which Partial tells apart.
func readPage(data []byte, link, id string) ([]articles.Article, error) {
	a, err := page.ReadHTML(data, link)
	if err != nil && !Partial(err) {
		return nil, err
	}
	if a.ID = id; a.Title == "" {
		return nil, page.ErrEmpty
	}
	return []articles.Article{a}, err
}

// Partial reports whether err, returned with an article, only says that there is
// more of it than could be read.
func Partial(err error) bool { return errors.Is(err, page.ErrPaywall) }

// readFolder reads every article file below dir.
func readFolder(ctx context.Context, dir string) ([]articles.Article, error) {
	var all []articles.Article
	var errs []error
	err := folder.Scan(ctx, os.DirFS(dir), func(name string, list []articles.Article, err error) error {
		all = append(all, list...)
		if err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", filepath.Join(dir, name), err))
		}
		return nil
	})
	return all, errors.Join(append(errs, err)...)
}

// readFile reads an article file, which may be packed with gzip.
func readFile(name, id string) ([]articles.Article, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	if data, err = unpack(data); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	var list []articles.Article
	kind := strings.TrimSuffix(strings.ToLower(id), ".gz")
	switch ext := filepath.Ext(kind); {
	case ext == ".html", ext == ".htm", ext == ".xhtml":
		list, err = readPage(data, "", id)
	case isSavedFeed(ext, data):
		list, err = feed.Parse(data, articles.Source{}, "", time.Now())
	default:
		list, err = folder.Read(id[:len(kind)], data)
	}
	if err != nil {
		err = fmt.Errorf("%s: %w", name, err)
	}
	return list, err
}

// isSavedFeed reports whether a file of that kind holds a feed as somebody saved it:
// folders have articles, feeds have addresses, but both can be shown. What says by
// its ending that it is a text is one.
func isSavedFeed(ext string, data []byte) bool {
	switch {
	case wire.Is(data):
		return false
	case ext == ".json":
		return feed.IsJSONFeed(data)
	}
	return (ext == ".xml" || !folder.Known("file"+ext)) && feed.IsFeed(data)
}

// maxUnpacked bounds what a packed file may hold, in bytes.
const maxUnpacked = folder.MaxList

var errUnpacked = fmt.Errorf("unpacked it has more than %d MiB", maxUnpacked>>20)

// unpack is data without the gzip that it may be packed in.
func unpack(data []byte) ([]byte, error) {
	if !bytes.HasPrefix(data, []byte{0x1f, 0x8b}) {
		return data, nil
	}
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("unpack: %w", err)
	}
	out, err := io.ReadAll(io.LimitReader(z, maxUnpacked+1))
	if err != nil {
		return nil, fmt.Errorf("unpack: %w", err)
	}
	if len(out) > maxUnpacked {
		return nil, errUnpacked
	}
	return out, nil
}
