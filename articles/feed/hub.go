package feed

import (
	"cmp"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/mmcdole/gofeed"
)

// Hub is who tells of a feed's news by WebSub (https://www.w3.org/TR/websub/#discovery),
// and by which address the hub knows the feed. The zero value: nobody.
type Hub struct {
	URL   string `json:"url,omitempty"`
	Topic string `json:"topic,omitempty"`
	// Others are hubs that tell of the same news.
	Others []string `json:"others,omitempty"`
}

// addresses are those of all hubs, the first that was named first.
func (h Hub) addresses() []string {
	if h.URL == "" {
		return nil
	}
	return append([]string{h.URL}, h.Others...)
}

// is reports whether nothing differs.
func (h Hub) is(other Hub) bool {
	return h.Topic == other.Topic && slices.Equal(h.addresses(), other.addresses())
}

// maxHubs is how many hubs of a feed count. Each is asked to send all its news.
const maxHubs = 3

// declared are hubs as a document or a header names them.
type declared struct {
	hubs []string
	self string
}

// add takes a link with that relation; of hubs the first few count, of others the
// first.
func (d *declared) add(rel, href string) {
	for r := range strings.FieldsSeq(strings.ToLower(rel)) {
		switch {
		case r == "hub" && len(d.hubs) < maxHubs:
			d.hubs = append(d.hubs, strings.TrimSpace(href))
		case r == "self" && d.self == "":
			d.self = strings.TrimSpace(href)
		}
	}
}

// or is d with what it lacks taken from another.
func (d declared) or(other declared) declared {
	d.self = cmp.Or(d.self, other.self)
	if len(d.hubs) == 0 {
		d.hubs = other.hubs
	}
	return d
}

// from is the hub where both addresses are given; relative ones are resolved.
func (d declared) from(from string) Hub {
	base, err := url.Parse(from)
	if err != nil || d.self == "" {
		return Hub{}
	}
	var hubs []string
	for _, link := range d.hubs {
		if link = absolute(link, base); link != "" && !slices.Contains(hubs, link) {
			hubs = append(hubs, link)
		}
	}
	h := Hub{Topic: absolute(d.self, base)}
	if len(hubs) == 0 || h.Topic == "" {
		return Hub{}
	}
	h.URL = hubs[0]
	if len(hubs) > 1 {
		h.Others = hubs[1:]
	}
	if u, err := url.Parse(d.self); err == nil && u.IsAbs() && u.User == nil {
		h.Topic = d.self // as the hub knows it, to the letter
	}
	return h
}

// atomSpaces are the names under which gofeed keeps links of Atom in other
// documents.
var atomSpaces = []string{"atom", "atom10", "atom03"}

// extensions adds the links of Atom in the channel of another format.
func (d *declared) extensions(f *gofeed.Feed) {
	for _, space := range atomSpaces {
		for _, l := range f.Extensions[space]["link"] {
			d.add(l.Attrs["rel"], l.Attrs["href"])
		}
	}
}

// jsonHubs adds the hubs of a JSON Feed
// (https://www.jsonfeed.org/version/1.1/#top-level).
func (d *declared) jsonHubs(doc []byte) {
	var f struct {
		FeedURL string `json:"feed_url"`
		Hubs    []struct{ Type, URL string }
	}
	if json.Unmarshal(doc, &f) != nil { // what else is in it does not matter here
		return
	}
	d.add("self", f.FeedURL)
	for _, h := range f.Hubs {
		if strings.EqualFold(h.Type, "WebSub") {
			d.add("hub", h.URL)
		}
	}
}

// maxHeaderLinks is how many links of one answer are looked at.
const maxHeaderLinks = 100

// headerLinks are what an answer names in its Link headers
// (https://www.rfc-editor.org/rfc/rfc8288#section-3).
func headerLinks(h http.Header) (d declared) {
	left := maxHeaderLinks
	for _, value := range h.Values("Link") {
		for ; left > 0; left-- {
			start, end := strings.IndexByte(value, '<'), strings.IndexByte(value, '>')
			if start < 0 || end < start {
				break
			}
			href := value[start+1 : end]
			value = value[end+1:]
			params := value[:unquoted(value, ',')]
			value = value[len(params):]
			d.add(relOf(params), href)
		}
	}
	return d
}

// unquoted is where b first stands in s outside quotes; the length of s where it
// does not.
func unquoted(s string, b byte) int {
	quoted := false
	for i := range len(s) {
		switch {
		case s[i] == '"':
			quoted = !quoted
		case s[i] == b && !quoted:
			return i
		}
	}
	return len(s)
}

// relOf is the value of the parameter rel.
func relOf(params string) string {
	for params != "" {
		end := unquoted(params, ';')
		name, value, _ := strings.Cut(params[:end], "=")
		if strings.EqualFold(strings.TrimSpace(name), "rel") {
			return strings.Trim(strings.TrimSpace(value), `"`)
		}
		params = params[min(end+1, len(params)):]
	}
	return ""
}
