package edition

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"herald/articles"
	"herald/bot"
	"herald/scheduler"
)

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// paper is an edition with its store, at a time that tests set.
type paper struct {
	*Edition
	*memory
	now   time.Time
	woken int
}

func newPaper(schedules ...scheduler.Schedule) *paper {
	p := &paper{memory: &memory{ticks: map[Tick]bool{}}, now: noon}
	p.Edition = New(Options{
		Store: p.memory, Schedules: func() []scheduler.Schedule { return schedules },
		Now: func() time.Time { return p.now }, Wake: func() { p.woken++ },
	})
	return p
}

func (p *paper) subscribe(c bot.ChannelID, schedule string, i articles.Interest, at time.Time) {
	p.subscriptions = append(p.subscriptions, bot.Subscription{Channel: c, Schedule: schedule, Interest: i, Created: at})
}

// tell files a story that appeared ago before the paper's now; breaking ones
// were judged when they were filed.
func (p *paper) tell(headline string, ago time.Duration, breaking bool, publishers int, topics ...string) articles.Story {
	s := articles.Story{
		ID: articles.StoryID(len(p.stories) + 1), Headline: headline, Topics: topics,
		Appeared: p.now.Add(-ago), Filed: p.now,
		Verdict: articles.Verdict{Breaking: breaking, At: p.now},
	}
	for i := range publishers {
		s.Articles = append(s.Articles, articles.Article{Title: headline, Publisher: fmt.Sprintf("publisher %d", i)})
	}
	p.stories = append(p.stories, s)
	return s
}

func (p *paper) tick(t *testing.T, s scheduler.Schedule, at time.Time) {
	t.Helper()
	p.now = at
	if err := p.Tick(t.Context(), s, at); err != nil {
		t.Fatal(err)
	}
}

func (p *paper) wantKeys(t *testing.T, c bot.ChannelID, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, p.keys(c)); diff != "" {
		t.Errorf("channel %d is owed (-want +got):\n%s", c, diff)
	}
}

var (
	flash  = scheduler.Schedule{Name: "flash", Posts: scheduler.PostsBreaking, AtOnce: true, Expires: time.Hour}
	hourly = scheduler.Schedule{Name: "hourly", Posts: scheduler.PostsLatest, Limit: 2}
	daily  = scheduler.Schedule{Name: "daily", Posts: scheduler.PostsDigest, Limit: 2, Expires: time.Hour}
)

// TestBreaking: each breaking story is posted once, whichever of the tick and
// the story at once comes first, and however often they come.
func TestBreaking(t *testing.T) {
	t.Parallel()
	p := newPaper(flash)
	p.subscribe(1, "flash", articles.Interest{}, noon.Add(-time.Hour))
	p.subscribe(1, "flash", articles.Interest{Topic: "sea"}, noon.Add(-time.Hour))
	p.subscribe(2, "flash", articles.Interest{Topic: "sea"}, noon.Add(-time.Hour))
	p.subscribe(3, "flash", articles.Interest{Words: "harbour"}, noon.Add(-time.Hour))
	p.subscribe(4, "other", articles.Interest{}, noon.Add(-time.Hour))
	sea := p.tell("Ferry aground off the harbour", time.Minute, true, 1, "sea")
	p.tell("Quiet day in the harbour", time.Minute, false, 1, "sea")
	for range 2 {
		if err := p.AtOnce(t.Context(), sea); err != nil {
			t.Fatal(err)
		}
	}
	if p.woken != 1 {
		t.Errorf("woken %d times, want once", p.woken)
	}
	p.now = noon.Add(30 * time.Second)
	p.tell("Mountain moves", time.Minute, true, 1, "land")
	p.tick(t, flash, noon.Add(time.Minute))
	p.tick(t, flash, noon.Add(time.Minute))
	p.tick(t, flash, noon.Add(2*time.Minute))
	p.wantKeys(t, 1, "breaking/story/1", "breaking/story/3")
	p.wantKeys(t, 2, "breaking/story/1")
	p.wantKeys(t, 3, "breaking/story/1")
	p.wantKeys(t, 4)
	if got, want := p.rows[0].Expires, noon.Add(time.Hour); !got.Equal(want) {
		t.Errorf("expires %s, want %s", got, want)
	}
}

