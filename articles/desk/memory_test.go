package desk

import (
	"context"
	"errors"
	"maps"
	"slices"
	"sync"
	"testing"
	"time"

	"herald/articles"
)

// memory is a Store that keeps real state in memory.
type memory struct {
	mu      sync.Mutex
	stories []*articles.Story
	joined  []string
	// toldIn are the stories that turned out to be others, moves why.
	toldIn map[articles.StoryID]articles.StoryID
	moves  []string
	writes int
	// err, when not nil, is what File gives, once for each of errs.
	errs []error
	// shelf has the articles that are held back.
	shelf map[spot]articles.Article
}

// counts are how many stories there are, and how often was written, also while
// somebody goes on to write: that the clock of a test moved orders nothing.
func (m *memory) counts() (stories, writes int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.stories), m.writes
}

func (m *memory) Shelve(_ context.Context, a articles.Article, _ time.Time) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.shelf == nil {
		m.shelf = map[spot]articles.Article{}
	}
	m.writes++
	m.shelf[spot{a.Source, a.ID}] = a
	return nil
}

func (m *memory) Unshelve(_ context.Context, source, id string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.shelf, spot{source, id})
	return nil
}

func (m *memory) Shelved(_ context.Context, limit int) ([]articles.Article, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	list := slices.Collect(maps.Values(m.shelf))
	return list[:min(len(list), limit)], nil
}

func (m *memory) Released(_ context.Context, now time.Time, limit int) (list []articles.Article, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, a := range m.shelf {
		if a.Standing() && !a.Embargo.After(now) {
			list = append(list, a)
		}
	}
	slices.SortFunc(list, func(a, b articles.Article) int { return a.Embargo.Compare(b.Embargo) })
	return list[:min(len(list), limit)], nil
}

var errDisk = errors.New("the disk is full")

func (m *memory) Find(_ context.Context, a articles.Article) (Filed, bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	s, i := m.find(a)
	if s == nil {
		return Filed{}, false, nil
	}
	return Filed{Article: s.Articles[i], Story: s.ID}, true, nil
}

func (m *memory) find(a articles.Article) (*articles.Story, int) {
	for _, s := range m.stories {
		for i, b := range s.Articles {
			if a.Source == b.Source && a.ID == b.ID {
				return s, i
			}
		}
	}
	for _, s := range m.stories {
		for i, b := range s.Articles {
			if link := articles.CanonicalURL(a.URL); link != "" && a.Publisher == b.Publisher && link == articles.CanonicalURL(b.URL) {
				return s, i
			}
		}
	}
	return nil, 0
}

func (m *memory) File(_ context.Context, f Filing) (articles.StoryID, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.errs) > 0 {
		err := m.errs[0]
		if m.errs = m.errs[1:]; err != nil {
			return 0, err
		}
	}
	s, i := m.find(f.Article)
	switch {
	case f.Update != (s != nil):
		return 0, ErrConflict
	case f.Update:
		s.Articles[i] = f.Article
	case f.Story != 0:
		s = m.stories[f.Story-1]
		s.Articles = append(s.Articles, f.Article)
	default:
		s = &articles.Story{ID: articles.StoryID(len(m.stories) + 1), Headline: f.Article.Headline(), Appeared: f.Article.Appeared, Filed: f.At}
		s.Articles = []articles.Article{f.Article}
		m.stories = append(m.stories, s)
	}
	s.Verdict, s.Topics = f.Verdict, f.Topics
	if f.Withdrawn != "" {
		s.Withdrawn = f.Withdrawn
	}
	if f.Restored {
		s.Withdrawn = ""
	}
	s.Changes = append(s.Changes, f.Changes...)
	m.joined = append(m.joined, f.Joined)
	m.writes++
	return s.ID, nil
}

func (m *memory) Open(_ context.Context, since time.Time) (all []articles.Story, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, s := range m.stories {
		if !s.Appeared.Before(since) && s.Withdrawn == "" {
			all = append(all, clone(s))
		}
	}
	return all, nil
}

