package page

import (
	"net/url"
)

// Text turns a fragment of HTML into plain text in the form of
// articles.Article.Text. Links resolve against base, which may be nil.
func Text(html string, base *url.URL) string { return html }

// Summary is the longest run of whole sentences from the start of text, headings
// left out, that has at most articles.MaxSummary characters.
func Summary(text string) string { return text }
