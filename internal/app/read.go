package app

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"herald/articles"
	"herald/articles/feed"
	"herald/articles/folder"
	"herald/articles/page"
)

// Reader shows what Herald makes of a file, a folder or a URL, without filing it.
type Reader struct {
	client *feed.Client
	// Private allows addresses of private networks.
	Private bool
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
	return readFile(name, filepath.Base(name))
}

// readURL reads a feed or, where the document is none, an article page.
func (r *Reader) readURL(ctx context.Context, link string) ([]articles.Article, error) {
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
	a, err := page.ReadHTML(got.Body, got.FinalURL)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", link, err)
	}
	a.ID = articles.CanonicalURL(got.FinalURL)
	return []articles.Article{a}, nil
}

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

func readFile(name, id string) ([]articles.Article, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	list, err := folder.Read(id, data)
	if err != nil {
		err = fmt.Errorf("%s: %w", name, err)
	}
	return list, err
}