// trail is where a story is told, by its place.
func (m *memory) trail(id articles.StoryID) articles.StoryID {
	if to, ok := m.toldIn[id]; ok {
		return m.trail(to)
	}
	return id
}

func (m *memory) Regroup(_ context.Context, mv Move) (articles.StoryID, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	from := m.stories[mv.From-1]
	var to *articles.Story
	if mv.To != 0 {
		to = m.stories[mv.To-1]
	} else {
		to = &articles.Story{ID: articles.StoryID(len(m.stories) + 1), Headline: mv.Articles[0].Headline(), Appeared: mv.Articles[0].Appeared, Filed: mv.At}
		m.stories = append(m.stories, to)
	}
	for _, a := range mv.Articles {
		i := slices.IndexFunc(from.Articles, func(b articles.Article) bool { return a.Source == b.Source && a.ID == b.ID })
		if i < 0 {
			return 0, ErrConflict
		}
		from.Articles = slices.Delete(from.Articles, i, i+1)
		to.Articles = append(to.Articles, a)
	}
	to.Verdict, to.Topics, from.Topics = mv.Verdict, mv.Topics, mv.Left
	to.Changes = append(to.Changes, mv.Changes...)
	if mv.Whole {
		if m.toldIn == nil {
			m.toldIn = map[articles.StoryID]articles.StoryID{}
		}
		m.toldIn[from.ID], from.Withdrawn = to.ID, "told in story "+to.ID.String()
	}
	m.moves = append(m.moves, mv.Reason)
	return to.ID, nil
}

func (m *memory) EachOpen(ctx context.Context, since time.Time, limit int, f func(articles.Story) error) error {
	all, err := m.Open(ctx, since)
	for _, s := range all[max(len(all)-limit, 0):] {
		if err == nil {
			err = f(s)
		}
	}
	return err
}

func clone(s *articles.Story) articles.Story {
	c := *s
	c.Articles = slices.DeleteFunc(slices.Clone(s.Articles), func(a articles.Article) bool { return !a.Standing() && s.Withdrawn == "" })
	return c
}

func (m *memory) Story(_ context.Context, id articles.StoryID) (articles.Story, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if id < 1 || int(id) > len(m.stories) {
		return articles.Story{}, articles.ErrNoStory
	}
	return clone(m.stories[m.trail(id)-1]), nil
}

func (m *memory) Outline(ctx context.Context, id articles.StoryID) (articles.Story, error) {
	return m.Story(ctx, id)
}

// Alike finds the stories that have any of the words in a headline or summary.
func (m *memory) Alike(_ context.Context, id articles.StoryID, words []string, limit int) (all []articles.Story, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, s := range m.stories {
		has := slices.ContainsFunc(articles.Words(s.Headline+" "+s.Lead().Summary), func(w string) bool { return slices.Contains(words, w) })
		if s.ID != id && has && len(all) < limit {
			all = append(all, clone(s))
		}
	}
	return all, nil
}

func (m *memory) Stories(_ context.Context, ids []articles.StoryID) (all []articles.Story, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, id := range ids {
		all = append(all, clone(m.stories[id-1]))
	}
	return all, nil
}

// on changes a story.
func (m *memory) on(id articles.StoryID, f func(*articles.Story)) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if id < 1 || int(id) > len(m.stories) {
		return articles.ErrNoStory
	}
	m.writes++
	f(m.stories[id-1])
	return nil
}

func (m *memory) SetVerdict(_ context.Context, id articles.StoryID, v articles.Verdict) error {
	return m.on(id, func(s *articles.Story) { s.Verdict = v })
}

func (m *memory) Waiting(context.Context) (all []articles.Story, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, s := range m.stories {
		if s.Verdict.Waiting != "" && s.Withdrawn == "" {
			all = append(all, clone(s))
		}
	}
	return all, nil
}

func (m *memory) SetHeadline(_ context.Context, id articles.StoryID, headline, by string) error {
	return m.on(id, func(s *articles.Story) { s.Headline, s.HeadlineBy = headline, by })
}

