package store

import (
	"context"
	"database/sql"
	"errors"

	"herald/articles"
	"herald/articles/desk"
)

// articleColumns are what scanArticle reads, but for the text, of which a textPart
// comes last.
const articleColumns = `seq, story, source, id, publisher, url, title, deck, summary, authors, keywords,
	published, updated, language, images, marker, marked_title, credits, copy_of, appeared, origin, canonical, ` + wireColumns

// articleTable is where articleColumns stand.
const articleTable = `articles LEFT JOIN article_wires ON article_wires.article = seq`

// filedArticle is an article with its place in the store.
type filedArticle struct {
	articles.Article
	seq   int64
	story articles.StoryID
}

// scanArticle reads articleColumns and a textPart.
func scanArticle(r row) (a filedArticle, err error) {
	var authors, keywords, images, credits string
	var published, updated, appeared, embargo int64
	err = r.Scan(&a.seq, &a.story, &a.Source, &a.ID, &a.Publisher, &a.URL, &a.Title, &a.Deck, &a.Summary,
		&authors, &keywords, &published, &updated, &a.Language, &images, &a.Marker, &a.MarkedTitle, &credits,
		&a.CopyOf, &appeared, &a.Origin, &a.Canonical, &a.Urgency, &embargo, &a.Version, &a.Status, &a.Correction, &a.Text)
	a.Authors, a.Keywords = unlist[string](authors), unlist[string](keywords)
	a.Images, a.Credits = unlist[string](images), unlist[string](credits)
	a.Published, a.Updated, a.Appeared = moment(published), moment(updated), moment(appeared)
	a.Embargo = moment(embargo)
	return a, err
}

// cleaned is a with every text in a form that databases take. Ids and
// publishers are cleaned too, so that they are found again.
func cleaned(a articles.Article) articles.Article {
	for _, field := range []*string{
		&a.ID, &a.Source, &a.Publisher, &a.URL, &a.Title, &a.Deck, &a.Summary, &a.Text,
		&a.Language, &a.Marker, &a.MarkedTitle, &a.Version, &a.Correction, &a.CopyOf, &a.Origin, &a.Canonical,
	} {
		*field = clean(*field)
	}
	for _, values := range []*[]string{&a.Authors, &a.Keywords, &a.Images, &a.Credits} {
		*values = cleanedAll(*values)
	}
	return a
}

func cleanedAll(values []string) []string {
	all := make([]string, len(values))
	for i, v := range values {
		all[i] = clean(v)
	}
	return all
}

// link is the form of the article's URL under which it is filed once, NULL where
// it has none.
func link(a articles.Article) sql.NullString {
	l := clean(articles.CanonicalURL(a.URL))
	return sql.NullString{String: l, Valid: l != ""}
}

// Find looks for an article already filed, as desk.Store says.
func (s *Store) Find(ctx context.Context, a articles.Article) (f desk.Filed, ok bool, err error) {
	err = s.read(ctx, "find article", func(q query) error {
		filed, err := find(ctx, q, cleaned(a))
		f, ok = desk.Filed{Article: filed.Article, Story: filed.story}, err == nil
		if errors.Is(err, errNoRow) {
			f = desk.Filed{}
			return nil
		}
		return err
	})
	return f, ok, err
}

// findQuery finds the seq of an article. What is no link, or published at 0, is
// not looked for. An address that the pages of several articles name as theirs, of
// a section for example, is the name of none.
const findQuery = `SELECT COALESCE(
	(SELECT seq FROM articles WHERE source = ? AND id = ?),
	(SELECT seq FROM articles WHERE publisher = ? AND link = ?),
	(SELECT MIN(seq) FROM articles WHERE publisher = ? AND published = ? AND published <> 0 AND title = ?),
	(SELECT MIN(seq) FROM articles WHERE publisher = ? AND canonical = ? AND canonical <> '' HAVING COUNT(*) = 1),
	0)`

// find looks by source and id first: an article that changes its link stays
// itself. Most articles that are looked for are not there, which is found out in
// one statement.
func find(ctx context.Context, q query, a articles.Article) (filed filedArticle, err error) {
	published := int64(0)
	if telling(a) {
		published = micros(a.Published)
	}
	var seq int64
	err = q.QueryRowContext(ctx, findQuery, a.Source, a.ID, a.Publisher, link(a), a.Publisher, published, a.Title,
		a.Publisher, link(a)).Scan(&seq)
	if err == nil && seq == 0 {
		err = errNoRow
	}
	if err != nil {
		return filed, err
	}
	filed, err = scanArticle(q.QueryRowContext(ctx, `SELECT `+articleColumns+`, `+string(allText)+` FROM `+articleTable+` WHERE seq = ?`, seq))
	if err == nil && onlyByCanonical(filed.Article, a) && !articles.OneHeadline(filed.Title, a.Title) {
		return filedArticle{}, errNoRow
	}
	return filed, err
}

