package feed

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"slices"
	"strconv"
)

// reference is a numeric character reference.
var reference = regexp.MustCompile(`&#(?:[xX]([0-9a-fA-F]{1,8})|([0-9]{1,9}));`)

// repair mends what makes a parser give a document up: references to characters
// that XML does not allow, and a break in the middle, before which all whole
// items count. It reports whether there was a break, and whether anything was
// changed.
func repair(doc []byte) (fixed []byte, broken, changed bool) {
	if doc[0] != '<' {
		return doc, false, false
	}
	fixed = reference.ReplaceAllFunc(doc, func(ref []byte) []byte {
		if referenceAllowed(ref) {
			return ref
		}
		return nil
	})
	changed = len(fixed) != len(doc)
	if whole, cut := wholeItems(fixed); cut {
		return whole, true, true
	}
	return fixed, false, changed
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

// wholeItems cuts doc after the last item before it breaks or, where there is
// none, after the last whole tag, and closes the elements that are open there. It
// reports false if doc does not break, or breaks before anything begins.
func wholeItems(doc []byte) (whole []byte, cut bool) {
	var open, atEnd []xml.Name
	end := int64(-1)
	item := false
	for d := decoder(doc); ; {
		t, err := d.RawToken()
		if errors.Is(err, io.EOF) && len(open) == 0 {
			return doc, false
		}
		if err != nil {
			break
		}
		ended := false
		switch t := t.(type) {
		case xml.StartElement:
			open = append(open, t.Name)
		case xml.EndElement:
			if len(open) == 0 {
				return doc, false
			}
			open = open[:len(open)-1]
			ended = t.Name.Local == "item" || t.Name.Local == "entry"
		}
		if ended || !item && outside(open) {
			item = item || ended
			end, atEnd = d.InputOffset(), append(atEnd[:0], open...)
		}
	}
	if end < 0 || len(atEnd) == 0 {
		return doc, false
	}
	return append(bytes.Clone(doc[:end]), closers(atEnd)...), true
}

// outside reports whether a document has begun and what is open is not an item,
// of which a part is worth nothing.
func outside(open []xml.Name) bool {
	return len(open) > 0 && !slices.ContainsFunc(open, func(n xml.Name) bool { return n.Local == "item" || n.Local == "entry" })
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
