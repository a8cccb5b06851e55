package feed

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/mmcdole/gofeed"
	ext "github.com/mmcdole/gofeed/extensions"
	"golang.org/x/net/html"
)

const (
	// maxURL bounds a link, in bytes; Telegram and Discord refuse longer ones.
	maxURL    = 2000
	maxImages = 10
	// pixel is a picture's side in pixels below which it is there to count
	// readers, not to be seen.
	pixel = 3
	// icon is how wide a picture is, in pixels, that shows an article.
	icon = 100
)

func isWeb(u *url.URL) bool { return (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" }

// absolute is link resolved against base, or empty if that is not on the web.
func absolute(link string, base *url.URL) string {
	link = oneLine(link)
	if link == "" || len(link) > maxURL {
		return ""
	}
	u, err := url.Parse(link)
	if err != nil {
		return ""
	}
	if base != nil {
		u = base.ResolveReference(u)
	}
	if !isWeb(u) {
		return ""
	}
	u.User = nil
	if s := u.String(); len(s) <= maxURL {
		return s
	}
	return ""
}

// link is the page that the item is about: the original one where a service
// stands between, else its link, else an id that is an address, else what is
// enclosed, as in podcasts.
func (r reader) link(item *gofeed.Item) string {
	candidates := []string{extension(item, "feedburner", "origLink"), item.Link}
	candidates = append(candidates, item.Links...)
	for _, c := range candidates {
		if s := absolute(c, r.base); s != "" && strings.TrimSpace(c) != "" {
			return s
		}
	}
	if item.Custom[notPermanent] == "" {
		if s := absolute(item.GUID, nil); s != "" {
			return s
		}
	}
	for _, e := range item.Enclosures {
		if s := absolute(e.URL, r.base); s != "" && !isPicture(e) {
			return s
		}
	}
	return ""
}

func extension(item *gofeed.Item, prefix, name string) string {
	if list := item.Extensions[prefix][name]; len(list) > 0 {
		return list[0].Value
	}
	return ""
}

// mediaText is the description that goes with a picture or video, the only text
// in some feeds.
func mediaText(item *gofeed.Item) string {
	if item.Description != "" {
		return ""
	}
	for _, e := range media(item, "description") {
		if e.Value != "" {
			return e.Value
		}
	}
	return ""
}

// media are the elements of Media RSS with that name, also those in groups.
func media(item *gofeed.Item, name string) []ext.Extension {
	m := item.Extensions["media"]
	found := slices.Clone(m[name])
	for _, g := range m["group"] {
		found = append(found, g.Children[name]...)
	}
	for _, c := range m["content"] {
		found = append(found, c.Children[name]...)
	}
	return found
}

// images are the pictures of an item, the one that leads first.
func (r reader) images(item *gofeed.Item, link string) []string {
	base := r.base
	if u, err := url.Parse(link); err == nil && isWeb(u) {
		base = u
	}
	var list []string
	add := func(src string, base *url.URL) {
		src = absolute(src, base)
		if src != "" && len(list) < maxImages && !slices.Contains(list, src) {
			list = append(list, src)
		}
	}
	for _, e := range pictures(item) {
		add(e.Attrs["url"], r.base)
	}
	if item.Image != nil {
		add(item.Image.URL, r.base)
	}
	for _, e := range item.Enclosures {
		if isPicture(e) {
			add(e.URL, r.base)
		}
	}
	if item.ITunesExt != nil {
		add(item.ITunesExt.Image, r.base)
	}
	if len(list) == 0 {
		add(cmp.Or(firstImage(item.Content), firstImage(item.Description)), base)
	}
	return list
}

// isPicture reports whether what is enclosed is to be seen.
func isPicture(e *gofeed.Enclosure) bool {
	return strings.HasPrefix(strings.ToLower(e.Type), "image/") || e.Type == "" && looksLikePicture(e.URL)
}

// pictures are the media:content elements that are pictures, the widest first,
// or the media:thumbnail elements where there are none. Icons are none: they show
// who writes, or what the text shows larger.
func pictures(item *gofeed.Item) []ext.Extension {
	list := slices.DeleteFunc(media(item, "content"), func(e ext.Extension) bool {
		kind, medium := strings.ToLower(e.Attrs["type"]), strings.ToLower(e.Attrs["medium"])
		unlabelled := kind == "" && medium == "" && looksLikePicture(e.Attrs["url"])
		return !strings.HasPrefix(kind, "image/") && medium != "image" && !unlabelled
	})
	if len(list) == 0 {
		list = media(item, "thumbnail")
	}
	list = slices.DeleteFunc(list, func(e ext.Extension) bool { return width(e) > 0 && width(e) < icon })
	slices.SortStableFunc(list, func(a, b ext.Extension) int { return cmp.Compare(width(b), width(a)) })
	return list
}

func width(e ext.Extension) int {
	n, _ := strconv.Atoi(e.Attrs["width"])
	return n
}

// looksLikePicture judges a link by the end of its path.
func looksLikePicture(link string) bool {
	u, err := url.Parse(strings.TrimSpace(link))
	if err != nil {
		return false
	}
	path := strings.ToLower(u.Path)
	return slices.ContainsFunc([]string{".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif"}, func(end string) bool {
		return strings.HasSuffix(path, end)
	})
}

// firstImage is the source of the first picture in content that is there to be
// seen.
func firstImage(content string) string {
	if !hasImage(content) {
		return ""
	}
	for z := html.NewTokenizer(strings.NewReader(content)); ; {
		switch z.Next() {
		case html.ErrorToken:
			return ""
		case html.StartTagToken, html.SelfClosingTagToken:
			if src := imageSource(z); src != "" {
				return src
			}
		}
	}
}

// hasImage reports whether a tag of a picture may stand in content. Most have none, and
// to read all tags is a good part of what an item costs.
func hasImage(content string) bool {
	const tag = "<img"
	for i := strings.IndexByte(content, '<'); i >= 0 && len(content)-i >= len(tag); {
		if strings.EqualFold(content[i:i+len(tag)], tag) {
			return true
		}
		next := strings.IndexByte(content[i+1:], '<')
		if next < 0 {
			return false
		}
		i += 1 + next
	}
	return false
}

// imageSource is the source of the tag at hand if it is a picture.
func imageSource(z *html.Tokenizer) string {
	name, more := z.TagName()
	if string(name) != "img" {
		return ""
	}
	src := ""
	for more {
		var key, value []byte
		key, value, more = z.TagAttr()
		switch string(key) {
		case "src":
			src = string(value)
		case "width", "height":
			if n, err := strconv.Atoi(string(value)); err == nil && n < pixel {
				return ""
			}
		}
	}
	if strings.HasPrefix(src, "data:") {
		return ""
	}
	return src
}
