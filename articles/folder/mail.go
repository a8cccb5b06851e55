package folder

import (
	"bytes"
	"cmp"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"

	"herald/articles"
	"herald/articles/page"
)

// Bounds of a newsletter: how deep its parts may be nested, and how many there
// may be; and how long its header and its text can be, in bytes. Its size is that
// of every file.
const (
	maxParts     = 100
	maxPartDepth = 10
	maxHeader    = 256 << 10
	maxLetter    = 4 << 20
)

var errHeader = fmt.Errorf("its header has more than %d KiB", maxHeader>>10)

// readMail reads a newsletter, saved as .eml (RFC 5322): its HTML, or else its
// plain text. The sender is the author, who is a person or not.
func readMail(data []byte) (articles.Article, error) {
	if !headed(data) {
		return articles.Article{}, errHeader
	}
	m, err := mail.ReadMessage(bytes.NewReader(data))
	if err != nil {
		return articles.Article{}, fmt.Errorf("read mail: %w", err)
	}
	var found letter
	if err := found.take(partHeader(m.Header.Get), m.Body, 0); err != nil {
		return articles.Article{}, fmt.Errorf("read mail: %w", err)
	}
	a, err := found.article()
	if err != nil {
		return a, err
	}
	a.Title = cmp.Or(subject(m.Header.Get("Subject")), a.Title)
	a.ID = strings.Trim(strings.TrimSpace(m.Header.Get("Message-Id")), "<>")
	if at, err := m.Header.Date(); err == nil {
		a.Published = at.UTC()
	}
	if from, err := (&mail.AddressParser{WordDecoder: words}).Parse(m.Header.Get("From")); err == nil && from.Name != "" && len(a.Authors) == 0 {
		a.Authors = []string{from.Name}
	}
	if link := webVersion(m.Header.Get("List-Archive")); link != "" && a.URL == "" {
		a.URL = link
	}
	return a, nil
}

// headed reports whether the header of a mail ends within maxHeader bytes.
func headed(data []byte) bool {
	head := data[:min(len(data), maxHeader)]
	return len(head) == len(data) || bytes.Contains(head, []byte("\n\n")) || bytes.Contains(head, []byte("\n\r\n"))
}

// letter is what a mail says, in both of its forms.
type letter struct {
	html, plain []byte
	parts       int
}

// article is what the letter says. HTML counts if there is a text in it.
func (l *letter) article() (articles.Article, error) {
	if len(l.html) > 0 {
		if a, err := page.ReadHTML(l.html, ""); err == nil && a.Text != "" {
			return a, nil
		}
	}
	if len(l.plain) == 0 {
		return articles.Article{}, errors.New("there is no text in the mail")
	}
	return articles.Article{Text: page.Tidy(page.Decoded(l.plain))}, nil
}

// partHeader gives a field of the header of a part.
type partHeader func(name string) string

// take reads a part and all in it. The first text of each form counts, and files
// that are attached do not.
func (l *letter) take(header partHeader, body io.Reader, depth int) error {
	if l.parts++; l.parts > maxParts || depth > maxPartDepth {
		return fmt.Errorf("it has more than %d parts, or more than %d within each other", maxParts, maxPartDepth)
	}
	kind, params, err := mime.ParseMediaType(cmp.Or(header("Content-Type"), "text/plain"))
	if err != nil {
		kind = "text/plain"
	}
	if disposition, _, _ := mime.ParseMediaType(header("Content-Disposition")); disposition == "attachment" {
		return nil
	}
	if strings.HasPrefix(kind, "multipart/") {
		return l.takeAll(multipart.NewReader(body, params["boundary"]), depth)
	}
	into := &l.plain
	switch {
	case kind == "text/html":
		into = &l.html
	case kind != "text/plain":
		return nil
	}
	if *into != nil {
		return nil
	}
	text, err := io.ReadAll(io.LimitReader(unpacked(header("Content-Transfer-Encoding"), body), maxLetter))
	if err != nil && len(text) == 0 {
		return err
	}
	*into = inUTF8(text, params["charset"])
	return nil
}

// takeAll reads the parts of a part. What comes after a break is lost, and what
// stands before it counts.
func (l *letter) takeAll(parts *multipart.Reader, depth int) error {
	for {
		p, err := parts.NextRawPart()
		if err != nil {
			return nil //nolint:nilerr // what was read so far counts
		}
		if err := l.take(p.Header.Get, p, depth+1); err != nil {
			return err
		}
	}
}

// unpacked is the body of a part without its encoding for the way.
func unpacked(encoding string, body io.Reader) io.Reader {
	switch strings.ToLower(strings.TrimSpace(encoding)) {
	case "base64":
		return base64.NewDecoder(base64.StdEncoding, body)
	case "quoted-printable":
		return quotedprintable.NewReader(body)
	}
	return body
}

// metaCharset is what HTML says of its encoding, which no longer holds after it was
// decoded.
var metaCharset = regexp.MustCompile(`(?i)<meta\b[^>]{0,300}\bcharset\b[^>]{0,100}>`)

// inUTF8 is text that is written in an encoding. One that names none, or one that it
// cannot be in, stays as it is: whoever reads it finds out.
func inUTF8(text []byte, charset string) []byte {
	e, err := htmlindex.Get(charset)
	if err != nil || strings.EqualFold(charset, "us-ascii") || e == unicode.UTF8 && !utf8.Valid(text) {
		return text
	}
	plain, err := e.NewDecoder().Bytes(text)
	if err != nil {
		return text
	}
	return metaCharset.ReplaceAll(plain, nil)
}

// words reads what is written in headers in other alphabets (RFC 2047).
var words = &mime.WordDecoder{CharsetReader: func(charset string, in io.Reader) (io.Reader, error) {
	e, err := htmlindex.Get(charset)
	if err != nil {
		return nil, err
	}
	return e.NewDecoder().Reader(in), nil
}}

// subject is a subject as people see it.
func subject(s string) string {
	plain, err := words.DecodeHeader(s)
	if err != nil {
		plain = s
	}
	return strings.Join(strings.Fields(plain), " ")
}

// webVersion is the address in a List-Archive header (RFC 2369).
func webVersion(header string) string {
	link := strings.Trim(strings.TrimSpace(header), "<>")
	if articles.CanonicalURL(link) == "" {
		return ""
	}
	return link
}
