package opml

import (
	"bytes"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
)

// Bounds of a list, far above real ones.
const (
	maxFeeds = 50_000
	maxDepth = 100
	maxText  = 300 // bytes of a title
	// maxAttributes bounds those of all entries, by the equals signs.
	maxAttributes = 5 * maxFeeds
)

// Errors of Read.
var (
	ErrNoOPML  = errors.New("it is no OPML")
	ErrTooMuch = errors.New("the list is longer or deeper than a list of feeds can be")
)

// Feed is one entry of a list.
type Feed struct {
	// Title is what the list calls it; URL is where the feed is, Page the page of
	// its publisher, both http or https; Page may be empty.
	Title, URL, Page string
	// Folders are those that it lies in, the outermost first; and the categories
	// that it has.
	Folders []string
}

// Read reads all feeds of a list, in their order, each address once: one in
// several folders gets them all. Entries that are no feeds on the web are left
// out, also those that FreshRSS makes of pages (of a type such as "HTML+XPath",
// https://freshrss.github.io/FreshRSS/en/developers/OPML.html). What is broken is read as far as it goes: many lists have quotation marks
// and ampersands where XML does not allow them, so they are read like HTML.
func Read(doc []byte) ([]Feed, error) { return read(decoded(doc)) }

func read(doc []byte) ([]Feed, error) {
	if bytes.Count(doc, []byte("=")) > maxAttributes {
		return nil, ErrTooMuch
	}
	z := html.NewTokenizer(bytes.NewReader(doc))
	r := newReader()
	for {
		kind := z.Next()
		z.NextIsNotRawText() // <title/> has no end
		if kind == html.ErrorToken {
			if !r.opml {
				return nil, ErrNoOPML
			}
			r.rest(doc)
			return r.feeds, nil // also where it breaks off
		}
		if err := r.token(kind, z.Token()); err != nil {
			return nil, fmt.Errorf("read list: %w", err)
		}
	}
}

// address is where a list names a feed, whatever is wrong around it.
var address = regexp.MustCompile(`(?i)\sxmlUrl\s*=\s*"([^"<>\s]{1,1000})"`)

// rest takes the feeds that stand in broken entries, such as those with HTML in
// their description. Their titles and folders are not known.
func (r *reader) rest(doc []byte) {
	for _, m := range address.FindAllSubmatch(doc, maxFeeds) {
		link := webAddress(html.UnescapeString(string(m[1])))
		if _, known := r.at[link]; link != "" && !known && !r.made[link] {
			r.at[link] = len(r.feeds)
			r.feeds = append(r.feeds, Feed{URL: link})
		}
	}
}

// prolog has the encoding in it.
var prolog = regexp.MustCompile(`^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]{1,40})["']`)

// decoded is doc as UTF-8: by its byte order mark, else by its prolog.
func decoded(doc []byte) []byte {
	e, _, marked := charset.DetermineEncoding(doc, "")
	if !marked {
		e = declared(doc)
	}
	if e == nil {
		return doc
	}
	plain, err := e.NewDecoder().Bytes(doc)
	if err != nil {
		return doc
	}
	return plain
}

// declared is the encoding that a prolog names, nil for none. It is not UTF-16 where the
// prolog can be read as it is; programs of .NET say that of all that they write.
func declared(doc []byte) encoding.Encoding {
	m := prolog.FindSubmatch(doc[:min(len(doc), 512)])
	if m == nil {
		return nil
	}
	e, name := charset.Lookup(string(m[1]))
	if strings.HasPrefix(name, "utf-16") {
		return nil
	}
	return e
}

// reader gathers feeds.
type reader struct {
	opml  bool
	open  []string // folders that are open; "" for an outline that is none
	feeds []Feed
	at    map[string]int  // of a feed, by its address
	made  map[string]bool // addresses of pages that a program makes feeds of
}

func newReader() *reader { return &reader{at: map[string]int{}, made: map[string]bool{}} }

func (r *reader) token(kind html.TokenType, t html.Token) error {
	switch {
	case t.Data == "opml":
		r.opml = true
	case t.Data != "outline":
	case kind == html.EndTagToken && len(r.open) > 0:
		r.open = r.open[:len(r.open)-1]
	case kind == html.StartTagToken:
		return r.outline(t)
	case kind == html.SelfClosingTagToken:
		err := r.outline(t)
		r.open = r.open[:len(r.open)-1]
		return err
	}
	return nil
}

// outline takes an entry, or opens a folder.
func (r *reader) outline(t html.Token) error {
	attr := map[string]string{}
	for _, a := range t.Attr {
		if _, twice := attr[a.Key]; !twice {
			attr[a.Key] = strings.TrimSpace(a.Val)
		}
	}
	title := attr["title"]
	if title == "" {
		title = attr["text"]
	}
	title = oneLine(title)
	link := webAddress(attr["xmlurl"])
	if attr["xmlurl"] != "" {
		r.open = append(r.open, "")
	} else {
		r.open = append(r.open, title)
	}
	switch made := strings.Contains(attr["type"], "+"); {
	case made:
		r.made[link] = true
	case link != "":
		r.add(Feed{Title: title, URL: link, Page: webAddress(attr["htmlurl"])}, attr["category"])
	}
	if len(r.open) > maxDepth || len(r.feeds) > maxFeeds {
		return ErrTooMuch
	}
	return nil
}

// add takes a feed with its folders and categories, which are written
// "/News/World,Europe".
func (r *reader) add(f Feed, categories string) {
	i, known := r.at[f.URL]
	if !known {
		i = len(r.feeds)
		r.at[f.URL] = i
		r.feeds = append(r.feeds, f)
	}
	names := slices.Clone(r.open)
	names = append(names, strings.FieldsFunc(categories, func(c rune) bool { return c == ',' || c == '/' })...)
	for _, name := range names {
		name = oneLine(name)
		if name != "" && !slices.Contains(r.feeds[i].Folders, name) && len(r.feeds[i].Folders) < maxDepth {
			r.feeds[i].Folders = append(r.feeds[i].Folders, name)
		}
	}
}

// oneLine folds white space, drops control characters and bounds the length.
func oneLine(s string) string {
	s = strings.ToValidUTF8(s, "")
	s = strings.Join(strings.Fields(s), " ")
	s = strings.Map(func(c rune) rune {
		if c < ' ' || c == 0x7f {
			return -1
		}
		return c
	}, s)
	if len(s) > maxText {
		s = strings.ToValidUTF8(s[:maxText], "")
	}
	return s
}

// webAddress is link if it is on the web, without credentials; else empty. The
// feed: scheme that some lists use is http.
func webAddress(link string) string {
	link = strings.TrimPrefix(link, "feed:")
	link = strings.TrimPrefix(link, "//")
	if !strings.Contains(link, "://") && link != "" {
		link = "http://" + link
	}
	u, err := url.Parse(link)
	if err != nil || u.Hostname() == "" || (u.Scheme != "http" && u.Scheme != "https") {
		return ""
	}
	u.User = nil
	return u.String()
}