// TestNothingOldIsFlooded: who subscribes after the verdict, or at the same
// instant, does not get what was news before.
func TestNothingOldIsFlooded(t *testing.T) {
	t.Parallel()
	p := newPaper(flash)
	p.subscribe(1, "flash", articles.Interest{}, noon.Add(-time.Nanosecond))
	p.subscribe(2, "flash", articles.Interest{}, noon)
	p.subscribe(3, "flash", articles.Interest{}, noon.Add(time.Second))
	p.tell("Ferry aground", time.Minute, true, 1)
	p.tick(t, flash, noon.Add(time.Minute))
	p.wantKeys(t, 1, "breaking/story/1")
	p.wantKeys(t, 2)
	p.wantKeys(t, 3)
}

// TestBreakingWindow: a story judged before the last tick and written down after
// it is not missed; one that is no longer fresh is not posted.
func TestBreakingWindow(t *testing.T) {
	t.Parallel()
	p := newPaper(flash)
	p.subscribe(1, "flash", articles.Interest{}, noon.Add(-24*time.Hour))
	p.tick(t, flash, noon)
	p.now = noon.Add(-time.Second)
	p.tell("Judged before the tick", 0, true, 1)
	p.tick(t, flash, noon.Add(time.Minute))
	p.tick(t, flash, noon.Add(10*time.Hour))
	p.now = noon.Add(11 * time.Hour)
	p.tell("Judged while Herald was down for long", 0, true, 1)
	p.tick(t, flash, noon.Add(18*time.Hour))
	p.wantKeys(t, 1, "breaking/story/1")

	p.now = noon.Add(19 * time.Hour)
	gone := p.tell("Withdrawn in the same breath", 0, true, 1)
	gone.Withdrawn = "it was not so"
	if err := p.AtOnce(t.Context(), gone); err != nil {
		t.Fatal(err)
	}
	p.wantKeys(t, 1, "breaking/story/1")
}

// TestTopicOfSchedule: a schedule about one topic posts nothing else, whatever
// its subscribers are interested in.
func TestTopicOfSchedule(t *testing.T) {
	t.Parallel()
	s := flash
	s.Topic = "sea"
	p := newPaper(s)
	p.subscribe(1, "flash", articles.Interest{}, noon.Add(-time.Hour))
	p.tell("Ferry aground", 0, true, 1, "sea", "traffic")
	p.tell("Train aground", 0, true, 1, "traffic")
	p.tick(t, s, noon.Add(time.Minute))
	p.wantKeys(t, 1, "breaking/story/1")
}

func TestLatest(t *testing.T) {
	t.Parallel()
	p := newPaper(hourly)
	p.subscribe(1, "hourly", articles.Interest{}, noon.Add(-time.Hour))
	p.subscribe(1, "hourly", articles.Interest{Words: "Tram, stops!"}, noon.Add(-time.Hour))
	p.subscribe(2, "hourly", articles.Interest{Topic: "sport"}, noon.Add(-time.Hour))
	p.subscribe(3, "hourly", articles.Interest{}, noon.Add(time.Hour))
	p.tell("Filed first, appeared last", time.Minute, false, 1)
	p.tell("Tram stops", 2*time.Hour, false, 1, "traffic")
	p.tell("From an old feed", 30*time.Hour, false, 1)
	p.tell("Middle", time.Hour, false, 1)
	p.tick(t, hourly, noon.Add(time.Hour))
	p.wantKeys(t, 1, "latest/hourly/2026-03-01T13:00:00Z", "latest/hourly/2026-03-01T13:00:00Z/words/tram+stops")
	p.wantKeys(t, 2)
	p.wantKeys(t, 3)
	all := p.rows[0]
	if diff := cmp.Diff([]articles.StoryID{1, 4}, all.Stories); diff != "" || all.More != 1 || all.Kind != bot.KindLatest {
		t.Errorf("%s with %d more (-want +got):\n%s", all.Kind, all.More, diff)
	}

	p.tick(t, hourly, noon.Add(2*time.Hour))
	if len(p.rows) != 2 {
		t.Errorf("a tick without news owes %d lists", len(p.rows)-2)
	}
	p.tell("News again", 0, false, 1)
	p.tick(t, hourly, noon.Add(3*time.Hour))
	if last := p.rows[len(p.rows)-1]; len(p.rows) != 4 || last.Stories[0] != 5 || len(last.Stories) != 1 {
		t.Errorf("after news: %+v", p.rows[2:])
	}
	p.now = noon.Add(4 * time.Hour).Add(-time.Millisecond)
	p.tell("Being written down at the tick", 0, false, 1)
	p.tick(t, hourly, noon.Add(4*time.Hour))
	p.tick(t, hourly, noon.Add(5*time.Hour))
	p.tick(t, hourly, noon.Add(6*time.Hour))
	if n := len(p.rows); n != 6 || p.rows[4].Stories[0] != 6 {
		t.Errorf("what is being written down at a tick: %+v", p.rows[4:])
	}
}

