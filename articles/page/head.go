package page

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"herald/articles"
)

// maxHead is how many lines of a page can stand before its first paragraph:
// navigation can be long.
const maxHead = 80

// bylineReach is how many lines behind the headline a byline is looked for.
const bylineReach = 8

// maxDeck is how long a deck can be, in characters.
const maxDeck = 320

// head reads headline, byline, deck and keywords, and returns the index of the
// first line of the body.
func (p *plain) head() int {
	at := p.findTitle()
	for i, l := range p.lines[:at] {
		if b, ok := readByline(l.text); ok {
			p.takeByline(b)
		} else if marker, ok := loneMarker(l.text); ok && i == at-1 {
			p.a.Marker = marker
		} else if m := letterhead.FindStringSubmatch(l.text); m != nil && p.a.URL == "" {
			p.a.URL = m[1]
		} else {
			p.note(l)
		}
	}
	if !p.setTitle(p.lines[at]) {
		return at
	}
	return p.underTitle(p.titleAgain(at) + 1)
}

// titleAgain is the index of the last line before the first paragraph that is the
// headline once more. The first one of a saved page is that of its window, and
// navigation stands between both. What the window's has more, behind a dash, is the
// name of the site.
func (p *plain) titleAgain(at int) int {
	last, short := at, p.a.Title
	if all := tailDash.FindAllStringIndex(short, -1); len(all) > 0 {
		short = short[:all[len(all)-1][0]]
	}
	for i := at + 1; i < min(len(p.lines), at+maxHead) && !isParagraph(p.lines[i]); i++ {
		title, _ := cutTail(p.lines[i].text)
		if _, rest, ok := articles.CutMarker(title); ok {
			title = rest
		}
		switch {
		case sameWords(title, p.a.Title):
			last = i
		case sameWords(title, short) && len(strings.Fields(title)) >= 3:
			last, p.a.Title = i, title
		}
	}
	return last
}

// setTitle reads the headline from l. It reports false where l is a paragraph,
// which stays in the text.
func (p *plain) setTitle(l line) bool {
	title := titleLabel.ReplaceAllString(l.text, "")
	one := sentences(title)[0]
	whole := utf8.RuneCountInString(title) <= maxDeck && (len(one) == len(title) || utf8.RuneCountInString(title) <= 160)
	if !whole {
		title = clip(one, 160)
	}
	p.a.Title, p.a.Keywords = cutTail(title)
	if p.a.Marker == "" {
		takeMarker(&p.a)
	}
	return whole
}

// findTitle is the index of the headline: the first line that is neither
// furniture nor a byline, unless that is the name of a site or section and the
// headline comes later, still before the byline or the first paragraph.
func (p *plain) findTitle() int {
	var candidates []int
	for i, l := range p.lines[:min(len(p.lines), maxHead)] {
		if p.isTitle(l) {
			return i
		}
		if _, by := readByline(l.text); by && (len(candidates) > 0 || i == 0) && !p.firstLineIsTitle(i) {
			if len(candidates) > 0 {
				break
			}
			continue
		}
		if p.shapes[i] != notFurniture && (i > 0 || !labelled.MatchString(l.text)) || p.isNote(l) || l.bullet {
			continue
		}
		candidates = append(candidates, i)
		if isParagraph(l) {
			break
		}
	}
	return p.choose(candidates)
}

// letterhead is the first line of a printed page: the name of the site, and the
// address of the page.
var letterhead = regexp.MustCompile(`^(?:\S+\s){1,5}(https?://\S+)$`)

// labelled is a headline behind the kind of its page, "LIVE: Storm makes
// landfall near the port". Elsewhere on a page such a line is promotion.
var labelled = regexp.MustCompile(`(?i)^(?:live|live (?:updates|blog)|video|watch|podcast|listen)\s?[:|]\s*(?:\S+\s+){3,}\S`)

func (p *plain) isTitle(l line) bool { return l.heading || titleLabel.MatchString(l.text) }

// firstLineIsTitle reports whether line i, which reads like a byline, is the
// headline: "By Any Means" is, with no date and nothing before it.
func (p *plain) firstLineIsTitle(i int) bool {
	b, _ := readByline(p.lines[i].text)
	return i == 0 && b.published.IsZero() && b.updated.IsZero()
}