func (m *memory) Withdraw(_ context.Context, id articles.StoryID, w Withdrawal) (int, error) {
	return 0, m.on(id, func(s *articles.Story) { s.Withdrawn = w.Reason })
}

func (m *memory) SetTopics(_ context.Context, id articles.StoryID, topics []string) error {
	return m.on(id, func(s *articles.Story) { s.Topics = topics })
}

// Together puts back what f has changed if it fails.
func (m *memory) Together(_ context.Context, f func(Store) error) error {
	m.mu.Lock()
	before, joined, writes := make([]*articles.Story, len(m.stories)), len(m.joined), m.writes
	for i, s := range m.stories {
		c := clone(s)
		before[i] = &c
	}
	m.mu.Unlock()
	err := f(m)
	if err != nil {
		m.mu.Lock()
		m.stories, m.joined, m.writes = before, m.joined[:joined], writes
		m.mu.Unlock()
	}
	return err
}

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// office is a desk with its store, and what it told.
type office struct {
	*Desk
	store *memory
	now   time.Time
	// told guards what the desk told.
	told      sync.Mutex
	breaking  []articles.StoryID
	filed     []articles.StoryID
	withdrawn []articles.StoryID
	topics    []articles.Topic
	sources   map[string]articles.Source
}

func newOffice() *office {
	o := &office{store: &memory{}, now: noon}
	o.Desk = New(Options{
		Store: o.store, Now: func() time.Time { return o.now },
		Topics:      func() []articles.Topic { return o.topics },
		Source:      func(name string) articles.Source { return o.sources[name] },
		OnBreaking:  func(_ context.Context, s articles.Story) { o.note(&o.breaking, s.ID) },
		OnFiled:     func(_ context.Context, _ articles.Article, id articles.StoryID) { o.note(&o.filed, id) },
		OnWithdrawn: func(_ context.Context, _ articles.Article, id articles.StoryID) { o.note(&o.withdrawn, id) },
	})
	return o
}

func (o *office) note(list *[]articles.StoryID, id articles.StoryID) {
	o.told.Lock()
	defer o.told.Unlock()
	*list = append(*list, id)
}

func (o *office) file(t *testing.T, batch ...articles.Article) {
	t.Helper()
	if err := o.File(t.Context(), batch); err != nil {
		t.Fatal(err)
	}
}

// article is a piece of a publisher, who is its source too.
func article(publisher, id, title, summary string) articles.Article {
	return articles.Article{
		ID: id, Source: "feed of " + publisher, Publisher: publisher, Title: title, Summary: summary,
		URL: "https://" + articles.Words(publisher)[0] + ".example/" + id, Appeared: noon.Add(-time.Minute),
	}
}

// The same event in three papers, and another event of the same kind.
var (
	ferryPost    = article("Harbour Post", "1", "Ferry with 240 aboard runs aground off Lonsdale", "The ferry Aurora ran aground on a sandbank off Lonsdale early on Sunday with 240 passengers aboard. Nobody was hurt.")
	ferryTimes   = article("Coast Times", "2", "Aurora ferry stuck on sandbank near Lonsdale, passengers safe", "All 240 passengers of the ferry Aurora are safe after it ran aground on a sandbank near Lonsdale, the coast guard said.")
	ferryHerald  = article("Island Herald", "3", "Passengers taken off grounded Lonsdale ferry", "Lifeboats took 240 people off the Aurora, which had run aground on a sandbank off Lonsdale.")
	otherFerry   = article("Coast Times", "4", "Ferry line to Brackwater raises fares", "Crossings to Brackwater will cost a tenth more from May, the ferry company said.")
	mayorPost    = article("Harbour Post", "5", "Mayor of Kestrel Bay resigns over housing fund", "Mayor Ilse Tamm stepped down after an audit found two million missing from the housing fund.")
	mayorFollows = article("Harbour Post", "6", "Five candidates stand in Kestrel Bay election", "Teachers, fishers and a retired judge want to lead the town. Votes are counted in June.")
)
