package feed

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"

	"github.com/mmcdole/gofeed"

	"herald/articles"
)

// ItemStates is implemented by States that also keep which items of a feed were
// filed. Most of a document that has changed is as it was, and reading and filing
// that anew is most of what a feed costs.
type ItemStates interface {
	States
	// FiledItems is what SaveFiledItems was given last for a source, nil for
	// nothing.
	FiledItems(ctx context.Context, source string) ([]byte, error)
	// SaveFiledItems keeps what it is given by source, all of it or nothing. It is
	// opaque and has a few kilobytes at most.
	SaveFiledItems(ctx context.Context, items map[string][]byte) error
}

// filedItem is an item that was filed.
type filedItem struct {
	hash uint64
	// date is when it was published, in seconds since 1970; 0: it does not say.
	date int64
}

// filedItems are the items of a feed that were filed, by their hashes.
type filedItems struct {
	// context is a hash of what they stood in.
	context uint64
	dates   map[uint64]int64
}

// numberSize is the size of a hash or date. Two of some hundred items have one hash
// by accident once in 10^14 feeds.
const numberSize = 8

// filedItems are those of the last document that was filed for just these
// sources. If they cannot be read, all of the document is filed again, which has
// no effect.
func (p *Poller) filedItems(ctx context.Context, g group, readers string) *filedItems {
	states, ok := p.o.States.(ItemStates)
	if !ok || g.wish() != articles.FullFeed {
		return nil // pages that could not be read are tried again
	}
	data, err := states.FiledItems(ctx, g.first().Name)
	if err != nil {
		p.o.Log.Warn("cannot tell which items were filed", "source", g.first().Name, "err", err)
	}
	return unpackItems(data, readers)
}

// keepItems remembers the items of a document whose articles were all filed.
func (p *Poller) keepItems(g group, readers string, d Document) {
	if len(d.items) == 0 {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.unsavedItems[g.first().Name] = packItems(d.items, d.context, readers)
	p.soil()
}

// flushItems saves the items that wait for it; where it fails they go on waiting. A
// crash may take them: then the articles are filed once more.
func (p *Poller) flushItems(ctx context.Context) {
	p.mu.Lock()
	items := p.unsavedItems
	p.unsavedItems = map[string][]byte{}
	p.mu.Unlock()
	states, ok := p.o.States.(ItemStates)
	if !ok || len(items) == 0 {
		return
	}
	if err := states.SaveFiledItems(ctx, items); err != nil {
		p.o.Log.Warn("items of sources not saved yet", "count", len(items), "err", err)
		p.mu.Lock()
		p.unsavedItems = overlaid(items, p.unsavedItems)
		p.mu.Unlock()
	}
}

// packItems writes down whose items they are, what they stood in, and each.
func packItems(items []filedItem, context uint64, readers string) []byte {
	data := append(make([]byte, 0, len(readers)+1+numberSize*(1+2*len(items))), readers...)
	data = binary.LittleEndian.AppendUint64(append(data, '\n'), context)
	for _, i := range items {
		data = binary.LittleEndian.AppendUint64(data, i.hash)
		data = binary.LittleEndian.AppendUint64(data, uint64(i.date)) //nolint:gosec // and back again
	}
	return data
}

// unpackItems are the items that packItems wrote down; none where they are those
// of other readers.
func unpackItems(data []byte, readers string) *filedItems {
	items := &filedItems{dates: map[uint64]int64{}}
	head := len(readers) + 1 + numberSize
	if len(data) < head || string(data[:len(readers)]) != readers || data[len(readers)] != '\n' {
		return items
	}
	items.context = binary.LittleEndian.Uint64(data[len(readers)+1:])
	for data = data[head:]; len(data) >= 2*numberSize; data = data[2*numberSize:] {
		items.dates[binary.LittleEndian.Uint64(data)] = int64(binary.LittleEndian.Uint64(data[numberSize:])) //nolint:gosec // packed from one
	}
	return items
}

// hash is that of all that decides which article an item becomes.
func (r reader) hash(item *gofeed.Item) uint64 {
	h := sha256.New()
	fmt.Fprintf(h, "%v %q %q", r.base, r.language, r.feed.FeedType)
	to := json.NewEncoder(h)
	to.SetEscapeHTML(false)
	// They are made of text, lists and maps of it: nothing that cannot be encoded.
	_ = to.Encode(item)
	if r.feed.FeedType != "rss" {
		_ = to.Encode(r.feed.Authors)
	}
	return binary.LittleEndian.Uint64(h.Sum(nil))
}

// itemDate is when an item was published, for filedItem.
func itemDate(item *gofeed.Item) int64 {
	var a articles.Article
	reader{}.setTimes(&a, item)
	if a.Published.IsZero() {
		return 0
	}
	return a.Published.Unix()
}
