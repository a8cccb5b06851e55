package desk

import (
	"strings"
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
// carry no news.
type terms map[string]float64

// termsOf reads the terms of an article.
func termsOf(a articles.Article) terms {
	t := terms{}
	t.add(a.Title, tuned.titleWeight)
	if a.MarkedTitle != a.Title {
		t.add(a.MarkedTitle, tuned.titleWeight)
	}
	t.add(lead(a), 1)
	return t
}

// add counts the stems of text. A word that comes again adds less each time.
func (t terms) add(text string, weight float64) {
	for _, w := range articles.Words(text) {
		counts := weight
		if isNumber(w) {
			counts *= tuned.numberWeight
		}
		for _, stem := range stems(w) {
			t.count(stem, counts)
			t.count(beginningOf(stem), counts*tuned.beginningWeight)
		}
	}
}

func (t terms) count(term string, weight float64) {
	if n := t[term]; n < weight {
		t[term] = weight
	} else {
		t[term] = n + tuned.again*weight
	}
}

// beginningOf is the term that stands for the beginning of a word.
func beginningOf(stem string) string {
	n := 0
	for i := range stem {
		if n++; n > beginning {
			return beginningMark + stem[:i]
		}
	}
	return beginningMark + stem
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
	text := firstWords(a.Text, leadWords)
	if len(text) < len(a.Summary) {
		text = firstWords(a.Deck+" "+a.Summary, leadWords)
	}
	return text
}

// firstWords is text up to its n-th space.
func firstWords(text string, n int) string {
	for i, r := range text {
		if unicode.IsSpace(r) {
			if n--; n <= 0 {
				return text[:i]
			}
		}
	}
	return text
}

// stems are the terms of one word: none where it says nothing, its overlapping
// pairs of characters in scripts that put no spaces between words, else its stem.
func stems(word string) []string {
	if empty[word] {
		return nil
	}
	if r, _ := utf8.DecodeRuneInString(word); unicode.In(r, unspaced...) {
		return pairs(word)
	}
	if len(word) == 1 && !unicode.IsDigit(rune(word[0])) {
		return nil
	}
	return []string{stem(word)}
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
