package opml

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// ErrNoList is returned for a document that is no list of feeds in any known form.
var ErrNoList = errors.New("it is no OPML, and no list of feeds of FeedCord, irc-rss-feed-bot or newsboat")

// ReadAny reads a list of feeds in any form that is known: OPML, or the files in
// which other programs have theirs. Those are the appsettings.json of FeedCord
// (https://github.com/Qolors/FeedCord), whose instances become folders; the
// config.yaml of irc-rss-feed-bot (https://github.com/impredicative/irc-rss-feed-bot),
// whose channels do; and the urls of newsboat (https://newsboat.org), whose tags do.
// Feeds that such a program makes of pages, with rules of its own, are left out.
func ReadAny(doc []byte) ([]Feed, error) {
	doc = decoded(doc)
	feeds, err := read(doc)
	if !errors.Is(err, ErrNoOPML) {
		return feeds, err
	}
	doc = bytes.TrimSpace(bytes.TrimPrefix(doc, []byte("\xef\xbb\xbf")))
	r := newReader()
	switch {
	case bytes.HasPrefix(doc, []byte("{")):
		err = r.feedCord(doc)
	case bytes.HasPrefix(doc, []byte("feeds:")) || bytes.Contains(doc, []byte("\nfeeds:")):
		err = r.ircBot(doc)
	default:
		err = r.newsboat(doc)
	}
	if err != nil {
		return nil, err
	}
	if len(r.feeds) == 0 {
		return nil, ErrNoList
	}
	return r.feeds, nil
}

// put takes a feed that lies in folders.
func (r *reader) put(title, link string, folders ...string) error {
	if len(r.feeds) >= maxFeeds {
		return fmt.Errorf("read list: %w", ErrTooMuch)
	}
	if !strings.Contains(link, "://") {
		return nil // a placeholder, or nothing
	}
	if link = webAddress(strings.TrimSpace(link)); link == "" {
		return nil
	}
	r.open = folders
	r.add(Feed{Title: oneLine(title), URL: link}, "")
	return nil
}

// feedCord reads the settings of FeedCord; older ones have one instance without a
// name. Its YouTube channels are addresses of pages, which name their feeds.
func (r *reader) feedCord(doc []byte) error {
	type instance struct {
		Name        string `json:"Id"`
		RssUrls     []string
		YoutubeUrls []string
	}
	var settings struct {
		instance
		Instances []instance
	}
	if err := json.Unmarshal(doc, &settings); err != nil {
		return fmt.Errorf("read list: %w", err)
	}
	for _, i := range append(settings.Instances, settings.instance) {
		for _, link := range slices.Concat(i.RssUrls, i.YoutubeUrls) {
			if err := r.put("", link, i.Name); err != nil {
				return err
			}
		}
	}
	return nil
}

// ircBot reads the configuration of irc-rss-feed-bot: channels with feeds by name.
func (r *reader) ircBot(doc []byte) error {
	var config struct {
		Feeds map[string]map[string]map[string]any `yaml:"feeds"`
	}
	if err := yaml.Unmarshal(doc, &config); err != nil {
		return fmt.Errorf("read list: %w", err)
	}
	for _, channel := range slices.Sorted(maps.Keys(config.Feeds)) {
		feeds := config.Feeds[channel]
		for _, name := range slices.Sorted(maps.Keys(feeds)) {
			if feeds[name]["hext"] != nil || feeds[name]["jmes"] != nil || feeds[name]["pandas"] != nil {
				continue
			}
			links, _ := feeds[name]["url"].([]any)
			for _, link := range append(links, feeds[name]["url"]) {
				address, _ := link.(string)
				if err := r.put(name, address, strings.TrimLeft(channel, "#&+!")); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// newsboat reads a list with a feed a line: the address, then tags, of which one
// that begins with ~ is the title and one that begins with ! hides the feed there.
func (r *reader) newsboat(doc []byte) error {
	lines := bufio.NewScanner(bytes.NewReader(doc))
	lines.Buffer(nil, 64<<10)
	for lines.Scan() {
		link, rest, _ := strings.Cut(strings.TrimSpace(lines.Text()), " ")
		if !strings.HasPrefix(link, "http://") && !strings.HasPrefix(link, "https://") {
			continue // a comment, a query, or a program to be run
		}
		title, tags := "", []string(nil)
		for _, tag := range quoted(rest) {
			name, isTitle := strings.CutPrefix(tag, "~")
			switch {
			case isTitle:
				title = cmp.Or(title, name)
			case !strings.HasPrefix(tag, "!"):
				tags = append(tags, tag)
			}
		}
		if err := r.put(title, link, tags...); err != nil {
			return err
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("read list: %w", err)
	}
	return nil
}

// quoted are the words of a line; those in quotation marks may have spaces.
func quoted(line string) []string {
	var words []string
	for line = strings.TrimSpace(line); line != ""; line = strings.TrimSpace(line) {
		end := " "
		if rest, ok := strings.CutPrefix(line, `"`); ok {
			line, end = rest, `"`
		}
		word, rest, _ := strings.Cut(line, end)
		words, line = append(words, word), rest
	}
	return words
}
