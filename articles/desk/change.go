package desk

import (
	"cmp"
	"slices"

	"herald/articles"
)

// merged is what an article becomes that was filed as old and now came as a, and
// whether that says other things. From its own source the new version replaces
// the old one. Another source of the publisher, where it is the same piece, only
// adds what is missing: else two feeds with different summaries would take turns
// for ever. What a version lacks does not take away what another said: the full
// text and the authors may come from the page, not from the feed. A version that
// takes the article back says only that, and why.
func merged(old, a articles.Article) (m articles.Article, changed bool) {
	if !a.Standing() {
		m = old
		m.Status, m.Version, m.Correction = a.Status, cmp.Or(a.Version, old.Version), a.Correction
		if a.Updated.After(old.Updated) {
			m.Updated = a.Updated
		}
		return m, !sameContent(old, m)
	}
	base, other := a, old
	if old.Source != a.Source || old.ID != a.ID {
		base, other = old, a
	}
	m = base
	m.Appeared = old.Appeared // it is news only once
	m.Origin = cmp.Or(a.Origin, old.Origin)
	m.Canonical = cmp.Or(base.Canonical, other.Canonical)
	m.Text, m.Deck, m.Summary = cmp.Or(base.Text, other.Text), cmp.Or(base.Deck, other.Deck), cmp.Or(base.Summary, other.Summary)
	m.Language = cmp.Or(base.Language, other.Language)
	m.Authors, m.Keywords, m.Credits = orList(base.Authors, other.Authors), orList(base.Keywords, other.Keywords), orList(base.Credits, other.Credits)
	m.Images = orList(base.Images, other.Images)
	m.Urgency, m.Correction = cmp.Or(base.Urgency, other.Urgency), cmp.Or(base.Correction, other.Correction)
	if m.Marker == "" {
		m.Marker, m.MarkedTitle = other.Marker, other.MarkedTitle
	}
	return m, !sameContent(old, m)
}

// orList is a, or b where a is empty.
func orList(a, b []string) []string {
	if len(a) == 0 {
		return b
	}
	return a
}

// sameContent reports whether two versions of an article say the same. The time
// of the update is not content: some sources move it at every look.
func sameContent(a, b articles.Article) bool {
	return a.Publisher == b.Publisher && a.URL == b.URL && a.Canonical == b.Canonical && a.Title == b.Title &&
		a.Deck == b.Deck && a.Summary == b.Summary && a.Text == b.Text &&
		a.Language == b.Language && a.Marker == b.Marker && a.MarkedTitle == b.MarkedTitle &&
		a.Published.Unix() == b.Published.Unix() && a.Embargo.Unix() == b.Embargo.Unix() &&
		a.Urgency == b.Urgency && a.Version == b.Version && a.Status == b.Status && a.Correction == b.Correction &&
		slices.Equal(a.Authors, b.Authors) && slices.Equal(a.Keywords, b.Keywords) &&
		slices.Equal(a.Images, b.Images) && slices.Equal(a.Credits, b.Credits)
}
