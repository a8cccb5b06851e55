package articles

import (
	"errors"
	"slices"
	"strconv"
	"time"
)

// StoryID is the short number that people type: /story 12.
type StoryID int64

// String returns the number in decimal.
func (id StoryID) String() string { return strconv.FormatInt(int64(id), 10) }

// Story is one event, told by one or more articles.
type Story struct {
	ID StoryID
	// Headline is its lead article's, or the one that an admin wrote.
	Headline string
	// HeadlineBy is that admin; empty where it is the lead's.
	HeadlineBy string
	// Appeared is when its first article appeared; lists are ordered by it.
	Appeared time.Time
	// Filed is when Herald opened the story.
	Filed time.Time
	// Topics are the names of the topics that it matched when filed.
	Topics  []string
	Verdict Verdict
	// Withdrawn says why the story is no longer told; empty while it stands.
	Withdrawn string
	// Articles tell it, in the order filed. Those that their publisher took back
	// are among them only if the story is withdrawn. Lists of stories carry them
	// without Text; a single story carries everything.
	Articles []Article
	// Changes are what happened to it since it was opened, oldest first. Lists of
	// stories come without them.
	Changes []Change
}

// Lead is the article whose headline, link and picture the story shows: the
// first filed of those that stand, or, where none does, of all. It is zero for a
// story without articles.
func (s Story) Lead() Article {
	for _, a := range s.Articles {
		if a.Standing() {
			return a
		}
	}
	if len(s.Articles) == 0 {
		return Article{}
	}
	return s.Articles[0]
}

// Standing are the articles that their publishers stand by, in the order filed. The
// list may be that of the story: it is not to be changed.
func (s Story) Standing() []Article {
	for i := range s.Articles {
		if !s.Articles[i].Standing() {
			return slices.DeleteFunc(slices.Clone(s.Articles), func(a Article) bool { return !a.Standing() })
		}
	}
	return slices.Clip(s.Articles)
}

// Publishers are all that tell the story and stand by it, each once, in the order in which they
// told it. How many of them confirm it is what Voices says.
func (s Story) Publishers() []string {
	seen := make(map[string]bool, len(s.Articles))
	var names []string
	for _, a := range s.Standing() {
		if !seen[a.Publisher] {
			seen[a.Publisher] = true
			names = append(names, a.Publisher)
		}
	}
	return names
}

// ErrNoStory is returned where a story is asked for that does not exist.
var ErrNoStory = errors.New("no such story")
