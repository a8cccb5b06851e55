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
	// maxMatches is how many matching articles are ranked, the newest first: a
	// common word stands in most. Where that is not all, up to maxHeadlines with
	// the words in the headline are ranked, too, of the newest headlineRows.
	maxMatches   = 250
	maxHeadlines = 150
	headlineRows = 200_000
	// minPrefix is the shortest beginning of a word that is completed. With more
	// than prefixRows articles it is completed to at most maxCompletions words
	// of the newest completedTitles headlines.
	minPrefix       = 3
	prefixRows      = 20_000
	completedTitles = 2_000
	maxCompletions  = 24
)

// candidates are the articles that match an expression, by their seq: the newest,
// and the newest that do so in the headline. FTS5's own bm25 is not asked for the
// best: it counts all articles that have a word, which takes a second for a common
// one among a million.
func candidates(ctx context.Context, q query, expr string) ([]int64, error) {
	if expr == "" {
		return nil, nil
	}
	seqs, err := newestWith(ctx, q, expr, 0, maxMatches)
	if err != nil || len(seqs) < maxMatches {
		return seqs, err
	}
	headlines, err := newestWith(ctx, q, "title : "+expr, seqs[0]-headlineRows, maxHeadlines)
	if err != nil {
		return nil, err
	}
	have := make(map[int64]bool, len(seqs))
	for _, seq := range seqs {
		have[seq] = true
	}
	for _, seq := range headlines {
		if !have[seq] {
			seqs = append(seqs, seq)
		}
	}
	return seqs, nil
}

// newestWith are the newest articles after a seq that match an expression, by
// their seq.
func newestWith(ctx context.Context, q query, expr string, after int64, limit int) ([]int64, error) {
	return collect(ctx, q, scanOne[int64], newestQuery, expr, after, limit)
}

const newestQuery = `SELECT rowid FROM search WHERE search MATCH ? AND rowid > ? ORDER BY rowid DESC LIMIT ?`

// allOf is the expression for articles with every word.
func allOf(words []string) string {
	all := make([]string, len(words))
	for i, w := range words {
		all[i] = anyForm(w)
	}
	return "(" + strings.Join(all, " AND ") + ")"
}

// begunOf is the expression for articles with every word, of which the last may be
// the beginning of one; empty where it begins none. FTS5 reads all articles of all
// words that begin so, however many: with many articles only words of the newest
// headlines are looked for.
func begunOf(ctx context.Context, q query, words []string) (string, error) {
	last := len(words) - 1
	begun := words[last]
	if utf8.RuneCountInString(begun) < minPrefix {
		return "", nil
	}
	ends := []string{quoted(begun) + "*"}
	var newest int64
	err := q.QueryRowContext(ctx, `SELECT COALESCE(MAX(seq), 0) FROM articles`).Scan(&newest)
	if err == nil && newest > prefixRows {
		ends, err = completions(ctx, q, begun)
	}
	if err != nil || len(ends) == 0 {
		return "", err
	}
	expr := "(" + strings.Join(ends, " OR ") + ")"
	if last > 0 {
		expr = allOf(words[:last]) + " AND " + expr
	}
	return "(" + expr + ")", nil
}

// completions are the words in the newest headlines that begin so, quoted.
func completions(ctx context.Context, q query, begun string) ([]string, error) {
	titles, err := collect(ctx, q, scanOne[string], titlesQuery, completedTitles)
	if err != nil {
		return nil, err
	}
	begun = folded(begun)
	seen := map[string]bool{}
	var all []string
	for _, title := range titles {
		title = folded(title)
		if !strings.Contains(title, begun) {
			continue
		}
		for _, w := range articles.Words(title) {
			if strings.HasPrefix(w, begun) && !seen[w] && len(all) < maxCompletions {
				seen[w] = true
				all = append(all, quoted(w))
			}
		}
	}
	return all, nil
}

const titlesQuery = `SELECT title FROM articles ORDER BY seq DESC LIMIT ?`

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
func anyForm(w string) string {
	forms := []string{quoted(w), quoted(w + "s")}
	if singular, ok := strings.CutSuffix(w, "s"); ok && len(singular) >= minPrefix {
		forms = append(forms, quoted(singular))
	}
	return "(" + strings.Join(forms, " OR ") + ")"
}

func quoted(w string) string { return `"` + searchable(w) + `"` }

// Statements of the index. To insert is cheaper than to replace what is not there.
const (
	searchColumns   = ` INTO search (rowid, title, deck, summary, text, keywords) VALUES (?, ?, ?, ?, ?, ?)`
	insertSearched  = `INSERT` + searchColumns
	replaceSearched = `INSERT OR REPLACE` + searchColumns
)

// index makes an article findable, and what was filed in its place before no more.
// What was taken back is not found.
func (u unindexed) index(ctx context.Context, tx change) error {
	a, text := u.article, replaceSearched
	switch {
	case !a.Standing():
		_, err := tx.ExecContext(ctx, `DELETE FROM search WHERE rowid = ?`, u.seq)
		return err
	case u.fresh:
		text = insertSearched
	}
	_, err := tx.ExecContext(ctx, text, u.seq, searchable(a.Title+"\n"+a.MarkedTitle), searchable(a.Deck), searchable(a.Summary), searchable(a.Text),
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
