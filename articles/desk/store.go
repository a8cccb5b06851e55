package desk

import (
	"context"
	"errors"
	"time"

	"herald/articles"
)

// ErrConflict is returned by Store.File when another process has filed the same
// article since Find; find it and decide again.
var ErrConflict = errors.New("the article was filed by somebody else meanwhile")

// Store keeps what the desk has filed. It is safe for concurrent use; writes are
// atomic.
type Store interface {
	Shelf
	// Find looks for an article already filed: by source and id, or else by
	// publisher and canonical link, or else by publisher, time and headline. The
	// Filed returned carries the article as filed; ok is false when there is none.
	Find(ctx context.Context, a articles.Article) (f Filed, ok bool, err error)
	// File writes an article with its story and verdict in one transaction: a
	// new story if f.Story is zero, else that story is joined, or the article
	// already filed there (f.Update) is replaced. The story's verdict and topics
	// become those of f, its changes are added, and what its posts owe for that
	// (f.Shown, Change.Material) is written with them. It returns the story's
	// number, or ErrConflict. With f.Withdrawn the story is withdrawn as Withdraw
	// does it, in the same transaction; f.Restored takes that back.
	File(ctx context.Context, f Filing) (articles.StoryID, error)
	// Open are the stories that appeared since then and are not withdrawn,
	// oldest first, their articles with text.
	Open(ctx context.Context, since time.Time) ([]articles.Story, error)
	// EachOpen gives f the same stories, one after the other, but of more than limit
	// the newest, and of the texts of their articles only the beginnings, some
	// hundred words. It ends with the error of f. However many there are, few are
	// in memory at once.
	EachOpen(ctx context.Context, since time.Time, limit int, f func(articles.Story) error) error
	// Story is one story with everything, or articles.ErrNoStory. Articles that
	// their publisher has taken back are in it only if it is withdrawn.
	// Where a story turned out to be another one, it is that.
	Story(ctx context.Context, id articles.StoryID) (articles.Story, error)
	// Stories are those with the numbers ids, in that order and without text;
	// numbers without a story are left out.
	Stories(ctx context.Context, ids []articles.StoryID) ([]articles.Story, error)
	// Outline is as much of a story as it takes to find what is related to it: number,
	// headline, and of its articles what Alike gives, and the beginnings of their
	// texts. Else it is as Story.
	Outline(ctx context.Context, id articles.StoryID) (articles.Story, error)
	// Alike are stories other than id that have some of the words in their headline,
	// as far as Telltales tell, those with more and with earlier ones first, and the
	// newer before the older; at most limit. Only what is compared of them is there:
	// of their articles the headlines, decks, summaries and when they appeared. It
	// may look at the newest stories with a word only.
	Alike(ctx context.Context, id articles.StoryID, words []string, limit int) ([]articles.Story, error)
	// SetVerdict replaces the verdict of a story, and owes the edits of its posts
	// where it comes to something else. Withdraw marks it withdrawn, owes
	// the edits, or deletions, of the posts that were sent of it, drops what is
	// still owed of it, and returns how many posts that touches. Both return
	// articles.ErrNoStory where there is none.
	SetVerdict(ctx context.Context, id articles.StoryID, v articles.Verdict) error
	Withdraw(ctx context.Context, id articles.StoryID, w Withdrawal) (posts int, err error)
	// Waiting are the stories that wait for a second voice or an admin and are not
	// withdrawn, in the order in which they began to, with text.
	Waiting(ctx context.Context) ([]articles.Story, error)
	// SetHeadline gives a story a headline that an admin wrote and its lead no
	// longer changes, or returns articles.ErrNoStory.
	SetHeadline(ctx context.Context, id articles.StoryID, headline, by string) error
	// Regroup moves articles between stories in one transaction, and returns the
	// number of the story to which they came. A story that moves as a whole is
	// told there from then on: its number leads to the other one, in every method,
	// and no channel that has had a post of either gets a second one. The edits of
	// the posts of both are owed with it. It returns ErrConflict where an article is not in m.From any more.
	Regroup(ctx context.Context, m Move) (articles.StoryID, error)
	// SetTopics replaces the topics of a story.
	SetTopics(ctx context.Context, id articles.StoryID, topics []string) error
	// Together gives f a Store that does everything in one transaction: it is
	// written when f returns nil, and nothing of it when f returns an error, which
	// is returned. What is read through that Store has been written through it. It
	// is good until f returns; meanwhile f must not use the outer one, which may
	// wait for f.
	Together(ctx context.Context, f func(Store) error) error
}

// Filed is an article as it stands in the store.
type Filed struct {
	Article articles.Article
	Story   articles.StoryID
}

// Withdrawal ends a story.
type Withdrawal struct {
	// By is the publisher that took it back; empty for an editor here.
	By string
	// Reason is what readers are told.
	Reason string
	// Delete takes the posts away, instead of striking them out.
	Delete bool
	At     time.Time
}

// Filing is what the desk decided about one article.
type Filing struct {
	Article articles.Article
	// Story is the story to join, zero to open one.
	Story articles.StoryID
	// Update replaces the article already filed under the same source and id,
	// or the same publisher and canonical link.
	Update bool
	// Joined says why the article was joined, for `herald why`.
	Joined string
	// Matches are the topics of the article itself, each with its reason.
	Matches []articles.TopicMatch
	// Withdrawn, if not empty, says why the story is told no more: Article was
	// the last that stood. Restored says that it is told again.
	Withdrawn string
	Restored  bool

	Verdict articles.Verdict
	Topics  []string
	// Changes are what happened to the story besides; the store numbers them.
	Changes []articles.Change
	// Weight is how much the story matters from now on (articles.Story.Weight): what
	// is owed of it and waits for its turn is given that anew.
	Weight float64
	// Shown says that the posts of the story say something else from now on: the
	// store owes their edits with the article.
	Shown bool
	At    time.Time
}

// Move is what the desk decided about articles that tell another story than was
// thought.
type Move struct {
	// From is the story that they were filed to, To the one where they belong,
	// zero to open one.
	From, To articles.StoryID
	// Whole says that nothing is left of From.
	Whole bool
	// Articles are those that move, with what is new in them: whose words they
	// repeat.
	Articles []articles.Article
	// Verdict and Topics are those of To from then on, Left the topics of From, if
	// something is left of it.
	Verdict articles.Verdict
	Topics  []string
	Left    []string
	// Weight is as in Filing, of To.
	Weight float64
	// Changes are what that is to the readers of To; the store numbers them. Those
	// of From become those of To where the whole of it moves.
	Changes []articles.Change
	// Reason says why, for `herald why`.
	Reason string
	At     time.Time
}
