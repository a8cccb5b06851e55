package store

import (
	"cmp"
	"context"
	"hash/fnv"
	"io"
	"slices"
	"strings"

	"herald/articles"
	"herald/articles/desk"
)

// wordEntry says that a story is to be found under a word.
type wordEntry struct {
	word  uint32
	story articles.StoryID
}

// wordHash is what a stem is kept as. Two of a million seldom share one, and then a
// story is compared in vain.
func wordHash(stem string) uint32 {
	h := fnv.New32a()
	_, _ = io.WriteString(h, stem)
	return h.Sum32()
}

// entriesOf are the words under which a story with a headline is to be found.
func entriesOf(id articles.StoryID, headline string) []wordEntry {
	stems := desk.Telltales(headline)
	all := make([]wordEntry, len(stems))
	for i, stem := range stems {
		all[i] = wordEntry{wordHash(stem), id}
	}
	return all
}

// maxEntries is how many entries one statement adds.
const maxEntries = 128

// addWords makes stories findable under words; what is there stays.
func addWords(ctx context.Context, tx change, entries []wordEntry) error {
	for part := range slices.Chunk(entries, maxEntries) {
		args := make([]any, 0, 2*len(part))
		for _, e := range part {
			args = append(args, e.word, e.story)
		}
		_, err := tx.ExecContext(ctx, `INSERT OR IGNORE INTO story_words (word, story) VALUES (?, ?)`+
			strings.Repeat(`, (?, ?)`, len(part)-1), args...)
		if err != nil {
			return err
		}
	}
	return nil
}

// fillStep is how many stories are read at once to make old ones findable: in the
// order of their words the entries of so many are written fast.
const fillStep = 100_000

// wordsKey is where it is kept by which version of the words stories are findable.
const wordsKey = "story_words"

// refillWords makes all stories findable anew where that was done with other words
// than those of today, or never: else what is asked for is not what was kept.
func (s *Store) refillWords(ctx context.Context, version string) error {
	if had, err := s.Get(ctx, wordsKey); err != nil || had == version {
		return err
	}
	return s.write(ctx, "make stories findable", func(tx change) error {
		var newest articles.StoryID
		if err := tx.QueryRowContext(ctx, `SELECT COALESCE(MAX(id), 0) FROM stories`).Scan(&newest); err != nil {
			return err
		}
		if newest > 0 {
			s.log.Info("finding out by which words stories are found, as this version does; a big archive takes some seconds")
		}
		if _, err := tx.ExecContext(ctx, `DELETE FROM story_words`); err != nil {
			return err
		}
		if err := fillWords(ctx, tx); err != nil {
			return err
		}
		return put(ctx, tx, wordsKey, version)
	})
}

// fillWords makes the stories findable that are there.
func fillWords(ctx context.Context, tx change) error {
	last := articles.StoryID(0)
	for {
		var entries []wordEntry
		before := last
		_, err := collect(ctx, tx, func(r row) (none struct{}, err error) {
			var told articles.StoryID
			var headline string
			err = r.Scan(&last, &told, &headline)
			entries = append(entries, entriesOf(told, headline)...)
			return none, err
		}, `SELECT id, COALESCE(NULLIF(told_in, 0), id), headline FROM stories WHERE id > ? ORDER BY id LIMIT ?`, last, fillStep)
		if err != nil || last == before {
			return err
		}
		slices.SortFunc(entries, func(a, b wordEntry) int {
			return cmp.Or(cmp.Compare(a.word, b.word), cmp.Compare(a.story, b.story))
		})
		if err := addWords(ctx, tx, entries); err != nil {
			return err
		}
	}
}