// loneMarker reports whether s is nothing but a mark of urgency. Small letters
// would make it the name of a section.
func loneMarker(s string) (marker string, ok bool) {
	if strings.ContainsFunc(s, unicode.IsLower) {
		return "", false
	}
	return articles.IsMarker(strings.Trim(s, " :!|[]*-–—🚨🔴"))
}

// isNote reports whether l says something about the article and cannot be its
// headline.
func (p *plain) isNote(l line) bool {
	if _, ok := loneMarker(l.text); ok {
		return true
	}
	return linkLine.MatchString(l.text) || letterhead.MatchString(l.text) || tagLine.MatchString(l.text) && !endsSentence(l.text)
}

// choose picks the headline among the lines before byline or text.
func (p *plain) choose(candidates []int) int {
	if len(candidates) == 0 {
		for i, s := range p.shapes {
			if s == notFurniture {
				return i
			}
		}
		return 0
	}
	for n, i := range candidates {
		words := len(strings.Fields(p.lines[i].text))
		later := slices.ContainsFunc(candidates[n+1:], func(j int) bool {
			return !isParagraph(p.lines[j]) && len(strings.Fields(p.lines[j].text)) >= 5
		})
		if words > 3 || !later {
			return i
		}
	}
	return candidates[0]
}

// underTitle reads the lines between headline and body, from the one at i, and
// returns where the body begins.
func (p *plain) underTitle(i int) int {
	last := p.findByline(i)
	for ; i < len(p.lines); i++ {
		l := p.lines[i]
		b, by := readByline(l.text)
		switch {
		case by && !l.bullet:
			i += p.takeByline(b, p.lines[i+1:]...)
		case p.note(l), p.shapes[i] == single, sameWords(l.text, p.a.Title), p.isBio(l):
		case i > 0 && p.isRole(i):
		case p.isKeywords(i):
			words, _, _ := phraseList(l.text)
			p.deckWords = append(p.deckWords, words...)
		case p.isSignature(i):
			p.a.Authors = []string{tidyName(l.text)}
		case p.a.Deck == "" && p.isDeck(i, last):
			p.a.Deck = l.text
		case i < last && !isParagraph(l) && !l.bullet && !l.heading:
			p.smallPrint(l.text)
		default:
			return i
		}
	}
	return i
}

// isSignature reports whether line i is an author's name and nothing else: what an
// author does, or how long ago that was, follows.
func (p *plain) isSignature(i int) bool {
	l := p.lines[i]
	if len(p.a.Authors) > 0 || i+1 >= len(p.lines) || l.bullet || l.heading || !nameLike(l.text, 2, 4) || isOffice(l.text) || siteWords[strings.ToLower(firstWord(l.text))] {
		return false
	}
	_, dated := readByline(p.lines[i+1].text)
	return dated || p.shapes[i+1] == single || role(p.lines[i+1])
}

// isRole reports whether line i says what the author named before it does.
func (p *plain) isRole(i int) bool {
	return len(p.a.Authors) == 1 && strings.EqualFold(p.lines[i-1].text, p.a.Authors[0]) && role(p.lines[i])
}

// role reports whether l is what an author does, and perhaps where: "Environment
// correspondent, Kestrel Bay".
func role(l line) bool {
	what, _, _ := strings.Cut(l.text, ",")
	return isOffice(what) && len(strings.Fields(l.text)) <= 8 && !endsSentence(l.text) && !l.bullet && !l.heading
}

// smallPrint reads a short line between headline and byline: the author's name,
// or else a role or section, which is passed over.
func (p *plain) smallPrint(s string) {
	if marker, ok := loneMarker(s); ok && p.a.Marker == "" {
		p.a.Marker = marker
		return
	}
	name, role, _ := strings.Cut(s, ",")
	if len(p.a.Authors) == 0 && nameLike(name, 2, 4) && !isOffice(name) && !siteWords[strings.ToLower(firstWord(name))] && (role == "" || isOffice(role)) {
		p.a.Authors = []string{tidyName(name)}
	}
}

