package feed

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"time"

	"golang.org/x/net/html/charset"
)

// Bounds of a document, far above what real feeds need. They keep a hostile one
// from taking the stack, the memory or the processor.
const (
	maxElements   = 250_000 // elements of an XML document
	maxEntries    = 20_000  // its items
	maxDepth      = 2_000   // elements within each other
	maxAttributes = 500_000 // attributes of all elements, by the spaces in tags
	maxObjects    = 100_000 // objects of a JSON document
	maxValues     = 500_000 // its values, by the commas
	few           = 10_000  // with fewer tags than this an XML document is harmless
	small         = 1 << 20 // with fewer bytes than this its attributes are
	maxAbout      = 1 << 19 // bytes before the first item, which say something about the feed
)

// maxTime bounds reading one document, on the clock. Tests take more: how long they
// read depends on what else the machine does.
var maxTime = 5 * time.Second

var (
	errNoItem  = errors.New("the document has no item within its first 512 KiB")
	errTooMuch = errors.New("the document has more parts than a feed can have")
	errTooDeep = errors.New("the document is nested too deeply")
	errTooSlow = errors.New("the document takes too long to read")
)

// firstItem is the beginning of an item or entry, under any prefix.
var firstItem = regexp.MustCompile(`<(?:[\w.-]+:)?(?:item|entry)[\s/>]`)

// bounded returns doc if it can be given to the parser, which recurses and
// allocates for every part of it.
func bounded(doc []byte) ([]byte, error) {
	if doc[0] == '{' {
		if bytes.Count(doc, []byte("{")) > maxObjects || bytes.Count(doc, []byte(",")) > maxValues {
			return nil, errTooMuch
		}
		return doc, nil
	}
	if bytes.Count(doc, []byte("<item"))+bytes.Count(doc, []byte("<entry")) > maxEntries {
		return nil, errTooMuch
	}
	if len(doc) > small && spacesInTags(doc) > maxAttributes {
		return nil, errTooMuch
	}
	if bytes.Count(doc, []byte("<")) > few {
		if err := measure(doc); err != nil {
			return nil, err
		}
	}
	if len(doc) > maxAbout && !firstItem.Match(doc[:maxAbout]) && !isPage(doc) {
		return nil, errNoItem
	}
	return doc, nil
}

// spacesInTags counts the runs of white space between "<" and ">", of which
// every attribute has one before it.
func spacesInTags(doc []byte) int {
	n, inTag, inSpace := 0, false, false
	for _, c := range doc {
		space := c == ' ' || c == '\t' || c == '\n' || c == '\r'
		switch {
		case c == '<':
			inTag = true
		case c == '>':
			inTag = false
		case inTag && space && !inSpace:
			n++
		}
		inSpace = space
	}
	return n
}

// decoder reads doc the way the parser does.
func decoder(doc []byte) *xml.Decoder {
	d := xml.NewDecoder(&budgetReader{doc: doc})
	d.Strict = false
	d.CharsetReader = charset.NewReaderLabel
	return d
}

// measure reads doc, as far as it can be read, and refuses what is too deep or
// has too many elements. HTML within CDATA does not count.
func measure(doc []byte) error {
	open, elements := 0, 0
	d := decoder(doc)
	for t, err := d.Token(); err == nil; t, err = d.Token() {
		switch t.(type) {
		case xml.StartElement:
			open++
			elements++
		case xml.EndElement:
			open--
		}
		if open > maxDepth {
			return errTooDeep
		}
		if elements > maxElements {
			return errTooMuch
		}
	}
	return nil // what is wrong with doc the parser will tell
}

// budgetReader reads doc until maxTime is over. Some documents, for example one
// element with a million texts and tags by turns, cost the square of their
// length to parse, and parsing cannot be stopped from outside.
type budgetReader struct {
	doc   []byte
	since time.Time
}

func (r *budgetReader) Read(p []byte) (int, error) {
	if r.since.IsZero() {
		r.since = time.Now()
	}
	if len(r.doc) == 0 {
		return 0, io.EOF
	}
	if time.Since(r.since) > maxTime {
		return 0, errTooSlow
	}
	n := copy(p, r.doc)
	r.doc = r.doc[n:]
	return n, nil
}
