package edition

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"herald/articles"
	"herald/bot"
	"herald/scheduler"
)

// breakingFanouts owe each story once to a channel, however many of its
// interests it meets: the key names the story alone. Subscriptions made at or
// after the verdict are left out; in the same instant is too late.
func (e *Edition) breakingFanouts(s scheduler.Schedule, interests []articles.Interest, stories []articles.Story, now time.Time) []Fanout {
	var fanouts []Fanout
	for _, i := range interests {
		for _, story := range pickBreaking(stories, s, i) {
			fanouts = append(fanouts, Fanout{
				Schedule: s.Name, Interest: i, Before: story.Verdict.At,
				Key: breakingKey(story.ID), Kind: bot.KindBreaking,
				Stories: []articles.StoryID{story.ID},
				Weight:  story.Weight(now, e.Trust),
				Owed:    now, Expires: expiry(s, now),
			})
		}
	}
	return fanouts
}

// listFanouts owe one list of the newest stories for each interest that has any.
// Subscriptions made at or after the tick are left out.
func listFanouts(s scheduler.Schedule, interests []articles.Interest, stories []articles.Story, at, now time.Time) []Fanout {
	var fanouts []Fanout
	for _, i := range interests {
		if list, more := pickLatest(stories, s, i); len(list) > 0 {
			fanouts = append(fanouts, listFanout(s, i, list, more, at, now))
		}
	}
	return fanouts
}

func listFanout(s scheduler.Schedule, i articles.Interest, list []articles.StoryID, more int, at, now time.Time) Fanout {
	return Fanout{
		Schedule: s.Name, Interest: i, Before: at,
		Key: listKey(s, at, i), Kind: kind(s.Posts),
		Stories: list, More: more,
		Owed: now, Expires: expiry(s, at),
	}
}

// spares is how many times as many stories as a digest has room for are chosen:
// those beyond it take the place of what a channel has had.
const spares = 3

// digestFanouts owe one digest for each interest that has any story. Each channel
// gets of it what it has not had since from, unless that developed later.
func (e *Edition) digestFanouts(s scheduler.Schedule, interests []articles.Interest, stories []articles.Story, from, at time.Time) []Fanout {
	limit := cmp.Or(s.Limit, DefaultLimit)
	var fanouts []Fanout
	for _, i := range interests {
		all := wanted(stories, s, i)
		ranked := Rank(all, cmp.Or(i.Topic, s.Topic), at, e.Trust, spares*limit)
		if len(ranked) == 0 {
			continue
		}
		ids, developed := make([]articles.StoryID, len(ranked)), map[articles.StoryID]time.Time{}
		for n, story := range ranked {
			ids[n] = story.ID
			if t := lastDeveloped(story); !t.IsZero() {
				developed[story.ID] = t
			}
		}
		n := min(limit, len(ids))
		f := listFanout(s, i, ids[:n:n], len(all)-n, at, e.Now())
		f.Once = &Once{Since: from, Developed: developed, Spare: ids[n:]}
		fanouts = append(fanouts, f)
	}
	return fanouts
}

// lastDeveloped is when a story last changed in a way that people are told of; zero
// where it did not.
func lastDeveloped(s articles.Story) time.Time {
	var last time.Time
	for _, c := range s.Changes {
		if c.Material && c.At.After(last) {
			last = c.At
		}
	}
	return last
}

// breakingKey makes a story one post in a channel, whichever schedules post it.
func breakingKey(id articles.StoryID) string { return "breaking/story/" + id.String() }

// listKey makes a list of one tick one post in a channel for each interest.
func listKey(s scheduler.Schedule, at time.Time, i articles.Interest) string {
	key := fmt.Sprintf("%s/%s/%s", kind(s.Posts), s.Name, at.UTC().Format(time.RFC3339))
	switch {
	case i.Topic != "":
		return key + "/topic/" + i.Topic
	case i.Words != "":
		return key + "/words/" + strings.Join(articles.Words(i.Words), "+")
	}
	return key
}

// kind is what a schedule posts, as a delivery.
func kind(p scheduler.Posts) bot.Kind {
	switch p {
	case scheduler.PostsBreaking:
		return bot.KindBreaking
	case scheduler.PostsDigest:
		return bot.KindDigest
	}
	return bot.KindLatest
}

// expiry is when a post of s that was due at at is worth nothing any more.
func expiry(s scheduler.Schedule, at time.Time) time.Time {
	if s.Expires <= 0 {
		return time.Time{}
	}
	return at.Add(s.Expires)
}
