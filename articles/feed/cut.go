package feed

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"time"

	"herald/articles"
)

// To parse XML is most of what is left of the cost of a feed of which most items
// were filed before. They are therefore found by their bytes and cut out of the
// document before it is parsed.

// span is where an item stands in a document.
type span struct{ from, to int }

// itemNames are what items are called, in RSS and RDF, and in Atom.
var itemNames = []string{"item", "entry"}

// itemSpans finds the items of a document. Where anything about it is out of the
// ordinary none are found: then all of it is parsed.
func itemSpans(doc []byte) (all []span) {
	name, from := "", -1
	for at := 0; ; {
		i := bytes.IndexByte(doc[at:], '<')
		if i < 0 {
			break
		}
		at += i
		rest := doc[at+1:]
		switch {
		case bytes.HasPrefix(rest, []byte("!--")):
			i = bytes.Index(rest, []byte("-->"))
		case bytes.HasPrefix(rest, []byte("![CDATA[")):
			i = bytes.Index(rest, []byte("]]>"))
		case bytes.HasPrefix(rest, []byte("!DOCTYPE")):
			return nil // it may define what stands for other bytes
		default:
			i = 0
			switch begun := itemName(rest); {
			case begun != "" && from < 0 && (name == "" || name == begun):
				name, from = begun, at
			case begun != "":
				return nil
			case name != "" && len(rest) > 0 && rest[0] == '/' && itemName(rest[1:]) == name:
				i = bytes.IndexByte(rest, '>')
				if i < 0 || from < 0 {
					return nil
				}
				all, from = append(all, span{from, at + 1 + i + 1}), -1
			}
		}
		if i < 0 {
			return nil
		}
		at += 1 + i
	}
	if from >= 0 {
		return nil
	}
	return all
}

// itemName is the name of the item whose tag begins so, empty if it is none.
func itemName(tag []byte) string {
	for _, name := range itemNames {
		if len(tag) > len(name) && string(tag[:len(name)]) == name && bytes.IndexByte([]byte(" \t\r\n>"), tag[len(name)]) >= 0 {
			return name
		}
	}
	return ""
}

// readChanged reads a document in which items can be told apart by their bytes,
// without parsing those that were filed; false if it is none.
func readChanged(doc []byte, source articles.Source, feedURL string, now time.Time, filed *filedItems) (d Document, ok bool) {
	spans := itemSpans(doc)
	if len(spans) == 0 || len(spans) > MaxItems {
		return d, false
	}
	hashes, known := make([]uint64, len(spans)), make([]span, 0, len(spans))
	for i, s := range spans {
		sum := sha256.Sum256(doc[s.from:s.to])
		hashes[i] = binary.LittleEndian.Uint64(sum[:])
		if _, ok := filed.dates[hashes[i]]; ok {
			known = append(known, s)
		}
	}
	fresh := len(spans) - len(known)
	p, err := parseDocument(without(doc, known))
	if err != nil || p.broken || len(p.feed.Items) != fresh || fresh > 0 && !standsAlone(without(doc, spans)) {
		return d, false
	}
	r := p.reader(source, feedURL, now)
	d.context = r.context(doc[:spans[0].from])
	if fresh < len(spans) && d.context != filed.context {
		// The same bytes may mean something else now.
		return readChanged(doc, source, feedURL, now, &filedItems{})
	}
	d.take(p, r)
	d.note(hashes, filed, p)
	return d, true
}

// without is a document without some parts of it, which stand in their order.
func without(doc []byte, parts []span) []byte {
	if len(parts) == 0 {
		return doc
	}
	size := len(doc)
	for _, s := range parts {
		size -= s.to - s.from
	}
	rest, last := make([]byte, 0, size), 0
	for _, s := range parts {
		rest, last = append(rest, doc[last:s.from]...), s.to
	}
	return append(rest, doc[last:]...)
}

// standsAlone reports whether a document without its items is whole, as it is read
// when all of them were filed. It may be an item's mistake that makes it so.
func standsAlone(frame []byte) bool {
	p, err := parseDocument(frame)
	return err == nil && !p.broken && len(p.feed.Items) == 0
}

// note adds what is known of the items that were not parsed, and notes the hashes
// of all.
func (d *Document) note(hashes []uint64, filed *filedItems, p *parsed) {
	var old []articles.Article
	parsed := 0
	for _, h := range hashes {
		date, known := filed.dates[h]
		if known {
			a := articles.Article{}
			if date != 0 {
				a.Published = time.Unix(date, 0)
			}
			old = append(old, a)
		} else {
			date = itemDate(p.feed.Items[parsed])
			parsed++
		}
		d.items = append(d.items, filedItem{h, date})
	}
	d.Articles = append(old, d.Articles...)
}

// context is a hash of what decides, besides an item, which article it becomes:
// the root element, and what the feed says for all its items.
func (r reader) context(head []byte) uint64 {
	h := sha256.New()
	root := head[:bytes.IndexByte(head, '>')+1]
	fmt.Fprintf(h, "%s %v %q %q", root, r.base, r.language, r.feed.FeedType)
	if r.feed.FeedType != "rss" {
		_ = json.NewEncoder(h).Encode(r.feed.Authors) // names and addresses: nothing that cannot be encoded
	}
	return binary.LittleEndian.Uint64(h.Sum(nil))
}
