package edition

import (
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
				Weight:  weigh(story, now, e.Trust),
				Owed:    now, Expires: expiry(s, now),
			})
		}
	}
	return fanouts
}

// listFanouts owe one list for each interest that has any story. Subscriptions
// made at or after the tick are left out.
func listFanouts(s scheduler.Schedule, interests []articles.Interest, stories []articles.Story, at, now time.Time) []Fanout {
	pick := pickLatest
	if s.Posts == scheduler.PostsDigest {
		pick = pickDigest
	}
	var fanouts []Fanout
	for _, i := range interests {
		list, more := pick(stories, s, i)
		if len(list) == 0 {
			continue
		}
		fanouts = append(fanouts, Fanout{
			Schedule: s.Name, Interest: i, Before: at,
			Key: listKey(s, at, i), Kind: kind(s.Posts),
			Stories: list, More: more,
			Owed: now, Expires: expiry(s, at),
		})
	}
	return fanouts
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
