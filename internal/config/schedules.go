package config

import (
	"fmt"
	"time"

	"herald/scheduler"
)

// The bounds of a schedule's limit, and what stands for one that is not set.
const (
	maxLimit     = 25
	latestLimit  = 5
	digestLimit  = 8
	breakingName = "breaking"
)

func (b *builder) schedules() []scheduler.Schedule {
	if len(b.file.Schedules) == 0 {
		return []scheduler.Schedule{defaultSchedule()}
	}
	b.checkUnique(b.scheduleNames(), func(i int) string { return fmt.Sprintf("schedules[%d].name", i) })
	var out []scheduler.Schedule
	for i, s := range b.file.Schedules {
		out = append(out, b.schedule(fmt.Sprintf("schedules[%d]", i), s))
	}
	return out
}

// scheduleNames are the names that channels may use.
func (b *builder) scheduleNames() []string {
	if len(b.file.Schedules) == 0 {
		return []string{breakingName}
	}
	return each(b.file.Schedules, func(s rawSchedule) string { return s.Name })
}

// defaultSchedule posts what breaks, as soon as it does. It is the only schedule
// of a file that has none.
func defaultSchedule() scheduler.Schedule {
	spec, err := scheduler.Parse("* * * * *", time.UTC)
	if err != nil {
		panic(err)
	}
	return scheduler.Schedule{
		Name: breakingName, Spec: spec, Posts: scheduler.PostsBreaking,
		Missed: scheduler.MissedSkip, AtOnce: true, Expires: breakingExpires.otherwise,
	}
}

func (b *builder) schedule(path string, s rawSchedule) scheduler.Schedule {
	b.checkTyped(path+".name", s.Name)
	if s.Topic != "" {
		b.checkOneKnown(path+".topic", "topic", s.Topic, b.topicNames())
	}
	posts := b.posts(path+".posts", s.Posts)
	return scheduler.Schedule{
		Name:    s.Name,
		Spec:    b.spec(path, s),
		Posts:   posts,
		Topic:   s.Topic,
		Limit:   b.limit(path+".limit", s.Limit, posts),
		Missed:  b.missed(path+".missed", s.Missed, posts),
		AtOnce:  b.atOnce(path+".at_once", s.AtOnce, posts),
		Expires: b.expires(path+".expires", s.Expires, posts),
	}
}

func (b *builder) spec(path string, s rawSchedule) scheduler.Spec {
	loc := b.zone(path+".timezone", s.Timezone)
	if s.Cron == "" {
		b.add(path+".cron", "missing", `such as "0 8 * * 1-5" for eight in the morning from Monday to Friday`)
		return scheduler.Spec{}
	}
	spec, err := scheduler.Parse(s.Cron, loc)
	if err != nil {
		b.addf(path+".cron", "%v", err)
	}
	return spec
}

func (b *builder) posts(path, value string) scheduler.Posts {
	if value == "" {
		b.add(path, "missing", "must be breaking, latest or digest")
		return scheduler.PostsBreaking
	}
	return pick(b, path, value, scheduler.PostsBreaking, scheduler.PostsLatest, scheduler.PostsDigest)
}

func (b *builder) limit(path string, value *int, posts scheduler.Posts) int {
	if posts == scheduler.PostsBreaking {
		if value != nil {
			b.add(path, "is for lists", "a breaking schedule posts every breaking story")
		}
		return 0
	}
	switch {
	case value == nil && posts == scheduler.PostsDigest:
		return digestLimit
	case value == nil:
		return latestLimit
	case *value < 1 || *value > maxLimit:
		b.addf(path, "%d: must be 1–%d", *value, maxLimit)
	}
	return *value
}

func (b *builder) missed(path, value string, posts scheduler.Posts) scheduler.Missed {
	if posts == scheduler.PostsDigest {
		return pick(b, path, value, scheduler.MissedOnce, scheduler.MissedSkip)
	}
	return pick(b, path, value, scheduler.MissedSkip, scheduler.MissedOnce)
}

func (b *builder) atOnce(path string, value bool, posts scheduler.Posts) bool {
	if value && posts != scheduler.PostsBreaking {
		b.addf(path, "is for schedules that post breaking")
	}
	return value
}

// expires is how long a post is worth sending.
func (b *builder) expires(path, value string, posts scheduler.Posts) time.Duration {
	switch {
	case value == "never":
		return 0
	case posts == scheduler.PostsBreaking:
		return b.duration(path, value, breakingExpires)
	}
	return b.duration(path, value, listExpires)
}
