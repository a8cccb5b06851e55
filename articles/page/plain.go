package page

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"herald/articles"
)

// ReadText reads the plain text of an article: a simple text of a title and
// paragraphs, or all the text of a web page as people save or scrape it, whose
// furniture it leaves behind. HTML that was saved as text is read as ReadHTML
// does. The article has no ID, source or publisher.
//
// Text may be in any encoding that Decode knows; of more than maxPlain bytes the
// beginning counts. The error is ErrEmpty or ErrBinary.
func ReadText(data []byte) (articles.Article, error) {
	text, err := Decode(beginning(data, maxPlain))
	if err != nil {
		return articles.Article{}, err
	}
	if head := strings.ToLower(strings.TrimSpace(text[:min(len(text), 200)])); strings.HasPrefix(head, "<!doctype html") || strings.HasPrefix(head, "<html") {
		return ReadHTML(data, "")
	}
	lines := splitLines(text)
	if len(lines) == 0 {
		return articles.Article{}, ErrEmpty
	}
	return newPlain(lines).read(), nil
}

// maxPlain is how much of a plain text is read, in bytes: more than any article,
// and the pages around it, have.
const maxPlain = 1 << 20

// plain reads an article from the lines of a page.
type plain struct {
	lines  []line
	shapes []shape
	a      articles.Article
	// deckWords are the keywords of a line under the deck.
	deckWords []string
	text      []string
	// structured is set where the lines say themselves which are headings.
	structured bool
	// long counts the long paragraphs in text.
	long int
}

func newPlain(lines []line) *plain {
	p := &plain{lines: lines, shapes: make([]shape, len(lines))}
	for i, l := range lines {
		p.shapes[i] = furnitureShape(l)
	}
	for i, l := range lines {
		if isPlace(l.text) && (i > 0 && p.shapes[i-1] != notFurniture || i+1 < len(lines) && (p.shapes[i+1] != notFurniture || isPlace(lines[i+1].text))) {
			p.shapes[i] = single
		}
	}
	return p
}

func (p *plain) read() articles.Article {
	start := p.head()
	p.body(start)
	p.withoutTags()
	a := &p.a
	a.Text = clip(strings.Join(p.text, "\n\n"), articles.MaxText)
	if a.Keywords == nil {
		a.Keywords = p.deckWords
	}
	return Complete(*a)
}

// Complete derives what a does not have yet from its other fields: a marker from
// the headline, a correction, the summary from the text, credits; and it keeps every field
// within its bounds. Completing twice changes nothing more.
func Complete(a articles.Article) articles.Article {
	a = articles.Correct(a)
	takeMarker(&a)
	if a.Summary == "" {
		a.Summary = Summary(a.Text)
	}
	if a.Summary == "" {
		a.Summary = Summary(a.Deck)
	}
	for _, c := range articles.Credits(a.Text) {
		if !slices.Contains(a.Credits, c) && len(a.Credits) < articles.MaxCredits {
			a.Credits = append(a.Credits, c)
		}
	}
	a.Title = clip(a.Title, articles.MaxTitle)
	a.MarkedTitle = clip(a.MarkedTitle, articles.MaxTitle)
	a.Deck = clip(a.Deck, articles.MaxTitle)
	a.Keywords = unique(a.Keywords, 50)
	a.Authors = unique(a.Authors, 20)
	return a
}

// takeMarker moves a mark of urgency from title or deck to the marker.
func takeMarker(a *articles.Article) {
	if m, rest, ok := articles.CutMarker(a.Title); ok && rest != "" {
		a.Title = rest
		if a.Marker == "" {
			a.Marker = m
		}
	}
	if m, rest, ok := articles.CutMarker(a.Deck); ok && rest != "" {
		a.Deck = rest
		if a.Marker == "" {
			a.Marker, a.MarkedTitle = m, rest
		}
	}
	if sameWords(a.MarkedTitle, a.Title) {
		a.MarkedTitle = ""
	}
}

