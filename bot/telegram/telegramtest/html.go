package telegramtest

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Entity is a part of a text that is set specially or leads somewhere. Offset
// and Length count UTF-16 units
// (https://core.telegram.org/bots/api#messageentity).
type Entity struct {
	Type           string
	Offset, Length int
	URL            string
}

// entityOf are the tags that the HTML mode knows, and what they make
// (https://core.telegram.org/bots/api#html-style). Any other tag is an error.
var entityOf = map[string]string{
	"a": "text_link", "b": "bold", "strong": "bold", "i": "italic", "em": "italic",
	"s": "strikethrough", "strike": "strikethrough", "del": "strikethrough",
	"u": "underline", "ins": "underline", "tg-spoiler": "spoiler", "span": "spoiler",
	"tg-emoji": "custom_emoji", "tg-time": "date_time", "pre": "pre", "code": "code",
	"blockquote": "blockquote",
}

// ParseHTML reads a text in Telegram's HTML mode and returns what people see and
// its entities. The error has the real server's words, without "Bad Request:".
func ParseHTML(text string) (string, []Entity, error) {
	p := htmlParser{in: text}
	if err := p.parse(); err != nil {
		return "", nil, fmt.Errorf("can't parse entities: %w", err)
	}
	return p.out.String(), p.entities, nil
}

type openTag struct {
	name, argument string
	offset         int
}

type htmlParser struct {
	in       string
	pos      int
	out      strings.Builder
	units    int // UTF-16 units written
	open     []openTag
	entities []Entity
}

func (p *htmlParser) parse() error {
	for p.pos < len(p.in) {
		if err := p.step(); err != nil {
			return err
		}
	}
	if len(p.open) > 0 {
		return fmt.Errorf("Can't find end tag corresponding to start tag %q", p.open[len(p.open)-1].name) //nolint:staticcheck // the server's words
	}
	return nil
}

func (p *htmlParser) step() error {
	switch p.in[p.pos] {
	case '&':
		if r, n := charRef(p.in[p.pos:]); n > 0 {
			p.write(r)
			p.pos += n
			return nil
		}
	case '<':
		if strings.HasPrefix(p.in[p.pos:], "</") {
			return p.endTag()
		}
		return p.startTag()
	}
	r, n := utf8.DecodeRuneInString(p.in[p.pos:])
	p.write(r)
	p.pos += n
	return nil
}

func (p *htmlParser) write(r rune) {
	p.out.WriteRune(r)
	p.units += units(r)
}

func (p *htmlParser) startTag() error {
	begin := p.pos
	p.pos++
	name := strings.ToLower(p.until(" \t\r\n>"))
	if p.pos >= len(p.in) {
		return fmt.Errorf("Unclosed start tag at byte offset %d", begin) //nolint:staticcheck // the server's words
	}
	if entityOf[name] == "" {
		return fmt.Errorf("Unsupported start tag %q at byte offset %d", name, begin) //nolint:staticcheck // the server's words
	}
	attributes, err := p.attributes(name, begin)
	if err != nil {
		return err
	}
	tag := openTag{name: name, offset: p.units, argument: attributes["href"]}
	if name == "span" && attributes["class"] != "tg-spoiler" {
		return fmt.Errorf("Tag \"span\" must have class \"tg-spoiler\" at byte offset %d", begin) //nolint:staticcheck // the server's words
	}
	p.open = append(p.open, tag)
	return nil
}

// attributes reads up to and past the ">" of a start tag.
func (p *htmlParser) attributes(tag string, begin int) (map[string]string, error) {
	found := map[string]string{}
	for {
		p.skipSpace()
		if p.pos >= len(p.in) {
			return nil, fmt.Errorf("Unclosed start tag %q at byte offset %d", tag, begin) //nolint:staticcheck // the server's words
		}
		if p.in[p.pos] == '>' {
			p.pos++
			return found, nil
		}
		name := p.until(" \t\r\n=>")
		if name == "" {
			return nil, fmt.Errorf("Empty attribute name in the tag %q at byte offset %d", tag, begin) //nolint:staticcheck // the server's words
		}
		value, err := p.value(tag, begin)
		if err != nil {
			return nil, err
		}
		found[strings.ToLower(name)] = value
	}
}

