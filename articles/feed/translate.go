package feed

import (
	"strings"

	"github.com/mmcdole/gofeed"
	"github.com/mmcdole/gofeed/atom"
	gorss "github.com/mmcdole/gofeed/rss"
)

// Keys of gofeed.Item.Custom.
const (
	// notPermanent is set where a guid that looks like a link is none.
	notPermanent = "herald:guid-is-no-link"
)

// rssTranslator is gofeed's, which drops what the publisher says about its pace
// and about the meaning of a guid.
type rssTranslator struct {
	gofeed.DefaultRSSTranslator
	parsed *parsed
}

// Translate turns a *rss.Feed into the common model.
func (t *rssTranslator) Translate(feed any) (*gofeed.Feed, error) {
	result, err := t.DefaultRSSTranslator.Translate(feed)
	f, ok := feed.(*gorss.Feed)
	if err != nil || !ok || f == nil {
		return result, err
	}
	t.parsed.ttl, t.parsed.skipHours, t.parsed.skipDays = f.TTL, f.SkipHours, f.SkipDays
	if len(f.Items) != len(result.Items) {
		return result, nil
	}
	for i, item := range f.Items {
		if item != nil && item.GUID != nil && strings.EqualFold(strings.TrimSpace(item.GUID.IsPermalink), "false") {
			setCustom(result.Items[i], notPermanent, "1")
		}
	}
	return result, nil
}

// atomTranslator is gofeed's, which drops the links to hubs.
type atomTranslator struct {
	gofeed.DefaultAtomTranslator
	parsed *parsed
}

// Translate turns a *atom.Feed into the common model.
func (t *atomTranslator) Translate(feed any) (*gofeed.Feed, error) {
	if f, ok := feed.(*atom.Feed); ok && f != nil {
		for _, l := range f.Links {
			t.parsed.links.add(l.Rel, l.Href)
		}
	}
	return t.DefaultAtomTranslator.Translate(feed)
}

func setCustom(item *gofeed.Item, key, value string) {
	if item.Custom == nil {
		item.Custom = map[string]string{}
	}
	item.Custom[key] = value
}
