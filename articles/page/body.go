package page

import (
	"slices"
	"strings"
	"unicode/utf8"

	"herald/articles"
)

// body gathers the text from line start to the comments, without furniture.
func (p *plain) body(start int) {
	for i := start; i < len(p.lines) && !p.signedOff(i); i++ {
		switch p.shapes[i] {
		case ending:
			if p.over(i) {
				return
			}
		case leader:
			i = p.skipLinks(i)
		case single:
			p.note(p.lines[i])
		default:
			p.add(i)
		}
	}
}

// signedOff reports whether line i, behind the text, is the author's name over some
// words about who that is.
func (p *plain) signedOff(i int) bool {
	if p.structured || len(p.text) < 3 || !slices.ContainsFunc(p.a.Authors, func(name string) bool { return strings.EqualFold(name, p.lines[i].text) }) {
		return false
	}
	return !slices.ContainsFunc(p.lines[i:], func(l line) bool { return utf8.RuneCountInString(l.text) >= longParagraph })
}

// withoutTags takes the names of topics off the end of the text, short lines of which
// each was a link.
func (p *plain) withoutTags() {
	n := len(p.text)
	for n > 0 && isTag(p.text[n-1]) {
		n--
	}
	if n > 2 && len(p.text)-n > 1 {
		p.text = p.text[:n]
	}
}

// isTag reports whether a line of text can be the name of a topic.
func isTag(s string) bool {
	s = strings.TrimPrefix(s, "## ")
	return len(strings.Fields(s)) <= 4 && !endsSentence(s) && headingLike(s)
}

// over reports whether the article ends at line i, which heads comments: its
// text has begun, and not more of it follows than stands before.
func (p *plain) over(i int) bool {
	after := 0
	for _, l := range p.lines[i:] {
		if utf8.RuneCountInString(l.text) >= longParagraph {
			after++
		}
	}
	return len(p.text) > 0 && after <= p.long
}

// maxLinks is how many headlines a list of links is thought to have.
const maxLinks = 15

// skipLinks returns the index of the last of the headlines that line i leads to.
// A line before a paragraph is a heading of the article, not one of them.
func (p *plain) skipLinks(i int) int {
	for range maxLinks {
		if i+1 >= len(p.lines) || goesOnWithText(p.lines[i+1]) || p.shapes[i+1] == ending {
			return i
		}
		if next := p.lines[i+1]; !next.bullet && p.shapes[i+1] == notFurniture && p.heads(i+1) && i+2 < len(p.lines) && goesOnWithText(p.lines[i+2]) {
			return i
		}
		if _, _, marked := articles.CutMarker(p.lines[i+1].text); marked {
			return i
		}
		i++
	}
	return i
}

// goesOnWithText reports whether l, behind a list of links, is text again: a short
// question is a headline as well.
func goesOnWithText(l line) bool {
	return isParagraph(l) && (!strings.HasSuffix(l.text, "?") || utf8.RuneCountInString(l.text) > maxHeading)
}

// add puts line i into the text in the form of articles.Article.Text.
func (p *plain) add(i int) {
	l := p.lines[i]
	if p.note(l) || p.isBio(l) || len(p.text) < 4 && sameWords(l.text, p.a.Title) || p.lateByline(i) {
		return
	}
	text := l.text
	switch quoted, isQuote := strings.CutPrefix(l.text, "> "); {
	case p.marked(l), !l.bullet && p.heads(i):
		text = "## " + text
	case l.bullet:
		text = "- " + text
	case isQuote:
		text = "> " + quoted
	}
	if utf8.RuneCountInString(text) >= longParagraph {
		p.long++
	}
	p.text = append(p.text, text)
}

// lateByline takes in a byline that stands at the foot of the text, or between
// its first lines. It must say by a label what it is, or be the first date.
func (p *plain) lateByline(i int) bool {
	b, ok := readByline(p.lines[i].text)
	early := len(p.text) < 3 && !p.dated() && !b.published.IsZero()
	if !ok || p.lines[i].bullet || !b.by && !early || b.published.IsZero() && b.updated.IsZero() && i+3 < len(p.lines) {
		return false
	}
	p.takeByline(b)
	return true
}

// marked reports whether l is a headline with a mark of urgency, and keeps the
// first one found.
func (p *plain) marked(l line) bool {
	if utf8.RuneCountInString(l.text) > maxDeck || len(sentences(l.text)) > 2 {
		return false
	}
	marker, rest, ok := articles.CutMarker(l.text)
	if !ok || rest == "" {
		return false
	}
	if p.a.Marker == "" {
		p.a.Marker, p.a.MarkedTitle = marker, rest
	}
	return true
}

// heads reports whether line i is a heading of what follows.
func (p *plain) heads(i int) bool {
	l := p.lines[i]
	if l.heading {
		return true
	}
	if l.bullet || p.structured || !headingLike(l.text) {
		return false
	}
	for j := i + 1; j < min(len(p.lines), i+4); j++ {
		if p.shapes[j] != notFurniture {
			continue
		}
		next := p.lines[j]
		return isParagraph(next) || next.bullet || j == i+1 && next.gap && headingLike(next.text) && j+1 < len(p.lines) && isParagraph(p.lines[j+1])
	}
	return false
}
