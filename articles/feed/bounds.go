package feed

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strconv"
	"time"

	"golang.org/x/net/html/charset"
)

// Bounds of a document, far above what real feeds need. They keep a hostile one
// from taking the stack, the memory or the processor.
const (
	maxElements   = 250_000         // elements of an XML document
	maxEntries    = 20_000          // its items
	maxDepth      = 2_000           // elements within each other
	maxAttributes = 500_000         // attributes of all elements, by the spaces in tags
	maxObjects    = 100_000         // objects of a JSON document
	few           = 10_000          // with fewer tags than this an XML document is harmless
	small         = 1 << 20         // with fewer bytes than this its attributes are
	maxTime       = 5 * time.Second // reading one document
)

var (
	errTooMuch = errors.New("the document has more parts than a feed can have")
	errTooDeep = errors.New("the document is nested too deeply")
	errTooSlow = errors.New("the document takes too long to read")
)

// bounded returns doc if it can be given to the parser, which recurses and
// allocates for every part of it.
func bounded(doc []byte) ([]byte, error) {
	if doc[0] == '{' {
		if bytes.Count(doc, []byte("{")) > maxObjects {
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
		return doc, measure(doc)
	}
	return doc, nil
}

// spacesInTags counts the runs of white space between "<" and ">", of which
// every attribute has one before it.
func spacesInTags(doc []byte) int {
	n := 0
	for {
		start := bytes.IndexByte(doc, '<')
		if start < 0 {
			return n
		}
		doc = doc[start:]
		end := bytes.IndexByte(doc, '>')
		if end < 0 {
			end = len(doc) - 1
		}
		n += len(bytes.Fields(doc[:end])) - 1
		doc = doc[end+1:]
	}
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

// reference is a numeric character reference.
var reference = regexp.MustCompile(`&#(?:[xX]([0-9a-fA-F]{1,8})|([0-9]{1,9}));`)

// repair mends what makes a parser give a document up: references to characters
// that XML does not allow, and a break in the middle, before which all whole
// items count. It reports whether anything was changed.
func repair(doc []byte) (fixed []byte, changed bool) {
	if doc[0] != '<' {
		return doc, false
	}
	fixed = reference.ReplaceAllFunc(doc, func(ref []byte) []byte {
		if referenceAllowed(ref) {
			return ref
		}
		return nil
	})
	changed = len(fixed) != len(doc)
	if whole, cut := wholeItems(fixed); cut {
		return whole, true
	}
	return fixed, changed
}

func referenceAllowed(ref []byte) bool {
	m := reference.FindSubmatch(ref)
	digits, base := string(m[2]), 10
	if len(m[1]) > 0 {
		digits, base = string(m[1]), 16
	}
	n, err := strconv.ParseInt(digits, base, 32)
	return err == nil && n != 0 && allowed(rune(n)) && (n < 0xD800 || n > 0xDFFF) && n <= 0x10FFFF
}

// wholeItems cuts doc after the last item before it breaks, and closes the
// elements that are open there. It reports false if doc does not break, or
// breaks before any item ends.
func wholeItems(doc []byte) (whole []byte, cut bool) {
	var open, atEnd []xml.Name
	end := int64(-1)
	for d := decoder(doc); ; {
		t, err := d.RawToken()
		if errors.Is(err, io.EOF) && len(open) == 0 {
			return doc, false
		}
		if err != nil {
			break
		}
		switch t := t.(type) {
		case xml.StartElement:
			open = append(open, t.Name)
		case xml.EndElement:
			if len(open) == 0 {
				return doc, false
			}
			open = open[:len(open)-1]
			if t.Name.Local == "item" || t.Name.Local == "entry" {
				end, atEnd = d.InputOffset(), append(atEnd[:0], open...)
			}
		}
	}
	if end < 0 {
		return doc, false
	}
	return append(bytes.Clone(doc[:end]), closers(atEnd)...), true
}

// closers are the end tags of the elements open, the innermost first.
func closers(open []xml.Name) []byte {
	var b bytes.Buffer
	for i := len(open) - 1; i >= 0; i-- {
		b.WriteString("</")
		if open[i].Space != "" {
			b.WriteString(open[i].Space + ":")
		}
		b.WriteString(open[i].Local + ">")
	}
	return b.Bytes()
}