// unique is list without empty, overlong and repeated entries, at most limit.
func unique(list []string, limit int) []string {
	var out []string
	seen := map[string]bool{}
	for _, s := range list {
		s = fold(s)
		key := strings.ToLower(s)
		if s == "" || utf8.RuneCountInString(s) > 120 || seen[key] || len(out) == limit {
			continue
		}
		seen[key] = true
		out = append(out, s)
	}
	return out
}

func sameWords(a, b string) bool {
	return slices.Equal(articles.Words(a), articles.Words(b))
}

// isParagraph reports whether l is text of an article rather than a headline or
// an item.
func isParagraph(l line) bool {
	if l.bullet || l.heading {
		return false
	}
	n := utf8.RuneCountInString(l.text)
	return n > maxHeading || endsSentence(l.text) && len(strings.Fields(l.text)) >= 5 || !headingLike(l.text) && n > 60
}

// longParagraph is how many characters only running text has.
const longParagraph = 200

var (
	tagLine    = regexp.MustCompile(`(?i)^(?:tags?|tagged(?:\s+(?:with|in|as))?|keywords?|topics?|filed\s+under|categor(?:y|ies)|posted\s+in|labels?|schlagwörter|etiquetas)\s*[:：|]\s*(.+)$`)
	sourceLine = regexp.MustCompile(`(?i)^\(?(?:sources?|quellen?|fuentes?|fontes?|fonti|bron|källa|kilde|źródło|источник|джерело|المصدر|via|h/t|hat tip|read the original at|originally published (?:by|on|at))\s*:\s*(.{2,120}?)\)?$`)
	linkLine   = regexp.MustCompile(`(?i)^(?:(?:url|link|permalink|source|from|saved from|retrieved from)\s*[:=]?\s*)?(https?://[^\s<>"]{4,500})$`)
	titleLabel = regexp.MustCompile(`(?i)^(?:title|headline)\s*:\s*`)
)

// note takes up lines that say something about the article and are not its
// text: its address, tags and sources. It reports whether l is one.
func (p *plain) note(l line) bool {
	if utf8.RuneCountInString(l.text) > 500 {
		return false
	}
	if m := linkLine.FindStringSubmatch(l.text); m != nil {
		if p.a.URL == "" && len(p.text) == 0 {
			p.a.URL = m[1]
		}
		return true
	}
	if m := tagLine.FindStringSubmatch(l.text); m != nil && !endsSentence(l.text) {
		p.addTags(m[1])
		return true
	}
	if m := sourceLine.FindStringSubmatch(l.text); m != nil && utf8.RuneCountInString(l.text) <= 140 && !endsSentence(strings.TrimSuffix(l.text, ".")) {
		p.addSources(m[1])
		return true
	}
	if m := tweetSign.FindStringSubmatch(l.text); m != nil && utf8.RuneCountInString(l.text) <= maxFurniture {
		if articles.LikeSource(m[1]) {
			p.addSources(m[1])
		}
		return true
	}
	return false
}

func (p *plain) addTags(list string) {
	for tag := range strings.FieldsFuncSeq(list, func(r rune) bool { return strings.ContainsRune(",|•·;#/", r) }) {
		if tag = strings.TrimSpace(tag); !strings.EqualFold(tag, "uncategorized") && len(strings.Fields(tag)) <= maxKeywordWords {
			p.a.Keywords = append(p.a.Keywords, tag)
		}
	}
}

func (p *plain) addSources(list string) {
	for name := range strings.FieldsFuncSeq(list, func(r rune) bool { return strings.ContainsRune(",;|/", r) }) {
		name = strings.Trim(name, " .@")
		if nameLike(name, 1, 6) || articles.LikePublisher(name) && len(strings.Fields(name)) <= 6 && !strings.Contains(name, "http") {
			p.a.Credits = unique(append(p.a.Credits, name), articles.MaxCredits)
		}
	}
}
