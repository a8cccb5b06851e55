package store

import (
	"slices"
	"strings"
	"testing"

	"modernc.org/sqlite"
)

// TestPlans keeps the statements that run all the time on their indexes: a plan
// that reads a whole table is fast in every other test, and slow after a year.
func TestPlans(t *testing.T) {
	t.Parallel()
	s := inMemory(t)
	newest, _ := latestQuery("")
	ofTopic, _ := latestQuery("water")
	for name, text := range map[string]string{
		"find":           findQuery,
		"latest":         newest,
		"topic":          ofTopic,
		"open":           openQuery,
		"breaking":       breakingQuery,
		"filed":          filedQuery,
		"search":         matchQuery + "(?, ?)",
		"newest matches": newestQuery,
		"with words":     withWordsQuery(3),
		"glimpses":       glimpseQuery("?, ?"),
		"outline":        outlineQuery,
		"fan-out":        fanOutQuery,
		"refresh one":    refreshOne,
		"refresh many":   refreshMany,
		"next":           nextQuery,
		"heads":          headsQuery,
		"doubt":          doubtQuery,
		"clock, served":  servedQuery,
		"clock, due":     lastDueQuery,
		"clock, written": writtenQuery,
		"paused":         pausedQuery,
		"edits":          editsQuery,
		"edited":         refreshEditedQuery,
		"updates":        updatesQuery,
		"sent lately":    sentLatelyQuery,
		"reweighed":      reweighQuery,
		"numbers":        numbersQuery,
		"withdrawn":      dropStoryQuery,
		"replies":        repliesQuery,
		"deletions":      deletionsQuery,
		"of answers":     ofDevelopments(deletionsQuery),
		"deleted":        ofDevelopments(refreshPostedQuery),
		"pause":          dropQuery + `state IN ('owed', 'claimed')`,
		"last tick":      `SELECT COALESCE(MAX(tick), 0) FROM ticks WHERE schedule = ?`,
		"interests":      `SELECT DISTINCT topic, words FROM subscriptions WHERE schedule = ? ORDER BY topic, words`,
		"owed again":     owedAgainQuery,
		"released":       releasedQuery,
		"lead on":        leadOnQuery,
		"take over":      takeOverQuery,
		"told elsewhere": dropToldQuery,
		"answered there": ofDevelopments(dropToldQuery),
		"open updates":   openUpdates,
		"forget updates": forgetUpdates,
	} {
		for _, step := range plan(t, s, text) {
			if slow(step) {
				t.Errorf("%s: %s", name, step)
			}
		}
	}
}

// TestBacklogReadsNoRows: what is read every few seconds, an entry for each delivery
// that is owed, is in the indexes.
func TestBacklogReadsNoRows(t *testing.T) {
	t.Parallel()
	s := inMemory(t)
	for _, step := range plan(t, s, backlogQuery) {
		if !strings.Contains(step, "USING COVERING INDEX") {
			t.Error(step)
		}
	}
}

// plan is how SQLite runs a statement, a step a line.
func plan(t *testing.T, s *Store, text string) []string {
	t.Helper()
	steps, err := collect(t.Context(), s.writer, func(r row) (step string, err error) {
		var id, parent, unused int
		return step, r.Scan(&id, &parent, &unused, &step)
	}, "EXPLAIN QUERY PLAN "+text, make([]any, strings.Count(text, "?"))...)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return steps
}

// slow reports whether a step reads or sorts everything. The answers of inner
// queries (heads, and those with a limit) are short, the full-text index is no table,
// and all of stories_told is what a list without conditions reads, until its limit.
func slow(step string) bool {
	fine := []string{"SCAN heads", "SCAN (subquery", "SCAN CONSTANT ROW", "VIRTUAL TABLE", "INDEX stories_told"}
	return strings.Contains(step, "TEMP B-TREE") || strings.HasPrefix(step, "SCAN ") &&
		!slices.ContainsFunc(fine, func(f string) bool { return strings.Contains(step, f) })
}

// TestFewPagesRead checks with a flood what plans cannot show: that the next
// delivery of a channel is found without reading all that wait behind it.
func TestFewPagesRead(t *testing.T) {
	t.Parallel()
	s := inMemory(t)
	exec(t, s, `INSERT INTO channels (platform, address) VALUES ('discord', 'a')`)
	exec(t, s, `INSERT INTO deliveries (channel, key, kind, owed, ready, state, attempts)
		WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
		SELECT 1, i, 'breaking', 5, 5, 'owed', i = 1 FROM n`)
	for _, ready := range []int{5, 1 << 40} { // the first may go out, or holds back all others
		exec(t, s, `UPDATE deliveries SET ready = ? WHERE id = 1`, ready)
		if n := pages(t, s, func() { exec(t, s, refreshOne, 1) }); n > 100 {
			t.Errorf("the due of a channel took %d pages", n)
		}
		if n := pages(t, s, func() { exec(t, s, headsQuery, 10, 10, "discord", 1, 10, 1) }); n > 100 {
			t.Errorf("the head of a channel took %d pages", n)
		}
	}
}

func exec(t *testing.T, s *Store, text string, args ...any) {
	t.Helper()
	if _, err := s.writer.ExecContext(t.Context(), text, args...); err != nil {
		t.Fatal(err)
	}
}

// pages counts how often f looked at a page of the database.
func pages(t *testing.T, s *Store, f func()) int {
	t.Helper()
	before := hits(t, s)
	f()
	return hits(t, s) - before
}

func hits(t *testing.T, s *Store) (n int) {
	t.Helper()
	conn, err := s.writer.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	err = conn.Raw(func(c any) (err error) {
		n, _, err = c.(sqlite.DBStatus).Status(sqlite.DBStatusCacheHit, false)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}