// onlyByCanonical reports whether nothing but the address that its page named says
// that filed is a. Pages err: the headline has to agree then.
func onlyByCanonical(filed, a articles.Article) bool {
	switch {
	case filed.Source == a.Source && filed.ID == a.ID, link(filed) == link(a):
		return false
	}
	return filed.Canonical != "" && filed.Canonical == link(a).String
}

// fewWords are those of headings under which something else stands every time,
// such as "Letters to the editor".
const fewWords = 5

// telling reports whether the headline and time of an article are enough to know
// it by, at another address and with another id: nobody publishes two of one long
// headline in the same second.
func telling(a articles.Article) bool {
	return !a.Published.IsZero() && len(articles.Words(a.Title)) >= fewWords
}

// articleValues are the values of the columns that insertArticle and
// replaceArticle write, in their order.
func articleValues(f desk.Filing, l sql.NullString) []any {
	a := f.Article
	return []any{
		a.Source, a.ID, a.Publisher, a.URL, l, a.Title, a.Deck, a.Summary,
		list(a.Authors), list(a.Keywords), micros(a.Published), micros(a.Updated), a.Language,
		list(a.Images), a.Marker, a.MarkedTitle, list(a.Credits), a.CopyOf, micros(a.Appeared), clean(f.Joined),
		a.Origin, matched(f.Matches), a.Canonical,
	}
}

// matched is the topics that an article matched, as a list of words.
func matched(matches []articles.TopicMatch) string {
	all := make([]string, len(matches))
	for i, m := range matches {
		all[i] = clean(m.String())
	}
	return list(all)
}

// insertArticle adds an article to a story and returns its seq.
func insertArticle(ctx context.Context, tx change, story articles.StoryID, f desk.Filing) (seq int64, err error) {
	err = tx.QueryRowContext(ctx, `INSERT INTO articles (source, id, publisher, url, link, title, deck, summary,
		authors, keywords, published, updated, language, images, marker, marked_title, credits, copy_of, appeared,
		joined, origin, matched, canonical, story, filed, text)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '') RETURNING seq`,
		append(articleValues(f, link(f.Article)), story, micros(f.At))...).Scan(&seq)
	if err == nil && f.Article.Text != "" {
		err = setText(ctx, tx, seq, f.Article.Text)
	}
	if err == nil && hasWire(f.Article) {
		err = setWire(ctx, tx, seq, f.Article)
	}
	return seq, err
}

// replaceArticle puts an article in the place of the one filed as seq. Why that
// was joined still holds, unless there is a new reason.
func replaceArticle(ctx context.Context, tx change, seq int64, f desk.Filing) error {
	if err := keepVersion(ctx, tx, seq, f); err != nil {
		return err
	}
	l, err := freeLink(ctx, tx, seq, f.Article)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `UPDATE articles SET source = ?, id = ?, publisher = ?, url = ?, link = ?,
		title = ?, deck = ?, summary = ?, authors = ?, keywords = ?, published = ?, updated = ?, language = ?,
		images = ?, marker = ?, marked_title = ?, credits = ?, copy_of = ?, appeared = ?,
		joined = COALESCE(NULLIF(?, ''), joined), origin = ?, matched = ?, canonical = ?
		WHERE seq = ?`, append(articleValues(f, l), seq)...)
	if err != nil {
		return err
	}
	if err := setText(ctx, tx, seq, f.Article.Text); err != nil {
		return err
	}
	return setWire(ctx, tx, seq, f.Article)
}

// freeLink is the article's link, or none where another article of the publisher
// has it: two articles filed apart that later claim one page stay two.
func freeLink(ctx context.Context, q query, seq int64, a articles.Article) (sql.NullString, error) {
	l := link(a)
	var other int64
	err := q.QueryRowContext(ctx, `SELECT seq FROM articles WHERE publisher = ? AND link = ? AND seq <> ?`,
		a.Publisher, l, seq).Scan(&other)
	switch {
	case errors.Is(err, errNoRow):
		return l, nil
	case err != nil:
		return l, err
	}
	return sql.NullString{}, nil
}
