package feed

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"herald/articles"
)

// readerVersion changes when documents are read differently than before, so that
// those known are read once more.
const readerVersion = 1

// group are the sources that share one feed: it is fetched and parsed once for
// all of them.
type group []articles.Source

// groupKey tells feeds apart.
type groupKey struct {
	url     string
	private bool
}

func keyOf(s articles.Source) groupKey { return groupKey{s.URL, s.Private} }

// first is the one in whose name the feed is fetched and reported.
func (g group) first() articles.Source { return g[0] }

// readers is a hash of what decides how a document is filed, apart from the
// document.
func (g group) readers() string {
	h := sha256.New()
	fmt.Fprintf(h, "%d\n", readerVersion)
	for _, s := range g {
		fmt.Fprintf(h, "%q %q %q\n", s.Name, s.Publisher, cmp.Or(s.FullText, articles.FullFeed))
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// timing is the shortest interval that was set for one of the sources, else what
// is usual.
func (g group) timing(usual timing) timing {
	t := usual
	for _, s := range g {
		if s.Every > 0 && (!t.fixed || s.Every < t.every) {
			t = timing{every: s.Every, slowest: s.Every, fixed: true}
		}
	}
	return t
}

// inNameOf is list as articles of another source.
func inNameOf(s articles.Source, list []articles.Article) []articles.Article {
	out := make([]articles.Article, len(list))
	for i, a := range list {
		a.Source, a.Publisher = s.Name, s.Publisher
		a.Origin = cmp.Or(a.Origin, "feed "+redact(s.URL))
		out[i] = a
	}
	return out
}

// groups are sources by the feed that they share, in their order; of those with
// one name the first counts.
func groups(list []articles.Source) (keys []groupKey, by map[groupKey]group) {
	by = map[groupKey]group{}
	seen := map[string]bool{}
	for _, s := range list {
		if seen[s.Name] {
			continue
		}
		seen[s.Name] = true
		key := keyOf(s)
		if by[key] == nil {
			keys = append(keys, key)
		}
		by[key] = append(by[key], s)
	}
	return keys, by
}
