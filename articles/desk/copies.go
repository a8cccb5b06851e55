package desk

import (
	"slices"
	"strings"
	"unicode/utf8"

	"herald/articles"
)

// Near-copies: the same wire text on several sites. Two texts are compared by
// their shingles, the runs of shingleWords words in them.
const (
	shingleWords = 5
	// copyWords is how much of a text is compared: enough to tell, and a site's
	// own words below the wire's do not count.
	copyWords = 300
	// copyShingles is how many shingles the shorter of two texts must have. With
	// fewer, headlines decide.
	copyShingles = 20
	// copyShare is which part of the shorter text must stand in the other: sites
	// cut texts and put words of their own around them.
	copyShare = 0.55
	// copyTitle is from how many words on equal headlines mean a copy where there
	// is no text to compare.
	copyTitle = 5
	// maxOriginals bounds the articles of a story that one is compared with: the
	// first that told it and the newest.
	maxOriginals = 32
)

// copyOf is the publisher whose words a repeats, of the articles that were filed
// before it in its story; empty where they are its own. The origin is named, not
// who passed it on.
func copyOf(a articles.Article, earlier []articles.Article) string {
	if len(earlier) > maxOriginals {
		earlier = slices.Concat(earlier[:maxOriginals/2], earlier[len(earlier)-maxOriginals/2:])
	}
	if len(earlier) == 0 {
		return "" // as for most
	}
	mine := shinglesOf(a)
	for _, b := range earlier {
		if b.Source == a.Source && b.ID == a.ID || credited(b, a.Publisher) || !repeats(a, b, mine) {
			continue
		}
		if b.CopyOf != "" {
			return b.CopyOf
		}
		return b.Publisher
	}
	return ""
}

// credited reports whether a names a publisher as its source.
func credited(a articles.Article, publisher string) bool {
	return slices.ContainsFunc(a.Credits, func(c string) bool { return articles.SamePublisher(c, publisher) })
}

// repeats reports whether a, with its shingles, and b are one text.
func repeats(a, b articles.Article, mine shingles) bool {
	its := shinglesOf(b)
	if min(len(mine), len(its)) >= copyShingles {
		return mine.share(its) >= copyShare
	}
	words := articles.Words(a.Title)
	return len(units(words)) >= copyTitle && slices.Equal(words, articles.Words(b.Title))
}

// shinglePrime mixes the hashes of words: it is the prime of FNV-1a.
const shinglePrime = 1099511628211

// shingles are hashes of the runs of words in a text, sorted, each once.
type shingles []uint64

// maxQuoted is how many bytes stand between two quotation marks at most.
const maxQuoted = 2000

// closing are the marks that may end what an opening one begins.
var closing = map[rune]string{'“': "”", '"': `"`, '«': "»", '„': "“”", '「': "」"}

// unquoted is a text without speech between quotation marks. Two reporters who
// heard one speech give the same words, and none of them has them from the other.
func unquoted(text string) string {
	if !strings.ContainsAny(text, `“"«„「`) {
		return text
	}
	var b strings.Builder
	b.Grow(len(text))
	kept := 0
	for i := 0; i < len(text); {
		if c := text[i]; c < utf8.RuneSelf && c != '"' { // as most are
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		end := 0
		if ends, ok := closing[r]; ok {
			end = endOfQuote(text[i+size:], r, ends)
		}
		if end == 0 {
			i += size
			continue
		}
		b.WriteString(text[kept:i])
		b.WriteByte(' ')
		i += size + end
		kept = i
	}
	b.WriteString(text[kept:])
	return b.String()
}

// endOfQuote is where speech ends that an opening mark begins, behind its closing
// mark; zero if it is empty, too long, or another begins first.
func endOfQuote(text string, opening rune, ends string) int {
	for i, r := range text[:min(len(text), maxQuoted)] {
		switch {
		case strings.ContainsRune(ends, r) && i > 0:
			return i + utf8.RuneLen(r)
		case r == opening || strings.ContainsRune(ends, r):
			return 0
		}
	}
	return 0
}

// shinglesOf reads the shingles at the beginning of an article's text, or of its
// summary where there is no more, without what is quoted in it.
func shinglesOf(a articles.Article) shingles {
	text := firstWords(a.Text, 2*copyWords)
	if len(text) < len(a.Summary) {
		text = a.Summary
	}
	all := firstHashes(unquoted(text), copyWords)
	if len(all) < shingleWords {
		return nil
	}
	for i := range len(all) - shingleWords + 1 {
		h := uint64(0)
		for _, word := range all[i : i+shingleWords] {
			h = (h^word)*shinglePrime + word>>32
		}
		all[i] = h // nobody asks for this word again
	}
	all = all[:len(all)-shingleWords+1]
	slices.Sort(all)
	return slices.Compact(all)
}

// firstHashes are the hashes of the first n units of a text, or of all.
func firstHashes(text string, n int) []uint64 {
	if all, ok := hashesOfASCII(text, n); ok {
		return all
	}
	words := firstUnits(text, n)
	all := make([]uint64, len(words))
	for i, w := range words {
		all[i] = hashOf(w)
	}
	return all
}

// hashesOfASCII are the hashes of the first n words of a text that is as most English
// is, at least so far: the same as of those that articles.Words gives, which need not
// be put together for it.
func hashesOfASCII(text string, n int) (all []uint64, ok bool) {
	all = make([]uint64, 0, n)
	h, within := uint64(hashBegin), false
	for i := 0; i <= len(text) && len(all) < n; i++ {
		c := byte(' ')
		if i < len(text) {
			c = text[i]
		}
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		switch {
		case c >= utf8.RuneSelf:
			return nil, false
		case 'a' <= c && c <= 'z' || '0' <= c && c <= '9':
			h, within = (h^uint64(c))*shinglePrime, true
		case c != '\'' && within:
			all = append(all, h)
			h, within = hashBegin, false
		}
	}
	return all, true
}

// hashBegin is the FNV-1a hash of nothing.
const hashBegin = 14695981039346656037

// hashOf is the FNV-1a hash of a word.
func hashOf(word string) uint64 {
	h := uint64(hashBegin)
	for i := range len(word) {
		h = (h ^ uint64(word[i])) * shinglePrime
	}
	return h
}

// firstUnits are the first n units of a text, or all. Nearly always they stand in few
// more words than n.
func firstUnits(text string, n int) []string {
	head := firstWords(text, n+n/8)
	all := units(articles.Words(head))
	if len(all) < n && len(head) < len(text) {
		all = units(articles.Words(text))
	}
	return all[:min(len(all), n)]
}

// units are words, and where a script puts no spaces between them, characters.
func units(words []string) []string {
	if !slices.ContainsFunc(words, isUnspaced) {
		return words
	}
	all := make([]string, 0, len(words))
	for _, w := range words {
		if !isUnspaced(w) {
			all = append(all, w)
			continue
		}
		for _, r := range w {
			all = append(all, string(r))
		}
	}
	return all
}

// share is which part of the smaller of two sets is in the other.
func (s shingles) share(other shingles) float64 {
	if len(s) == 0 || len(other) == 0 {
		return 0
	}
	both, rest := 0, other
	for _, h := range s {
		for len(rest) > 0 && rest[0] < h {
			rest = rest[1:]
		}
		if len(rest) > 0 && rest[0] == h {
			both++
		}
	}
	return float64(both) / float64(min(len(s), len(other)))
}