// isBio reports whether l says who an author is, or where authors reported from.
func (p *plain) isBio(l line) bool {
	if utf8.RuneCountInString(l.text) > maxFurniture {
		return false
	}
	for _, name := range p.a.Authors {
		if rest, ok := strings.CutPrefix(l.text, name+" "); ok && bio.MatchString(rest) {
			return true
		}
	}
	return false
}

var bio = regexp.MustCompile(`^(?:is (?:an?|the|our|based)\b|covers\b|reports\b|reported from\b|writes\b|has (?:covered|worked|been)\b|joined\b)`)

// findByline is the index of the last byline shortly behind i with at most a
// deck between, or -1.
func (p *plain) findByline(i int) int {
	last, paragraphs := -1, 0
	for j := i; j < min(len(p.lines), i+bylineReach); j++ {
		if _, ok := readByline(p.lines[j].text); ok {
			last = j
			continue
		}
		if n := utf8.RuneCountInString(p.lines[j].text); isParagraph(p.lines[j]) && p.shapes[j] == notFurniture {
			if paragraphs++; paragraphs > 1 || n > maxDeck || last >= 0 {
				break
			}
		}
	}
	return last
}

// takeByline takes over what b says and the article does not have yet. A byline
// of nothing but "By" may have its name on the next line; it returns how many
// of the lines behind it have been used.
func (p *plain) takeByline(b byline, next ...line) int {
	used := 0
	if b.by && len(b.authors) == 0 && b.published.IsZero() && b.updated.IsZero() && len(next) > 0 && nameLike(next[0].text, 2, 4) {
		b.authors, used = []string{tidyName(next[0].text)}, 1
	}
	if len(p.a.Authors) == 0 {
		p.a.Authors = b.authors
	}
	if p.a.Published.IsZero() {
		p.a.Published = b.published
	}
	if p.a.Updated.IsZero() {
		p.a.Updated = b.updated
	}
	return used
}

// isKeywords reports whether line i, near the headline, is a line of keywords.
// Single words are keywords where a divider follows, or in small letters directly
// under a line and before the text.
func (p *plain) isKeywords(i int) bool {
	l := p.lines[i]
	phrases, _, ok := phraseList(l.text)
	if !ok || l.bullet || endsSentence(l.text) {
		return false
	}
	if _, ok = keywordList(l.text); ok && (len(phrases) > 2 || related(p.a.Title, l.text)) {
		return true
	}
	if i+1 >= len(p.lines) || l.heading {
		return false
	}
	next := p.lines[i+1]
	return next.divider || len(phrases) > 2 && !l.gap && next.gap && isParagraph(next) && strings.ToLower(l.text) == l.text
}

// isDeck reports whether line i is the deck: it stands before the byline, or
// before keywords or a divider, or is the first of two headings in a row, or
// stands directly under the headline.
func (p *plain) isDeck(i, byline int) bool {
	l := p.lines[i]
	if l.bullet || i+1 >= len(p.lines) || utf8.RuneCountInString(l.text) > maxDeck {
		return false
	}
	next := p.lines[i+1]
	switch {
	case i < byline:
		return len(strings.Fields(l.text)) > 3
	case next.divider && !isParagraph(next) || next.divider && headingLike(l.text), p.isKeywords(i + 1):
		return len(sentences(l.text)) <= 2
	case l.heading || !headingLike(l.text) || isParagraph(l):
		return false
	case headingLike(next.text) && !isParagraph(next) && !next.bullet && p.shapes[i+1] == notFurniture:
		return i+2 < len(p.lines) && isParagraph(p.lines[i+2])
	case p.dated() && inSentenceCase(l.text):
		return isParagraph(next)
	}
	return !l.gap && next.gap && isParagraph(next)
}

// dated reports whether a byline has been read.
func (p *plain) dated() bool { return !p.a.Published.IsZero() || !p.a.Updated.IsZero() }

// inSentenceCase reports whether s is six words or more that are not written in
// capitals like a title: decks are, and section headings are shorter.
func inSentenceCase(s string) bool {
	words := strings.Fields(s)
	small := 0
	for _, w := range words {
		if first, _ := utf8.DecodeRuneInString(w); unicode.IsLower(first) {
			small++
		}
	}
	return len(words) >= 6 && small*2 > len(words)
}
