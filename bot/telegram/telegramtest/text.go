package telegramtest

import (
	"cmp"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// What a text may hold, in code points after entities
// (https://core.telegram.org/bots/api#sendmessage, #sendphoto).
const (
	maxText    = 4096
	maxCaption = 1024
	// maxEntities is how many entities of a text the server keeps.
	maxEntities = 100
)

// What the server finds in a text by itself.
var (
	mentionPattern = regexp.MustCompile(`(^|[^\pL\pN_])(@[A-Za-z0-9_]{2,32})`)
	commandPattern = regexp.MustCompile(`(^|[^\pL\pN_/<>])(/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{2,32})?)`)
)

// styled reads a text that came with a parse mode and checks its length.
func styled(text, mode string, limit int) (string, []Entity, *apiError) {
	var entities []Entity
	switch strings.ToLower(mode) {
	case "":
	case "html":
		var err error
		if text, entities, err = ParseHTML(text); err != nil {
			return "", nil, badRequest(err.Error())
		}
	default:
		return "", nil, badRequest("unsupported parse_mode")
	}
	if !utf8.ValidString(text) {
		return "", nil, badRequest("strings must be encoded in UTF-8")
	}
	text, entities = trim(text, entities)
	if utf8.RuneCountInString(text) > limit {
		if limit == maxCaption {
			return "", nil, badRequest("message caption is too long")
		}
		return "", nil, badRequest("message is too long")
	}
	return text, found(text, entities[:min(len(entities), maxEntities)]), nil
}

// trim takes off the white space at both ends and moves the entities along.
func trim(text string, entities []Entity) (string, []Entity) {
	left := strings.TrimLeft(text, " \t\r\n")
	shift := utf16Len(text[:len(text)-len(left)])
	out := strings.TrimRight(left, " \t\r\n")
	end := utf16Len(out)
	var kept []Entity
	for _, e := range entities {
		from, to := max(e.Offset-shift, 0), min(e.Offset+e.Length-shift, end)
		if from < to {
			e.Offset, e.Length = from, to-from
			kept = append(kept, e)
		}
	}
	return out, kept
}

// found adds the mentions and commands that the server recognises in plain
// text; inside links and code it looks for none.
func found(text string, entities []Entity) []Entity {
	add := func(kind string, pattern *regexp.Regexp) {
		for _, m := range pattern.FindAllStringSubmatchIndex(text, -1) {
			e := Entity{Type: kind, Offset: utf16Len(text[:m[4]]), Length: utf16Len(text[m[4]:m[5]])}
			if !slices.ContainsFunc(entities, e.insideLink) {
				entities = append(entities, e)
			}
		}
	}
	add("mention", mentionPattern)
	add("bot_command", commandPattern)
	slices.SortStableFunc(entities, func(a, b Entity) int { return cmp.Compare(a.Offset, b.Offset) })
	return entities
}

func (e Entity) insideLink(other Entity) bool {
	switch other.Type {
	case "text_link", "code", "pre":
		return other.Offset <= e.Offset && e.Offset+e.Length <= other.Offset+other.Length
	}
	return false
}

func (e Entity) json() object {
	o := object{"type": e.Type, "offset": e.Offset, "length": e.Length}
	if e.URL != "" {
		o["url"] = e.URL
	}
	return o
}

func utf16Len(s string) int {
	n := 0
	for _, r := range s {
		n += units(r)
	}
	return n
}

// webURL reports whether Telegram would take s as a link.
func webURL(s string) bool {
	u, err := url.Parse(s)
	if err != nil {
		return false
	}
	switch strings.ToLower(u.Scheme) {
	case "http", "https", "tg":
		return u.Host != ""
	}
	return false
}
