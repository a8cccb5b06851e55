package store

import (
	"context"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"herald/articles"
)

// How well an article matches a search, by where the words stand in it.
const (
	inPhrase   = 14 // one after the other in the headline
	inHeadline = 10
	underIt    = 5 // in headline, deck, summary and keywords together
	inText     = 1
)

// match is an article that has all words of a search somewhere.
type match struct {
	story    articles.StoryID
	appeared int64
	title    string
	// under is what stands under the headline, but for the text.
	under string
}

// matchQuery reads articles of stories that are told, ofTopic keeps those of a
// topic.
const (
	matchQuery = `SELECT s.id, s.appeared, a.title || ' | ' || a.marked_title, a.deck || ' | ' || a.summary || ' | ' || a.keywords
		FROM articles a JOIN stories s ON s.id = a.story WHERE s.withdrawn = '' AND a.seq IN `
	ofTopic = ` AND EXISTS (SELECT 1 FROM story_topics t WHERE t.story = s.id AND t.topic = ?)`
)

func matches(ctx context.Context, q query, seqs []int64, topic string) ([]match, error) {
	marks, args := in(seqs)
	text := matchQuery + `(` + marks + `)`
	if topic != "" {
		text += ofTopic
		args = append(args, topic)
	}
	return collect(ctx, q, func(r row) (m match, err error) {
		return m, r.Scan(&m.story, &m.appeared, &m.title, &m.under)
	}, text, args...)
}

// sought are the words of a search, without accents.
type sought struct {
	words  []string
	phrase string
	// begun says that the last word may be the beginning of one.
	begun bool
}

func newSought(words []string, begun bool) sought {
	s := sought{begun: begun}
	for _, w := range words {
		s.words = append(s.words, folded(w))
	}
	s.phrase = " " + strings.Join(s.words, " ")
	if !begun {
		s.phrase += " "
	}
	return s
}

// score is how well an article matches that has all the words.
func (s sought) score(m match) float64 {
	title := newWritten(m.title)
	switch {
	case len(s.words) > 1 && strings.Contains(title.line, s.phrase):
		return inPhrase
	case s.all(title):
		return inHeadline
	case s.all(title, newWritten(m.under)):
		return underIt
	}
	return inText
}

// all reports whether each word stands in one of the texts.
func (s sought) all(texts ...written) bool {
	for i, w := range s.words {
		found := false
		for _, t := range texts {
			found = found || t.has(w, s.begun && i == len(s.words)-1)
		}
		if !found {
			return false
		}
	}
	return true
}

// written is a text as it is compared with words: line are its words, each after
// a space and the last before one.
type written struct {
	words map[string]bool
	line  string
}

func newWritten(text string) written {
	list := articles.Words(folded(text))
	t := written{words: make(map[string]bool, len(list)), line: " " + strings.Join(list, " ") + " "}
	for _, w := range list {
		t.words[w] = true
	}
	return t
}

// has reports whether a word stands in the text, in the forms of anyForm. In
// scripts without spaces it may stand within a run of characters.
func (t written) has(w string, begun bool) bool {
	if t.words[w] || t.words[w+"s"] || begun && strings.Contains(t.line, " "+w) {
		return true
	}
	if singular, ok := strings.CutSuffix(w, "s"); ok && t.words[singular] {
		return true
	}
	first, _ := utf8.DecodeRuneInString(w)
	return isUnspaced(first) && strings.Contains(t.line, w)
}

// folded is text without accents, in small letters.
func folded(text string) string {
	if !strings.ContainsFunc(text, func(r rune) bool { return r >= utf8.RuneSelf }) {
		return strings.ToLower(text)
	}
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(text))
}
