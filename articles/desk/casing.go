package desk

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"herald/articles"
)

// casing counts how a word was written inside sentences: with a capital letter,
// as names are, or small. Beginnings of sentences tell nothing.
type casing struct{ capital, small uint16 }

// mostlyCapital is the part of a word's occurrences that must be capital for it
// to be a name, and maxCasing where the counts are halved, so that they follow
// what the news is about now.
const (
	mostlyCapital = 0.7
	maxCasing     = 60_000
)

// isName reports whether the word is a name, as far as is known: one that was
// never seen inside a sentence is none.
func (c casing) isName() bool {
	return float64(c.capital) > mostlyCapital*(float64(c.capital)+float64(c.small)+0.5)
}

// add adds what was counted elsewhere.
func (c casing) add(o casing) casing {
	if c.capital > maxCasing-o.capital || c.small > maxCasing-o.small {
		c.capital, c.small = c.capital/2, c.small/2
	}
	return casing{c.capital + o.capital, c.small + o.small}
}

// noteCasing counts how the words of an article are written, once each has a
// number.
func (v *vocabulary) noteCasing(r *reading) {
	for _, t := range r.terms {
		if t.casing != (casing{}) {
			known := &v.terms[t.number]
			known.casing = known.casing.add(t.casing)
			v.senses[t.number].tells = known.tells()
		}
	}
}

// countCasings counts how the terms of an article are written in its lead, and in
// its headline where that is written like a sentence.
func (t *terms) countCasings(a articles.Article) {
	t.countCasing(lead(a))
	if !isTitleCase(a.Title) {
		t.countCasing(a.Title)
	}
}

func (t *terms) countCasing(text string) {
	inside := false
	for field := range strings.FieldsSeq(text) {
		word := strings.TrimFunc(field, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		if inside && word != "" {
			t.countWord(word)
		}
		last, _ := utf8.DecodeLastRuneInString(field)
		inside = !strings.ContainsRune(sentenceEnds, last)
	}
}

// sentenceEnds are the characters after which a capital letter means nothing;
// quotation marks are among them, as speech begins with one.
const sentenceEnds = ".!?:…\"“”„«»'`|"

// countWord counts a word that stands inside a sentence. Numbers and scripts
// without capital letters tell nothing.
func (t *terms) countWord(word string) {
	first, _ := utf8.DecodeRuneInString(word)
	how := casing{small: 1}
	switch {
	case unicode.IsUpper(first):
		how = casing{capital: 1}
	case !unicode.IsLower(first):
		return
	}
	if isPlain(word) {
		t.countStems(strings.ToLower(word), how)
		return
	}
	for _, w := range articles.Words(word) {
		t.countStems(w, how)
	}
}

func (t *terms) countStems(word string, how casing) {
	t.stems = appendStems(t.stems[:0], word)
	for _, s := range t.stems {
		if i, ok := t.at[s]; ok {
			t.list[i].casing = t.list[i].casing.add(how)
		}
	}
}

// isPlain reports whether a word is but for its capitals a single one as
// articles.Words gives it: most are.
func isPlain(word string) bool {
	for i := range len(word) {
		if c := word[i] | 0x20; c < 'a' || c > 'z' {
			return false
		}
	}
	return true
}

// isTitleCase reports whether most of the words of a headline that say something
// begin with a capital letter, so that these tell no names.
func isTitleCase(title string) bool {
	capital, all := 0, 0
	for word := range strings.FieldsSeq(title) {
		if utf8.RuneCountInString(word) < 4 {
			continue
		}
		first, _ := utf8.DecodeRuneInString(word)
		if unicode.IsLetter(first) {
			all++
		}
		if unicode.IsUpper(first) {
			capital++
		}
	}
	return 3*capital > 2*all
}
