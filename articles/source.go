package articles

import "time"

// SourceKind says how a source is read.
type SourceKind string

// The kinds of source.
const (
	KindFeed   SourceKind = "feed"   // RSS, Atom, RDF or JSON Feed at a URL
	KindFolder SourceKind = "folder" // article files in a folder, watched
)

// FullText says where the full text of a feed's articles is read. The zero value
// means FullFeed.
type FullText string

// The places of full text.
const (
	FullFeed FullText = "feed" // what the feed gives, even if it is a teaser
	FullPage FullText = "page" // the page that each article links to
	FullAuto FullText = "auto" // the page, where the feed gives a teaser
)

// Source is one configured origin of articles.
type Source struct {
	// Name is unique among all sources.
	Name string
	Kind SourceKind
	// Publisher is the organisation whose voice it is. Ten feeds of one
	// publisher are one voice.
	Publisher string
	// Topics are names of topics that all its articles belong to.
	Topics []string
	// URL is where a feed is fetched.
	URL string
	// Path is a folder's place on disk.
	Path string
	// Every is how often a feed is fetched at most. Zero: the default.
	Every time.Duration
	// FullText says where the text of a feed's articles is read.
	FullText FullText
	// Private allows addresses of private networks for this source.
	Private bool
	// Doubt is what its articles lack to count fully where voices are counted: 0
	// for a source that is trusted, 1 for one whose word counts for nothing.
	Doubt float64
}

// Trust is how much the word of the source counts, from 0 to 1.
func (s Source) Trust() float64 { return min(max(1-s.Doubt, 0), 1) }
