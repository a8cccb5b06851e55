package discord

import (
	"net"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/net/idna"
)

// units counts the UTF-16 units of s.
func units(s string) int {
	n := 0
	for _, r := range s {
		n += max(1, utf16.RuneLen(r))
	}
	return n
}

// clean makes text from outside fit to be shown: valid UTF-8, no control
// characters, nothing that turns the direction of the text around.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\u2028', r == '\u2029':
			return '\n'
		case r == '\t':
			return ' '
		case unicode.IsControl(r), r == '\ufeff',
			r >= '\u202a' && r <= '\u202e', // embeddings and overrides
			r >= '\u2066' && r <= '\u2069', // isolates
			r >= '\ufff9' && r <= '\ufffb': // annotations
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
}

// oneLine is s cleaned, with single spaces instead of line breaks.
func oneLine(s string) string { return strings.Join(strings.Fields(clean(s)), " ") }

// hush keeps text from looking like a mention of everybody.
func hush(s string) string {
	s = strings.ReplaceAll(s, "@everyone", "@\u200beveryone")
	return strings.ReplaceAll(s, "@here", "@\u200bhere")
}

// special are the characters that mean something anywhere in Discord's Markdown;
// a backslash takes the meaning away. Parentheses matter only after a bracket.
const special = "\\*_~`|[]<>"

// escape makes cleaned text stand for itself in Markdown. fresh says that it
// starts a line.
func escape(s string, fresh bool) string {
	s = hush(s)
	var b strings.Builder
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		digits := 0
		if fresh {
			digits = leadingNumber(s[i:])
		}
		switch {
		case r == '\n':
			fresh = true
			b.WriteByte('\n')
			i += n
			continue
		case fresh && r == ' ':
			b.WriteByte(' ')
			i += n
			continue
		case digits > 0: // would begin a numbered list
			b.WriteString(s[i:i+digits] + `\`)
			n = digits
		case strings.ContainsRune(special, r), fresh && strings.ContainsRune("#-+", r),
			r == ':' && strings.HasPrefix(s[i:], "://"): // would become a link
			b.WriteString(`\` + s[i:i+n])
		default:
			b.WriteString(s[i : i+n])
		}
		fresh = false
		i += n
	}
	return b.String()
}

// leadingNumber is the length of the digits that s begins with, where a point or
// a parenthesis follows them.
func leadingNumber(s string) int {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	if n > 0 && n < len(s) && (s[n] == '.' || s[n] == ')') {
		return n
	}
	return 0
}

// maxURL is the longest URL that is sent, in bytes.
const maxURL = 2000

// webURL is u where it is a page of the web, in a form that Discord takes, without
// a user's name; else empty.
func webURL(u string) string {
	parsed, err := url.Parse(strings.TrimSpace(u))
	if err != nil || (parsed.Scheme != "http" && parsed.Scheme != "https") {
		return ""
	}
	host, err := hostNames.ToASCII(parsed.Hostname())
	if err != nil || !strings.Contains(host, ".") {
		return "" // Discord would refuse the whole message
	}
	if port := parsed.Port(); port != "" {
		host = net.JoinHostPort(host, port)
	}
	parsed.Host, parsed.User = host, nil
	safe := notInURLs.Replace(parsed.String())
	if len(safe) > maxURL || safe != oneLine(safe) {
		return ""
	}
	return safe
}

// hostNames writes the names of hosts in ASCII, and knows which are none.
var hostNames = idna.New(idna.MapForLookup(), idna.StrictDomainName(true), idna.VerifyDNSLength(true))

// linkTarget is u, if it is a page of the web, in a form that the Markdown around
// it cannot misread.
func linkTarget(u string) string { return notInMarkdown.Replace(webURL(u)) }

// notInURLs writes in percent form what no URL may contain, and notInMarkdown
// what could end a link, or a style around it.
var (
	notInURLs     = strings.NewReplacer(" ", "%20", `"`, "%22", "<", "%3C", ">", "%3E", `\`, "%5C", "`", "%60")
	notInMarkdown = strings.NewReplacer("(", "%28", ")", "%29", "*", "%2A", "|", "%7C", "~~", "%7E%7E", "[", "%5B", "]", "%5D")
)
