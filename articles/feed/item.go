package feed

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"
	"golang.org/x/text/language"

	"herald/articles"
	"herald/articles/page"
)

// maxID bounds an article's id, in bytes; a longer one is filed by its hash.
const maxID = 500

// reader turns the items of one feed into articles.
type reader struct {
	feed     *gofeed.Feed
	source   articles.Source
	base     *url.URL
	language string
	now      time.Time
	// markup is what the document may still cost.
	markup *page.Markup
}

// article is what item says, or false if it says nothing.
func (r reader) article(item *gofeed.Item) (articles.Article, bool) {
	a := articles.Article{
		Source:    r.source.Name,
		Publisher: r.source.Publisher,
		URL:       r.link(item),
		Language:  cmp.Or(itemLanguage(item), r.language),
	}
	r.setTimes(&a, item)
	r.setWords(&a, item)
	if a.Title == "" {
		return a, false
	}
	a.Authors = r.authors(item)
	a.Images = r.images(item, a.URL)
	a.ID = identity(item, a)
	return a, true
}

func (r reader) setTimes(a *articles.Article, item *gofeed.Item) {
	a.Published = when(item.PublishedParsed, item.Published, r.now)
	a.Updated = when(item.UpdatedParsed, item.Updated, r.now)
	if a.Published.IsZero() {
		a.Published, a.Updated = a.Updated, time.Time{}
	}
	if !a.Updated.After(a.Published) {
		a.Updated = time.Time{}
	}
	a.Appeared = r.now
	if !a.Published.IsZero() && a.Published.Before(r.now) {
		a.Appeared = a.Published
	}
}

// setWords fills in everything that is read: marker, headline, keywords, summary
// and text.
func (r reader) setWords(a *articles.Article, item *gofeed.Item) {
	text, description := r.texts(item)
	a.Title = plainTitle(item.Title)
	*a = articles.Correct(*a)
	if marker, rest, ok := articles.CutMarker(a.Title); ok {
		a.Marker, a.Title = marker, rest
	}
	if a.Title == "" {
		a.Title = firstWords(cmp.Or(text, description))
	}
	a.Title = clip(a.Title, articles.MaxTitle)
	var marker string
	a.Keywords, marker = keywords(item.Categories)
	a.Marker = cmp.Or(a.Marker, marker)
	a.Summary = summary(description, text, a.Title)
	if text != a.Summary && !sameWords(text, a.Title) {
		a.Text = text
	}
	*a = articles.Correct(*a)
}

// texts are the full text, without what the publisher puts around every text, and
// the publisher's description, as plain text. Some feeds give the text as the
// description, so the longer one is the text; a description that is all there is,
// is both.
func (r reader) texts(item *gofeed.Item) (text, description string) {
	text = r.plainText(cmp.Or(item.Content, mediaText(item)))
	description = r.plainText(item.Description)
	if len(description) > len(text) {
		text, description = description, text
	}
	text = page.Unframed(text)
	return text, cmp.Or(description, text)
}

// identity is the item's own id, else its link, else a hash of what is left.
func identity(item *gofeed.Item, a articles.Article) string {
	id := oneLine(item.GUID)
	if id == "" {
		id = articles.CanonicalURL(a.URL)
	}
	if id == "" {
		id = "hash:" + hash(plainTitle(item.Title), item.Published, a.Title)
	}
	if len(id) > maxID {
		id = "hash:" + hash(id)
	}
	return id
}

func hash(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:16])
}

func itemLanguage(item *gofeed.Item) string {
	if item.DublinCoreExt == nil || len(item.DublinCoreExt.Language) == 0 {
		return ""
	}
	return languageTag(item.DublinCoreExt.Language[0])
}

// languageTag is s in the usual spelling, "pt-br" as "pt-BR"; empty if it is no
// language.
func languageTag(s string) string {
	tag, err := language.Parse(strings.TrimSpace(s))
	if err != nil || tag == language.Und {
		return ""
	}
	return tag.String()
}
