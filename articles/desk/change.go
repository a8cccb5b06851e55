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
// for ever. What a version lacks does not take away full text or a marker.
func merged(old, a articles.Article) (m articles.Article, changed bool) {
	base, other := a, old
	if old.Source != a.Source || old.ID != a.ID {
		base, other = old, a
	}
	m = base
	m.Appeared = old.Appeared // it is news only once
	m.Text = cmp.Or(base.Text, other.Text)
	if m.Marker == "" {
		m.Marker, m.MarkedTitle = other.Marker, other.MarkedTitle
	}
	if len(m.Images) == 0 {
		m.Images = other.Images
	}
	return m, !sameContent(old, m)
}

// sameContent reports whether two versions of an article say the same. The time
// of the update is not content: some sources move it at every look.
func sameContent(a, b articles.Article) bool {
	return a.Publisher == b.Publisher && a.URL == b.URL && a.Title == b.Title &&
		a.Deck == b.Deck && a.Summary == b.Summary && a.Text == b.Text &&
		a.Language == b.Language && a.Marker == b.Marker && a.MarkedTitle == b.MarkedTitle &&
		a.Published.Unix() == b.Published.Unix() &&
		slices.Equal(a.Authors, b.Authors) && slices.Equal(a.Keywords, b.Keywords) &&
		slices.Equal(a.Images, b.Images) && slices.Equal(a.Credits, b.Credits)
}