// value reads ="…" of an attribute; an attribute without value is allowed, as in
// <blockquote expandable>.
func (p *htmlParser) value(tag string, begin int) (string, error) {
	p.skipSpace()
	if p.pos >= len(p.in) || p.in[p.pos] != '=' {
		if tag == "blockquote" {
			return "", nil
		}
		return "", fmt.Errorf("Expected equal sign in declaration of an attribute of the tag %q at byte offset %d", tag, begin) //nolint:staticcheck // the server's words
	}
	p.pos++
	p.skipSpace()
	if p.pos < len(p.in) && (p.in[p.pos] == '"' || p.in[p.pos] == '\'') {
		return p.quoted(), nil
	}
	at := p.pos
	word := strings.ToLower(p.until(" \t\r\n>"))
	if strings.Trim(word, "abcdefghijklmnopqrstuvwxyz0123456789.-") != "" {
		return "", fmt.Errorf("Unexpected end of name token at byte offset %d", at) //nolint:staticcheck // the server's words
	}
	return word, nil
}

func (p *htmlParser) quoted() string {
	quote := p.in[p.pos]
	p.pos++
	var value strings.Builder
	for p.pos < len(p.in) && p.in[p.pos] != quote {
		if r, n := charRef(p.in[p.pos:]); n > 0 {
			value.WriteRune(r)
			p.pos += n
			continue
		}
		value.WriteByte(p.in[p.pos])
		p.pos++
	}
	p.pos = min(p.pos+1, len(p.in))
	return value.String()
}

func (p *htmlParser) endTag() error {
	begin := p.pos
	if len(p.open) == 0 {
		return fmt.Errorf("Unexpected end tag at byte offset %d", begin) //nolint:staticcheck // the server's words
	}
	p.pos += len("</")
	name := strings.ToLower(p.until(" \t\r\n>"))
	p.skipSpace()
	if p.pos >= len(p.in) || p.in[p.pos] != '>' {
		return fmt.Errorf("Unclosed end tag at byte offset %d", begin) //nolint:staticcheck // the server's words
	}
	p.pos++
	tag := p.open[len(p.open)-1]
	if name != "" && name != tag.name {
		return fmt.Errorf("Unmatched end tag at byte offset %d, expected \"</%s>\", found \"</%s>\"", begin, tag.name, name) //nolint:staticcheck // the server's words
	}
	p.open = p.open[:len(p.open)-1]
	p.close(tag)
	return nil
}

// close makes the entity of a tag. Empty ones, and links that lead nowhere, make
// none.
func (p *htmlParser) close(tag openTag) {
	e := Entity{Type: entityOf[tag.name], Offset: tag.offset, Length: p.units - tag.offset}
	if tag.name == "a" {
		e.URL = tag.argument
		if !webURL(e.URL) {
			return
		}
	}
	if e.Length > 0 {
		p.entities = append(p.entities, e)
	}
}

func (p *htmlParser) until(stop string) string {
	rest := p.in[p.pos:]
	i := strings.IndexAny(rest, stop)
	if i < 0 {
		i = len(rest)
	}
	p.pos += i
	return rest[:i]
}

func (p *htmlParser) skipSpace() {
	for p.pos < len(p.in) && strings.ContainsRune(" \t\r\n", rune(p.in[p.pos])) {
		p.pos++
	}
}

// charRef reads one of the four named or a numeric character reference at the
// start of s; n is 0 where there is none. Everything else stays as it is.
func charRef(s string) (r rune, n int) {
	for name, r := range map[string]rune{"&lt": '<', "&gt": '>', "&amp": '&', "&quot": '"'} {
		if rest, ok := strings.CutPrefix(s, name); ok {
			return r, len(name) + semicolon(rest)
		}
	}
	digits, ok := strings.CutPrefix(s, "&#")
	if !ok {
		return 0, 0
	}
	base, allowed := 10, "0123456789"
	if strings.HasPrefix(digits, "x") {
		base, allowed, digits = 16, "0123456789abcdefABCDEF", digits[1:]
	}
	rest := strings.TrimLeft(digits, allowed)
	code, err := strconv.ParseUint(digits[:len(digits)-len(rest)], base, 32)
	if err != nil || code == 0 || !utf8.ValidRune(rune(code)) {
		return 0, 0
	}
	return rune(code), len(s) - len(rest) + semicolon(rest)
}

func semicolon(s string) int {
	if strings.HasPrefix(s, ";") {
		return 1
	}
	return 0
}

// units is how many UTF-16 units a rune takes.
func units(r rune) int {
	if r > 0xFFFF {
		return 2
	}
	return 1
}
