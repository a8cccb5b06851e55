package commands_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"herald/articles"
	"herald/bot"
	"herald/bot/commands"
	"herald/scheduler"
)

// TestBareWorlds types lines where little is configured, or known.
func TestBareWorlds(t *testing.T) {
	t.Parallel()
	every, err := scheduler.Parse("*/10 * * * *", time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	daily := scheduler.Schedule{Name: "daily", Spec: every, Posts: scheduler.PostsLatest, Limit: 3}
	weekly := scheduler.Schedule{Name: "weekly", Spec: every, Posts: scheduler.PostsDigest, Limit: 3}
	never := scheduler.Schedule{Name: "never", Posts: scheduler.PostsDigest}
	calm := scheduler.Schedule{Name: "calm", Spec: every, Posts: scheduler.PostsBreaking}
	tests := []struct {
		name, line string
		snapshot   commands.Snapshot
		want       []string
	}{
		{"no schedules", "/schedules", commands.Snapshot{}, []string{"There are no schedules yet"}},
		{"no topics", "/topics", commands.Snapshot{}, []string{"There are no topics here"}},
		{"no stories", "/latest", commands.Snapshot{}, []string{"There are no stories yet"}},
		{"no stories of a topic", "/latest oil", commands.Snapshot{Topics: []articles.Topic{{Name: "oil"}}}, []string{"no stories about oil yet"}},
		{"no such topic", "/latest oil", commands.Snapshot{}, []string{"There are no topics here; /search oil"}},
		{"many topics", "/latest zeppelin", commands.Snapshot{Topics: many("topic", 30)}, []string{"The topics are topic a, topic b,", "topic l, …; /search"}},
		{"topics without schedules", "/topics", commands.Snapshot{Topics: many("oil", 1)}, []string{"/subscribe oil a gets it here."}},
		{"nothing to subscribe to", "/subscribe", commands.Snapshot{}, []string{"no schedules are configured"}},
		{"one schedule", "/subscribe", commands.Snapshot{Schedules: []scheduler.Schedule{daily}}, []string{"Subscribed (no. 1): daily. Next post: at 12:10 today (UTC)."}},
		{"two schedules", "/subscribe", commands.Snapshot{Schedules: []scheduler.Schedule{daily, weekly}}, []string{"Which schedule? There are daily and weekly: for example /subscribe daily."}},
		{"breaking that waits for its tick", "/subscribe", commands.Snapshot{Schedules: []scheduler.Schedule{daily, calm}}, []string{"calm. Next post: when something breaks, looked for at 12:10 today (UTC)."}},
		{"a schedule that never comes", "/schedules", commands.Snapshot{Schedules: []scheduler.Schedule{never}}, []string{"no time is set"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			w.store.stories = nil
			w.options.Snapshot = func() commands.Snapshot { return test.snapshot }
			w.rebuild()
			checkAnswer(t, w.say(t, test.line), test.want, nil)
		})
	}
}

// many are topics named a, b, c and so on, after a word.
func many(word string, n int) []articles.Topic {
	var list []articles.Topic
	for i := range n {
		list = append(list, articles.Topic{Name: word + " " + string(rune('a'+i))})
	}
	return list
}

func TestNextIsTheRunners(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.options.Next = func(schedule string) (time.Time, bool) {
		return now.Add(26 * time.Hour), schedule == "hourly"
	}
	w.rebuild()
	checkAnswer(t, w.say(t, "/schedules"), []string{"hourly: the 5 newest stories — at 14:00 tomorrow (UTC)", "Morning: the 8 top stories about energy — at 07:00 on Mon 16 Mar"}, nil)
}

func TestStoryWithoutRelatedOnes(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.options.Related = func(context.Context, articles.StoryID, int) ([]articles.Story, error) { return nil, errStore }
	w.rebuild()
	checkAnswer(t, w.say(t, "/story 12"), []string{"Oil tanker number 12"}, nil)
	if !strings.Contains(w.log.String(), "related stories not found") {
		t.Errorf("the failure is not logged: %s", w.log)
	}
	checkAnswer(t, w.say(t, "/related 12"), []string{"Something went wrong"}, nil)
	w.options.Related = func(context.Context, articles.StoryID, int) ([]articles.Story, error) { return nil, nil }
	w.rebuild()
	checkAnswer(t, w.say(t, "/related 12"), []string{"no stories related to 12 yet"}, nil)
	w.options.Related = nil
	w.rebuild()
	checkAnswer(t, w.say(t, "/story 12"), []string{"Oil tanker number 12"}, nil)
	checkAnswer(t, w.say(t, "/related 12"), []string{"not looked for here"}, nil)
}

func TestEverythingWorksEverywhere(t *testing.T) {
	t.Parallel()
	for _, p := range []bot.PlatformName{bot.Discord, bot.Telegram, bot.Console} {
		w := newWorld(t)
		for _, c := range w.Commands() {
			r := request("/help " + c.Name)
			r.Address.Platform = p
			checkMessage(t, string(p)+" /help "+c.Name, w.Handle(t.Context(), r))
		}
	}
}
