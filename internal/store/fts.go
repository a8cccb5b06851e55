package store

import (
	"context"
	"strings"
	"unicode"
	"unicode/utf8"

	"herald/articles"
)

// This file is all that is SQLite's own in full-text search (FTS5,
// https://www.sqlite.org/fts5.html). Another database brings another one.

// Bounds of a search.
const (
	// maxWords is how many words of a query count, maxWord how long one may be.
	maxWords = 16
	maxWord  = 64
	// maxMatches is how many matching articles are ranked, the newest first: the
	// rank of one costs some microseconds, and a common word stands in most.
	maxMatches = 2_000
	// minPrefix is the shortest beginning of a word that is completed.
	minPrefix = 3
)

// match is an article that matches, with how well it does: higher is better.
type match struct {
	story    articles.StoryID
	appeared int64
	score    float64
}

// matchQuery finds the newest matching articles and their stories. A headline
// counts most, then keywords and what stands under the headline.
const matchQuery = `SELECT s.id, s.appeared, -m.score
	FROM (SELECT rowid AS seq, bm25(search, 10.0, 5.0, 4.0, 1.0, 6.0) AS score
		FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT ?) m
	JOIN articles a ON a.seq = m.seq
	JOIN stories s ON s.id = a.story
	WHERE s.withdrawn = ''`

func scanMatch(r row) (m match, err error) {
	return m, r.Scan(&m.story, &m.appeared, &m.score)
}

// matches finds the articles that match an expression of allOf; those
// of a topic only, if one is given.
func matches(ctx context.Context, q query, expr, topic string) ([]match, error) {
	if expr == "" {
		return nil, nil
	}
	text, args := matchQuery, []any{expr, maxMatches}
	if topic != "" {
		text += ` AND EXISTS (SELECT 1 FROM story_topics t WHERE t.story = s.id AND t.topic = ?)`
		args = append(args, topic)
	}
	return collect(ctx, q, scanMatch, text, args...)
}

// allOf is the expression for articles with every word, empty if there are none.
// With begun the last word may also be the beginning of one.
func allOf(words string, begun bool) string {
	all := terms(articles.Words(words))
	for i, w := range all {
		all[i] = anyForm(w, begun && i == len(all)-1 && utf8.RuneCountInString(w) >= minPrefix)
	}
	return strings.Join(all, " AND ")
}

// eachOf are the expressions for articles with each of the words.
func eachOf(words []string) []string {
	all := terms(articles.Words(strings.Join(words, " ")))
	for i, w := range all {
		all[i] = anyForm(w, false)
	}
	return all
}

// newestWith are the newest articles that match an expression, by their seq.
func newestWith(ctx context.Context, q query, expr string, limit int) ([]int64, error) {
	return collect(ctx, q, scanOne[int64],
		`SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT ?`, expr, limit)
}

// terms keeps the first of the words, each once, and cuts them.
func terms(words []string) []string {
	seen := map[string]bool{}
	var all []string
	for _, w := range words {
		if r := []rune(w); len(r) > maxWord {
			w = string(r[:maxWord])
		}
		if !seen[w] && len(all) < maxWords {
			seen[w] = true
			all = append(all, w)
		}
	}
	return all
}

// anyForm matches a word, also in the plural or possessive, as articles.Interest
// does, or in the singular. Words are letters, digits and marks only, and quoted, so
// that none is taken for an operator.
func anyForm(w string, prefix bool) string {
	forms := []string{quoted(w)}
	if prefix {
		forms[0] += "*"
	} else {
		forms = append(forms, quoted(w+"s"))
	}
	if singular, ok := strings.CutSuffix(w, "s"); ok && len(singular) >= minPrefix {
		forms = append(forms, quoted(singular))
	}
	return "(" + strings.Join(forms, " OR ") + ")"
}

func quoted(w string) string { return `"` + searchable(w) + `"` }

// index makes an article findable, and what was filed as seq before no more.
// What was taken back is not found.
func index(ctx context.Context, tx change, seq int64, a articles.Article) error {
	if !a.Standing() {
		_, err := tx.ExecContext(ctx, `DELETE FROM search WHERE rowid = ?`, seq)
		return err
	}
	_, err := tx.ExecContext(ctx, `INSERT OR REPLACE INTO search (rowid, title, deck, summary, text, keywords)
		VALUES (?, ?, ?, ?, ?, ?)`,
		seq, searchable(a.Title+"\n"+a.MarkedTitle), searchable(a.Deck), searchable(a.Summary), searchable(a.Text),
		searchable(strings.Join(a.Keywords, "\n")))
	return err
}

// searchable is text in the form that is indexed: apostrophes inside words taken
// out, as articles.Words does, and the characters of scripts that are written
// without spaces parted, so that a word within a sentence is found as a phrase.
func searchable(text string) string {
	if !strings.ContainsFunc(text, isSpecial) {
		return text
	}
	var b strings.Builder
	b.Grow(len(text) + len(text)/4)
	for _, r := range text {
		switch {
		case isApostrophe(r):
		case isUnspaced(r):
			b.WriteByte(' ')
			b.WriteRune(r)
			b.WriteByte(' ')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func isSpecial(r rune) bool { return isApostrophe(r) || isUnspaced(r) }

// isApostrophe names the characters that articles.Words drops.
func isApostrophe(r rune) bool {
	switch r {
	case '\'', '’', 'ʼ', '\u00ad', '\u200b':
		return true
	}
	return false
}

func isUnspaced(r rune) bool {
	return r >= 0x0E00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai)
}
