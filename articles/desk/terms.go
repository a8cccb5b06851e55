package desk

import (
	"iter"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"herald/articles"
)

// leadWords is how much of an article's beginning is compared besides its
// headline. News puts what happened first; further down, background makes
// different events look alike.
const leadWords = 100

// The beginnings of words are terms too, with less weight, so that "Ukraine" and
// "Ukrainian" meet.
const (
	beginning     = 5
	beginningMark = "~"
)

// terms are the words of an article that tell what it is about, and how much
// each weighs: its headline and its lead, in their stems, without words that
// carry no news. They stand in the order in which they come.
type terms struct {
	list []counted
	at   map[string]int
	// room to work in
	stems []string
	key   []byte
}

// termsOf reads the terms of an article, and which days of the week it names where
// it is compared.
func termsOf(a articles.Article) (t *terms, days weekdays) {
	t = newTerms()
	return t, t.addArticle(a)
}

func newTerms() *terms { return &terms{at: make(map[string]int, 160), list: make([]counted, 0, 160)} }

// emptied are terms that were emptied: an article is read in memory that was used
// before, as most of it is room to work in.
var emptied = sync.Pool{New: func() any { return newTerms() }}

// empty forgets everything but the room.
func (t *terms) empty() {
	clear(t.at)
	clear(t.list)
	t.list = t.list[:0]
}

// addArticle is as termsOf, into t.
func (t *terms) addArticle(a articles.Article) (days weekdays) {
	days = t.add(a.Title, tuned.titleWeight)
	if a.MarkedTitle != a.Title {
		t.add(a.MarkedTitle, tuned.titleWeight)
	}
	return days | t.add(lead(a), 1)
}

// all are the terms and how much each weighs.
func (t *terms) all() iter.Seq2[string, float64] {
	return func(yield func(string, float64) bool) {
		for _, c := range t.list {
			if !yield(c.text, c.n) {
				return
			}
		}
	}
}

// add counts the stems of text, and says which days of the week it names. A word
// that comes again adds less each time.
func (t *terms) add(text string, weight float64) (days weekdays) {
	for _, w := range articles.Words(text) {
		days |= namedDays[w]
		counts := weight
		if isNumber(w) {
			counts *= tuned.numberWeight
		}
		t.stems = appendStems(t.stems[:0], w)
		for _, stem := range t.stems {
			t.count(stem, w, counts)
			t.countBeginning(stem, counts*tuned.beginningWeight)
		}
	}
	return days
}

// count counts the stem of a word.
func (t *terms) count(stem, word string, weight float64) {
	if i, ok := t.at[stem]; ok {
		t.list[i].again(weight)
		return
	}
	t.at[stem] = len(t.list)
	t.list = append(t.list, counted{text: stem, word: word, n: weight})
}

// countBeginning counts the beginning of a stem. Most have come before: only a new
// one is put together.
func (t *terms) countBeginning(stem string, weight float64) {
	t.key = append(append(t.key[:0], beginningMark...), beginningOf(stem)...)
	if i, ok := t.at[string(t.key)]; ok {
		t.list[i].again(weight)
		return
	}
	text := string(t.key)
	t.at[text] = len(t.list)
	t.list = append(t.list, counted{text: text, n: weight})
}

func (c *counted) again(weight float64) {
	if c.n < weight {
		c.n = weight
	} else {
		c.n += tuned.again * weight
	}
}

// beginningOf is the beginning of a word.
func beginningOf(stem string) string {
	n := 0
	for i := range stem {
		if n++; n > beginning {
			return stem[:i]
		}
	}
	return stem
}

// isWord reports whether a term is a whole word, not the beginning of one.
func isWord(term string) bool { return !strings.HasPrefix(term, beginningMark) }

// isNumber reports whether a term is a number.
func isNumber(term string) bool {
	r, _ := utf8.DecodeRuneInString(term)
	return unicode.IsDigit(r)
}

