package app

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"herald/articles"
	"herald/articles/desk"
	"herald/bot"
	"herald/bot/delivery"
	"herald/internal/config"
	"herald/scheduler"
)

// evening is when the articles of replays begin.
var evening = time.Date(2026, 3, 14, 21, 30, 0, 0, time.UTC)

// piece is an article of a publisher, minutes after evening.
func piece(publisher, title, text string, minutes int) articles.Article {
	return articles.Article{
		ID: fmt.Sprintf("%s %d", publisher, minutes), Publisher: publisher, Title: title, Text: text,
		Published: evening.Add(time.Duration(minutes) * time.Minute),
	}
}

func night() []articles.Article {
	urgent := piece("Harbour Post", "Ferry with 240 aboard runs aground off Lonsdale",
		"The ferry Aurora ran aground on a sandbank off Lonsdale with 240 passengers aboard. Nobody was hurt.", 0)
	urgent.Marker = "URGENT"
	late := piece("Valley News", "Dam gate jams at Kestrel reservoir", "A gate of the dam at the Kestrel reservoir has jammed.", 90)
	late.Marker = "BREAKING"
	return []articles.Article{
		urgent,
		piece("Coast Times", "Aurora ferry stuck on sandbank near Lonsdale, passengers safe",
			"All 240 passengers of the ferry Aurora are safe after it ran aground on a sandbank near Lonsdale.", 10),
		late,
		piece("Harbour Post", "Mayor of Kestrel Bay resigns over housing fund",
			"Mayor Ilse Tamm stepped down after an audit found two million missing from the housing fund.", 100),
	}
}

// replayConfig posts what breaks at once, and a digest at seven; one channel sleeps
// from ten.
func replayConfig(t *testing.T) *config.Config {
	t.Helper()
	spec := func(expr string) scheduler.Spec {
		s, err := scheduler.Parse(expr, time.UTC)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	return &config.Config{
		Schedules: []scheduler.Schedule{
			{Name: "flash", Spec: spec("* * * * *"), Posts: scheduler.PostsBreaking, AtOnce: true},
			{Name: "morning", Spec: spec("0 7 * * *"), Posts: scheduler.PostsDigest, Limit: 5},
		},
		Channels: []config.Channel{{
			Address:   bot.Address{Platform: bot.Telegram, ID: "-1"},
			Schedules: []string{"flash", "morning"}, Quiet: scheduler.Quiet{From: 22 * 60, To: 6 * 60},
		}},
	}
}

// inWords are posts in words.
func inWords(posts []delivery.Rehearsed) (lines []string) {
	for _, p := range posts {
		line := fmt.Sprintf("%s %s %s %v", p.At.Format("15:04"), p.Channel.Address.ID, p.Kind, p.Stories)
		if !p.Held.IsZero() {
			line += " held until " + p.Held.Format("15:04")
		}
		lines = append(lines, line)
	}
	return lines
}

// TestReplay: a night is replayed as it would have gone, ticks and quiet hours
// with it, though nothing waits for anything.
func TestReplay(t *testing.T) {
	t.Parallel()
	r, err := RunReplay(t.Context(), replayConfig(t), night(), nil)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"21:30 -1 breaking [1]",
		"21:41 -1 update [1]",
		"23:00 -1 breaking [2] held until 06:00",
		"06:00 -1 breaking [2]",
		"07:00 -1 digest [3]",
	}
	if diff := cmp.Diff(want, inWords(r.Posts)); diff != "" {
		t.Errorf("posts (-want +got):\n%s", diff)
	}
	var finals []articles.StoryID
	for _, s := range r.Steps {
		finals = append(finals, s.Final)
	}
	if diff := cmp.Diff([]articles.StoryID{1, 1, 2, 3}, finals); diff != "" || len(r.Stories) != 3 {
		t.Errorf("%d stories (-want +got):\n%s", len(r.Stories), diff)
	}
	if s := r.Steps[1]; !s.Joined || s.Match.Score < s.Match.Limit || !strings.Contains(s.Match.Reason, "aurora") {
		t.Errorf("the second article: %+v", s.Match)
	}
	if len(r.Verdicts) != 2 || r.Verdicts[1].Story != 2 || !r.Verdicts[1].At.Equal(evening.Add(90*time.Minute)) {
		t.Errorf("verdicts: %+v", r.Verdicts)
	}
}

