package desk

import (
	"slices"

	"herald/articles"
)

// worthUpdating reports whether a says other things than old, the same article
// as filed. From its own source any change counts. From another source of the
// publisher only a gain does: full text where there was less of it, or a marker.
// Otherwise two feeds with different summaries would take turns for ever.
func worthUpdating(old, a articles.Article) bool {
	if old.Source != a.Source || old.ID != a.ID {
		return len(a.Text) > len(old.Text)+len(old.Text)/4 || (old.Marker == "" && a.Marker != "")
	}
	return !sameContent(old, a)
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
