package page

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"
)

// parse reads HTML in any encoding that it declares or shows.
func parse(data []byte) (*html.Node, error) {
	if len(bytes.TrimSpace(data)) == 0 {
		return nil, ErrEmpty
	}
	if _, wide := utf16Order(data); !wide && looksBinary(data) {
		if !htmlStart.Match(data[:min(len(data), sample)]) {
			return nil, ErrBinary
		}
		data = bytes.ReplaceAll(data, []byte{0}, nil)
	}
	text, err := decodeHTML(data)
	if err != nil {
		return nil, fmt.Errorf("decode page: %w", err)
	}
	kept, _, _ := sift(text, maxCost)
	doc, err := html.Parse(strings.NewReader(kept))
	if err != nil {
		return nil, ErrTooDeep // there is no other reason
	}
	return doc, nil
}

// htmlStart is in every HTML page, and declared the encoding that a page claims.
var (
	htmlStart = regexp.MustCompile(`(?i)<(?:html|head|body)[\s>]`)
	declared  = regexp.MustCompile(`(?i)<meta\b[^>]{0,200}\bcharset\s*=\s*["']?\s*([\w-]{2,40})`)
)

// decodeHTML is data as UTF-8. Where a page is not in the encoding that it begins
// with, as archived pages with somebody's scripts before them are not, the next
// one that it claims counts.
func decodeHTML(data []byte) (string, error) {
	if _, wide := utf16Order(data); wide {
		return Decode(data)
	}
	_, name, certain := charset.DetermineEncoding(data, "text/html")
	if utf8.Valid(data) && (!certain || name == "utf-8") {
		return string(data), nil
	}
	if !certain || name == "utf-8" {
		name = claimed(data, name)
	}
	if name == "utf-8" {
		return string(data), nil
	}
	if !certain && name == nothingSaid {
		return Decoded(data), nil
	}
	r, err := charset.NewReaderLabel(name, bytes.NewReader(data))
	if err != nil {
		return "", err
	}
	out, err := io.ReadAll(r)
	return string(out), err
}

// nothingSaid is what charset says of data that says nothing.
const nothingSaid = "windows-1252"

// claimed is the first encoding but UTF-8 that data claims to be in, else name.
func claimed(data []byte, name string) string {
	for _, m := range declared.FindAllSubmatch(data[:min(len(data), sample)], 20) {
		if e, label := charset.Lookup(string(m[1])); e != nil && label != "utf-8" {
			return label
		}
	}
	return name
}
