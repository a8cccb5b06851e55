package feed

import (
	"bytes"
	"regexp"
	"slices"
	"time"
)

// maxFeed is how much of an XML document is read, in bytes. Of one that is longer
// the newest items count: the first, unless their dates say that the last are.
const maxFeed = 5 << 19

// itemEnds end the items of RSS and RDF, and of Atom.
var itemEnds = [][]byte{[]byte("</item>"), []byte("</entry>")}

// shortened is a document without the items that go beyond maxFeed; one that has no
// items to leave out is cut off.
func shortened(doc []byte) []byte {
	if len(doc) <= maxFeed || bytes.HasPrefix(bytes.TrimSpace(peek(doc)), []byte("{")) {
		return doc
	}
	for _, end := range itemEnds {
		if short := oldestFirst(doc, end); short != nil {
			return short
		}
		last := bytes.LastIndex(doc, end)
		if tail := len(doc) - last; last >= 0 && tail < maxFeed/2 {
			if cut := bytes.LastIndex(doc[:maxFeed-tail], end); cut >= 0 {
				return slices.Concat(doc[:cut], doc[last:])
			}
		}
	}
	return doc[:maxFeed]
}

// oldestFirst is doc without its first items, which end in end, where its last item
// is younger than its first; nil where it is not.
func oldestFirst(doc, end []byte) []byte {
	at := firstItem.FindIndex(doc[:maxFeed/2])
	last := bytes.LastIndex(doc, end)
	if at == nil || last < 0 {
		return nil
	}
	head := doc[:at[0]]
	first, _, _ := bytes.Cut(doc[at[0]:], end)
	youngest := doc[bytes.LastIndex(doc[:last], end)+1 : last]
	if !dateIn(first).Before(dateIn(youngest)) || dateIn(first).IsZero() {
		return nil
	}
	rest := doc[len(doc)-(maxFeed-len(head)):]
	_, rest, ok := bytes.Cut(rest, end)
	if !ok {
		return nil
	}
	return slices.Concat(head, rest)
}

// itemDated is the date of an item, in any of the elements that have one.
var itemDated = regexp.MustCompile(`<(?:[\w.-]+:)?(?:pubDate|published|updated|date|issued|modified)\b[^>]*>\s*(?:<!\[CDATA\[)?([^<\]]{4,80})`)

// maxBeforeDate is how far into an item its date is looked for, in bytes.
const maxBeforeDate = 64 << 10

// dateIn is the first date of an item; zero where it has none.
func dateIn(item []byte) time.Time {
	if m := itemDated.FindSubmatch(item[:min(len(item), maxBeforeDate)]); m != nil {
		return fallbackTime(oneLine(string(m[1])))
	}
	return time.Time{}
}
