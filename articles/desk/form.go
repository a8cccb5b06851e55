package desk

import (
	"slices"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"herald/articles"
)

// Two events of one kind are told in one form of words: "earthquake strikes northern
// Chile", "earthquake strikes eastern Turkey". What tells them apart is that in the
// same place of the headline each has a name that the other article does not have.

const (
	// leastForm is the part of the words of the longer headline that stand in both,
	// in one order, from which on two headlines are of one form.
	leastForm = 0.5
	// formWords is how many words of a headline are looked at.
	formWords = 24
	// sharedForm is what part of the names of the article that has fewer of them may
	// stand in both: accounts of one event share more.
	sharedForm = 1. / 3
)

// form is how the headline of an article is worded.
type form struct {
	words   []placed
	numbers []string
	// named says that there is a name in the headline, names how many the article has.
	named bool
	names int
}

// placed is a word of a headline in its place, and its stem.
type placed struct {
	text, stem string
	name       bool
}

// formOf reads a headline; isName says which stems are names. Scripts that put no
// spaces between words have no places.
func formOf(headline string, isName func(stem string) bool) (f form) {
	for _, word := range articles.Words(headline) {
		switch all := stems(word); {
		case len(all) != 1 || len(f.words) == formWords:
		case isNumber(all[0]):
			f.numbers = append(f.numbers, all[0])
		default:
			name := isName(all[0])
			f.words, f.named = append(f.words, placed{word, all[0], name}), f.named || name
		}
	}
	return f
}

// formOfArticle is the form of an article that was read. It may have words that no open
// story has.
func (w *Window) formOfArticle(a articles.Article, from *reading) form {
	names := map[string]bool{}
	for _, t := range from.terms {
		if isWord(t.text) && !isNumber(t.text) && (t.casing.isName() || t.known && w.isName(t.number)) {
			names[t.text] = true
		}
	}
	f := formOf(a.Headline(), func(stem string) bool { return names[stem] })
	f.names = len(names)
	return f
}

// formOfMember is the form of an article of an open story.
func (w *Window) formOfMember(p *member) form {
	f := formOf(p.headline, func(stem string) bool { id, ok := w.words.number[stem]; return ok && w.isName(id) })
	for t := p.terms.cursor(); t.next(); {
		if w.isName(t.term) {
			f.names++
		}
	}
	return f
}

// laterForm is the form of a member, read once it is asked for.
func (w *Window) laterForm(p *member) func() form {
	return sync.OnceValue(func() form { return w.formOfMember(p) })
}

func (w *Window) isName(term uint32) bool { return w.words.senses[term].tells == tellsName }

// swap are two names that stand in the place of each other in two headlines.
type swap struct{ here, there string }

// swapped finds the names by which the probe, which is spread out, and a member, which
// are so much alike and share so many names, tell two events in one form. There are
// none where either has only a headline: nothing says then that the other name is not
// told further down.
func (w *Window) swapped(q probe, p *member, alike float64, shared int) (s swap, ok bool) {
	if alike <= tuned.joinAt || q.bare || p.bare {
		return s, false
	}
	ours := q.form()
	if !ours.named || float64(shared) > sharedForm*float64(ours.names) { // as most accounts of one event
		return s, false
	}
	theirs := w.formOfMember(p)
	if !theirs.named || float64(shared) > sharedForm*float64(theirs.names) || haveCommon(ours.numbers, theirs.numbers) {
		return s, false
	}
	eachSlot(ours.words, theirs.words, func(a, b []placed) {
		here, there := w.strange(a, p.terms.has), w.strange(b, w.desk.spread.has)
		if here != "" && there != "" && plainBeginning(here) != plainBeginning(there) {
			s, ok = swap{here, there}, true
		}
	})
	return s, ok
}

func haveCommon(a, b []string) bool {
	return slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}

// strange is the first name among some words that another article does not have, nor a
// word that begins like it; empty if there is none.
func (w *Window) strange(words []placed, has func(term uint32) bool) string {
	told := func(text string) bool { id, ok := w.words.number[text]; return ok && has(id) }
	for _, word := range words {
		if word.name && !told(word.stem) && !told(beginningMark+beginningOf(word.stem)) {
			return word.text
		}
	}
	return ""
}

// eachSlot tells of the words that stand in the place of each other in two headlines of
// one form: between, before and after the words that both have. Others have none.
func eachSlot(a, b []placed, tell func(a, b []placed)) {
	common := commonWords(a, b)
	if float64(common[0][0]) < leastForm*float64(max(len(a), len(b))) {
		return
	}
	i, j, fromA, fromB := 0, 0, 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case a[i].stem == b[j].stem:
			tell(a[fromA:i], b[fromB:j])
			i, j = i+1, j+1
			fromA, fromB = i, j
		case common[i+1][j] >= common[i][j+1]:
			i++
		default:
			j++
		}
	}
	tell(a[fromA:], b[fromB:])
}

// commonWords are how many words a from i on and b from j on have in common, in one
// order, at most.
func commonWords(a, b []placed) (common [formWords + 1][formWords + 1]uint8) {
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			common[i][j] = max(common[i+1][j], common[i][j+1])
			if a[i].stem == b[j].stem {
				common[i][j] = common[i+1][j+1] + 1
			}
		}
	}
	return common
}

// plainBeginning are the first four letters of a word without accents, by which
// "Türkiye" and "Turkey" are one name, and "Moïse" and "Moise".
func plainBeginning(word string) string {
	var plain []rune
	for _, r := range norm.NFD.String(word) {
		if len(plain) < 4 && !unicode.Is(unicode.Mn, r) {
			plain = append(plain, r)
		}
	}
	return string(plain)
}

// asWritten is a word as a headline writes it.
func asWritten(headline, word string) string {
	for field := range strings.FieldsSeq(headline) {
		if slices.Equal(articles.Words(field), []string{word}) {
			return strings.TrimFunc(field, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		}
	}
	return word
}
