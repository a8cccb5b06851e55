package articles

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// Article is one publisher's piece, as a source gave it. Its JSON form is what
// `herald read --json` prints and what .jsonl folders hold; empty fields are
// left out and times are RFC 3339.
type Article struct {
	// ID names the article within its source: a feed's guid, a file's path.
	ID string `json:"id,omitempty"`
	// Source is the name of the source that it came from.
	Source string `json:"source,omitempty"`
	// Publisher is the organisation whose voice it is.
	Publisher string `json:"publisher,omitempty"`
	// URL is the page that people open to read it.
	URL string `json:"url,omitempty"`
	// Canonical is the address that the page at URL names as its own, or that URL
	// leads to, where that is another one; see CanonicalFor. It is a name by which
	// the article is known again, and not shown.
	Canonical string `json:"-"`
	// Title is the headline, without a marker and without keyword tails.
	Title string `json:"title,omitempty"`
	// Deck is the line under the headline.
	Deck string `json:"deck,omitempty"`
	// Summary is a few whole sentences, at most MaxSummary characters.
	Summary string `json:"summary,omitempty"`
	// Text is the full text: paragraphs parted by one blank line. A paragraph
	// that starts with "## " is a section heading, with "- " a list item, with
	// "> " a quotation. Nothing else in it is markup.
	Text     string   `json:"text,omitempty"`
	Authors  []string `json:"authors,omitempty"`
	Keywords []string `json:"keywords,omitempty"`
	// Published and Updated are the publisher's own times; zero if not said.
	Published time.Time `json:"published,omitzero"`
	Updated   time.Time `json:"updated,omitzero"`
	// Language is a BCP 47 tag such as "en" or "pt-BR"; empty if not known.
	Language string `json:"language,omitempty"`
	// Images are absolute URLs, the leading picture first.
	Images []string `json:"images,omitempty"`
	// Marker is the publisher's own mark of urgency in capitals, such as
	// BREAKING; MarkedTitle is the headline that stands behind it, where it
	// differs from Title.
	Marker      string `json:"marker,omitempty"`
	MarkedTitle string `json:"marked_title,omitempty"`
	// Credits are the sources that the text names as its own.
	Credits []string `json:"credits,omitempty"`

	// Urgency is the publisher's own, from 1 (drop everything) to 9; 0 where it
	// did not say.
	Urgency int `json:"urgency,omitempty"`
	// Embargo is the time before which the article must not be told; zero for
	// none.
	Embargo time.Time `json:"embargo,omitzero"`
	// Version tells the versions of one article apart and puts them in order; see
	// OlderThan. Empty where the publisher does not count them.
	Version string `json:"version,omitempty"`
	// Status says whether the publisher still stands by the article.
	Status Status `json:"status,omitempty"`
	// Correction is the publisher's note of what was corrected, or Corrected
	// where it only says that something was.
	Correction string `json:"correction,omitempty"`

	// CopyOf is the publisher whose words these are, where the article repeats
	// what another one of its story says; empty where the words are its own. The
	// desk finds it out.
	CopyOf string `json:"-"`
	// Origin is where the article was read, for those who ask how Herald came to
	// it: "feed https://…", "file sea/ferry.md". No secrets are in it.
	Origin string `json:"-"`
	// Appeared is when the article became news to us, the time that freshness
	// counts from: for a feed when it was published (or, undated, first seen),
	// for a file when it was dropped into its folder.
	Appeared time.Time `json:"-"`
}

// Bounds of an article's fields, in characters. Sources cut to them.
const (
	MaxTitle   = 500
	MaxSummary = 400
	MaxText    = 400_000
	// MaxUrgency is the least urgent.
	MaxUrgency = 9
)

// Validate reports why a cannot be filed: it needs an id, a source, a publisher
// and a title, and must have appeared at some time.
func (a Article) Validate() error {
	var errs []error
	need := func(name, value string) {
		if strings.TrimSpace(value) == "" {
			errs = append(errs, fmt.Errorf("no %s", name))
		}
	}
	need("id", a.ID)
	need("source", a.Source)
	need("publisher", a.Publisher)
	need("title", a.Title)
	if a.Appeared.IsZero() {
		errs = append(errs, errors.New("no time of appearance"))
	}
	return errors.Join(errs...)
}

// Headline is what a post about a shows: the marked title where the publisher
// marked one, else the title.
func (a Article) Headline() string {
	if a.MarkedTitle != "" {
		return a.MarkedTitle
	}
	return a.Title
}

// Time is the time to show to people: when a was published, or, undated, when
// it appeared.
func (a Article) Time() time.Time {
	if a.Published.IsZero() {
		return a.Appeared
	}
	return a.Published
}

// Image is the leading picture's URL, or empty.
func (a Article) Image() string {
	if len(a.Images) == 0 {
		return ""
	}
	return a.Images[0]
}