// TestDigest: what most publishers tell comes first; a rare schedule tells what
// happened since its last tick, however long ago that is.
func TestDigest(t *testing.T) {
	t.Parallel()
	p := newPaper(daily)
	p.subscribe(1, "daily", articles.Interest{}, noon.Add(-time.Hour))
	p.tick(t, daily, noon)
	p.now = noon.Add(time.Hour)
	p.tell("Ferry strike", 0, false, 1)
	p.tell("Mayor resigns", time.Hour, false, 3)
	p.tell("Interest rates rise", 0, false, 2)
	p.tell("Glass works closes", 2*time.Minute, false, 2)
	p.tell("Comet seen", 2*time.Hour, false, 9)
	p.tick(t, daily, noon.Add(72*time.Hour))
	list := p.rows[0]
	if diff := cmp.Diff([]articles.StoryID{2, 3}, list.Stories); diff != "" || list.More != 2 || list.Kind != bot.KindDigest {
		t.Errorf("%s with %d more (-want +got):\n%s", list.Kind, list.More, diff)
	}
	if want := noon.Add(73 * time.Hour); list.Key != "digest/daily/2026-03-04T12:00:00Z" || !list.Expires.Equal(want) {
		t.Errorf("key %s, expires %s; want %s", list.Key, list.Expires, want)
	}
}

// TestManyProcesses: the same ticks in many places at once owe everything once.
func TestManyProcesses(t *testing.T) {
	t.Parallel()
	p := newPaper(flash, hourly)
	for c := range bot.ChannelID(20) {
		p.subscribe(c, "flash", articles.Interest{}, noon.Add(-time.Hour))
		p.subscribe(c, "hourly", articles.Interest{}, noon.Add(-time.Hour))
	}
	story := p.tell("Ferry aground", 0, true, 1)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			at := noon.Add(time.Minute)
			err := errors.Join(
				p.AtOnce(t.Context(), story), p.Tick(t.Context(), flash, at), p.Tick(t.Context(), hourly, at))
			if err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if len(p.rows) != 40 {
		t.Errorf("%d deliveries owed, want 40", len(p.rows))
	}
}

// TestStoreFails: the tick has not run, and may run again.
func TestStoreFails(t *testing.T) {
	t.Parallel()
	p := newPaper(flash)
	p.subscribe(1, "flash", articles.Interest{}, noon.Add(-time.Hour))
	story := p.tell("Ferry aground", 0, true, 1)
	p.err = errors.New("the disk is full")
	if err := p.Tick(t.Context(), flash, noon.Add(time.Minute)); !errors.Is(err, p.err) {
		t.Errorf("Tick: %v", err)
	}
	if err := p.AtOnce(t.Context(), story); !errors.Is(err, p.err) {
		t.Errorf("AtOnce: %v", err)
	}
	p.err = nil
	p.tick(t, flash, noon.Add(time.Minute))
	p.wantKeys(t, 1, "breaking/story/1")
}
