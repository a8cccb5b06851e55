package desk

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"
	"sync"

	"herald/articles"
)

const (
	// maxTelltales is how many words of a headline a story is found by later.
	maxTelltales = 6
	// telltaleShare is what part of news may have such a word: what more have would
	// find everything.
	telltaleShare = 0.1
)

// Telltales are the stems of a headline by which an archive finds its story, each
// once, the rarest in news first, at most six. They depend on the headline alone.
func Telltales(headline string) []string {
	var all []string
	for _, stem := range Stems(headline) {
		if background().share(stem) <= telltaleShare && !slices.Contains(all, stem) {
			all = append(all, stem)
		}
	}
	slices.SortStableFunc(all, func(a, b string) int {
		return cmp.Compare(background().share(a), background().share(b))
	})
	return all[:min(len(all), maxTelltales)]
}

// TelltalesVersion is another one whenever Telltales may give other words than before:
// an archive in which they are kept must then find them out anew. It is worked out from
// how words of news are stemmed, and from how rare which are, so that nobody has to
// remember to change it.
var TelltalesVersion = sync.OnceValue(telltalesVersion)

func telltalesVersion() string {
	h := fnv.New64a()
	_, _ = fmt.Fprintln(h, backgroundText, maxTelltales, telltaleShare)
	for i, word := range strings.Fields(backgroundText) {
		for _, ending := range []string{"", "s", "es", "ed", "ing", "er", "ly", "ment", "ness", "tion", "’s"} {
			_, _ = fmt.Fprintln(h, Stems(word+ending))
		}
		if i == versionWords {
			break
		}
	}
	_, _ = fmt.Fprintln(h, Stems(abroad))
	return strconv.FormatUint(h.Sum64(), 36)
}

// versionWords is how many words are stemmed to tell versions apart, and abroad are
// some in other languages and scripts.
const (
	versionWords = 500
	abroad       = "l'élections Überschwemmungen inundações выборами انتخابات चुनाव 総選挙 국회의원"
)

// Stems are those of the words of a text, in their order, without words that tell
// nothing.
func Stems(text string) (all []string) {
	for _, word := range articles.Words(text) {
		all = appendStems(all, word)
	}
	return all
}