// lead is the beginning of an article: of its text, or where there is little of
// that, of its deck and summary.
func lead(a articles.Article) string {
	text := firstWords(withoutCaption(a.Text), leadWords)
	if len(text) < len(a.Summary) {
		text = firstWords(a.Deck+" "+a.Summary, leadWords)
	}
	return text
}

// firstWords is text up to its n-th space.
func firstWords(text string, n int) string {
	for i := 0; i < len(text); {
		if c := text[i]; c > ' ' && c < utf8.RuneSelf { // as most are
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if unicode.IsSpace(r) {
			if n--; n <= 0 {
				return text[:i]
			}
		}
		i += size
	}
	return text
}

// stems are the terms of one word: none where it says nothing, its overlapping
// pairs of characters in scripts that put no spaces between words, else its stem.
func stems(word string) []string { return appendStems(nil, word) }

// appendStems adds the stems of a word to all.
func appendStems(all []string, word string) []string {
	switch {
	case empty[word]:
		return all
	case isUnspaced(word):
		return append(all, pairs(word)...)
	case len(word) == 1 && !unicode.IsDigit(rune(word[0])):
		return all
	}
	return append(all, stem(word))
}

// isUnspaced reports whether a word is of a script that puts no spaces between
// words.
func isUnspaced(word string) bool {
	if word == "" || word[0] < utf8.RuneSelf {
		return false
	}
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.In(r, unspaced...)
}

// unspaced are the scripts that put no spaces between words.
var unspaced = []*unicode.RangeTable{unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar}

func pairs(word string) []string {
	runes := []rune(word)
	if len(runes) < 3 {
		return []string{word}
	}
	all := make([]string, 0, len(runes)-1)
	for i := range len(runes) - 1 {
		all = append(all, string(runes[i:i+2]))
	}
	return all
}

// stem takes the commonest English endings off a word, so that "strikes",
// "striking" and "strike" meet. It is careful rather than thorough: what it makes
// need not be a word, only the same for the same.
func stem(w string) string {
	for _, e := range endings {
		if base, ok := strings.CutSuffix(w, e.cut); ok && len(base) >= 3 {
			return strings.TrimSuffix(base+e.put, "e")
		}
	}
	return strings.TrimSuffix(w, "e")
}

var endings = []struct{ cut, put string }{
	{"ies", "y"}, {"sses", "ss"}, {"ings", ""}, {"ing", ""}, {"ied", "y"}, {"ed", ""},
	{"ers", "er"}, {"ss", "ss"}, {"us", "us"}, {"is", "is"}, {"es", "e"}, {"s", ""},
}

// empty are words that carry no news, in English; the empty words of other
// languages are learned from how common they are.
var empty = setOf(`
a about above according after again against ago all also although am among amid an and another any anyone
anything are around as ask asked at away back be became because been before being below best better between big both
but by call called came can cannot cant come comes could day days did do does doesnt doing done dont down during each
early either else end even ever every few find first following for former found from further gave get gets getting give given
go goes going gone good got had has hasnt have having he held her here hers him himself his how however i if in inside
into is isnt it its itself just keep kept know known last late later latest least left less let like likely long look made make makes
making many may me mean might more most much must my near need never new news next no nor not nothing now of off
often on once one only or other others our out over own part people per put quite rather really report reported reportedly
reports right s said same saw say saying says see seen set several shall she should show shows since so some something
soon still such t take taken takes tell than that thats the their them themselves then there these they thing things think this those
though three through thus time times to today together told too took toward towards tuesday monday wednesday thursday friday
saturday sunday two under until up upon us use used using very via want wants was wasnt way we week weeks well went were what
whats when where whether which while who whole whom whose why will with within without wont work would year years yes yesterday
yet you your am pm mr mrs ms dr january february march april may june july august september october november december jan feb
mar apr jun jul aug sep sept oct nov dec according announced announces expected including exclusive update updated updates live video
watch read photos photo
`)

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		set[w] = true
	}
	return set
}
