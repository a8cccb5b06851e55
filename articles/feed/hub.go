package feed

import (
	"cmp"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"

	"github.com/mmcdole/gofeed"
)

// Hub is who tells of a feed's news by WebSub (https://www.w3.org/TR/websub/#discovery),
// and by which address the hub knows the feed. The zero value: nobody.
type Hub struct {
	URL   string `json:"url,omitempty"`
	Topic string `json:"topic,omitempty"`
}

// declared is a hub as a document or a header names it.
type declared struct{ hub, self string }

// add takes a link with that relation; the first of each counts.
func (d *declared) add(rel, href string) {
	for r := range strings.FieldsSeq(strings.ToLower(rel)) {
		switch {
		case r == "hub" && d.hub == "":
			d.hub = strings.TrimSpace(href)
		case r == "self" && d.self == "":
			d.self = strings.TrimSpace(href)
		}
	}
}

// or is d with what it lacks taken from another.
func (d declared) or(other declared) declared {
	return declared{hub: cmp.Or(d.hub, other.hub), self: cmp.Or(d.self, other.self)}
}

// from is the hub where both addresses are given; relative ones are resolved.
func (d declared) from(from string) Hub {
	base, err := url.Parse(from)
	if err != nil || d.hub == "" || d.self == "" {
		return Hub{}
	}
	h := Hub{URL: absolute(d.hub, base), Topic: absolute(d.self, base)}
	if h.URL == "" || h.Topic == "" {
		return Hub{}
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