// TestReplayTellsWhatWaits: a verdict is told when a story begins to wait, and
// again when that ends, in whatever way.
func TestReplayTellsWhatWaits(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name  string
		rules config.Breaking
		want  []string
	}{
		{"a second voice", config.Breaking{SingleSource: config.SingleHold}, []string{
			"21:30 1 declared breaking=false confirmation", "21:40 1 declared breaking=true ",
			"23:00 2 declared breaking=false confirmation", "05:00 2 stale breaking=false ",
		}},
		{"an admin, and is dropped", config.Breaking{Approve: true, ApproveWithin: time.Hour}, []string{
			"21:30 1 declared breaking=false approval", "22:30 1 timeout breaking=false ",
			"23:00 2 declared breaking=false approval", "00:00 2 timeout breaking=false ",
		}},
		{"an admin, and is posted", config.Breaking{Approve: true, ApproveWithin: time.Hour, PostLate: true}, []string{
			"21:30 1 declared breaking=false approval", "22:30 1 declared breaking=true ",
			"23:00 2 declared breaking=false approval", "00:00 2 declared breaking=true ",
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c := replayConfig(t)
			c.Breaking = tt.rules
			r, err := RunReplay(t.Context(), c, night(), nil)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, v := range r.Verdicts {
				got = append(got, fmt.Sprintf("%s %s %s breaking=%v %s", v.At.Format("15:04"), v.Story, v.Rule, v.Breaking, v.Waiting))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("verdicts (-want +got):\n%s", diff)
			}
		})
	}
}

// TestReplayOfVersions: an article that comes again is another version of it, and
// is told as such, not as the first once more.
func TestReplayOfVersions(t *testing.T) {
	t.Parallel()
	list := night()[:2]
	again := list[0]
	again.Title, again.Updated = "Ferry with 250 aboard runs aground off Lonsdale", evening.Add(time.Hour)
	r, err := RunReplay(t.Context(), replayConfig(t), append(list, again), nil)
	if err != nil {
		t.Fatal(err)
	}
	last := r.Steps[len(r.Steps)-1]
	if len(r.Steps) != 3 || !last.Joined || last.Story != 1 || last.Final != 1 ||
		last.Article.Title != again.Title || !last.Again || !last.At.Equal(again.Updated) || !strings.Contains(last.Match.Reason, "another version") {
		t.Errorf("%d steps, the last %+v", len(r.Steps), last)
	}
	want := []string{
		"21:30 -1 breaking [1]", "21:41 -1 update [1]",
		"22:30 -1 development [1] held until 06:00", "22:31 -1 update [1]", "06:00 -1 development [1]",
	}
	if diff := cmp.Diff(want, inWords(r.Posts)); diff != "" {
		t.Errorf("posts (-want +got):\n%s", diff)
	}
}

// TestReplayForSubscribers: channels of the database get what they asked for, and
// where there is nobody, somebody gets everything.
func TestReplayForSubscribers(t *testing.T) {
	t.Parallel()
	c := replayConfig(t)
	c.Channels = nil
	dams := Subscriber{
		Channel:       bot.Channel{Address: bot.Address{Platform: bot.Discord, ID: "77"}},
		Subscriptions: []bot.Subscription{{Schedule: "flash", Interest: articles.Interest{Words: "dam"}}},
	}
	for _, tt := range []struct {
		name        string
		subscribers []Subscriber
		want        []string
	}{
		{"one with a wish", []Subscriber{dams}, []string{"23:00 77 breaking [2]"}},
		{"nobody", nil, []string{"21:30 anybody breaking [1]", "21:41 anybody update [1]", "23:00 anybody breaking [2]", "07:00 anybody digest [3]"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r, err := RunReplay(t.Context(), c, night(), tt.subscribers)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, inWords(r.Posts)); diff != "" {
				t.Errorf("posts (-want +got):\n%s", diff)
			}
		})
	}
}

// TestReplayKeepsEmbargoes: what is under an embargo comes when it ends.
func TestReplayKeepsEmbargoes(t *testing.T) {
	t.Parallel()
	list := night()
	list[0].Embargo = evening.Add(95 * time.Minute)
	r, err := RunReplay(t.Context(), replayConfig(t), list, nil)
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, s := range r.Steps {
		ids = append(ids, s.Article.ID)
	}
	if diff := cmp.Diff([]string{"Coast Times 10", "Valley News 90", "Harbour Post 0", "Harbour Post 100"}, ids); diff != "" {
		t.Errorf("told (-want +got):\n%s", diff)
	}
}

// TestReplayGroupsLikeTheDesk: what is measured on labelled news is what Herald
// does.
func TestReplayGroupsLikeTheDesk(t *testing.T) {
	t.Parallel()
	r, err := RunReplay(t.Context(), replayConfig(t), night(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for i, s := range desk.Replay(night()) {
		if got := r.Steps[i]; got.Story != s.Story || math.Abs(got.Match.Score-s.Match.Score) > 1e-9 {
			t.Errorf("article %d: story %s at %v, want %s at %v", i, got.Story, got.Match.Score, s.Story, s.Match.Score)
		}
	}
}
