package commands

import (
	"fmt"
	"strings"

	"herald/articles"
	"herald/bot"
	"herald/scheduler"
)

// wish is what somebody wants to subscribe to.
type wish struct {
	schedule scheduler.Schedule
	interest articles.Interest
}

// slip is what was typed that looks like a schedule's name but is none.
type slip struct {
	// like is the schedule, words what was typed, and schedule the one to get
	// those words from.
	like, words, schedule string
}

// readWish reads "[schedule] [topic or words]". Without a schedule it is the
// first that posts breaking stories, or the only one. What is neither schedule
// nor topic is words of the reader's own, unless it looks like a slip.
func readWish(args string, s Snapshot) (w wish, sl *slip, err error) {
	args = strings.Join(strings.Fields(args), " ")
	schedule, rest, named := cutSchedule(args, s)
	if !named {
		if schedule, err = defaultSchedule(s); err != nil {
			return w, nil, err
		}
		if _, ok := s.topicNamed(rest); !ok {
			first, _, _ := strings.Cut(rest, " ")
			if like := nearest(first, s.scheduleNames()); like != "" {
				return w, &slip{like: like, words: rest, schedule: schedule.Name}, nil
			}
		}
	}
	interest, err := readInterest(rest, s)
	return wish{schedule: schedule, interest: interest}, nil, err
}

// cutSchedule takes the longest name of a schedule off the start of args.
func cutSchedule(args string, s Snapshot) (found scheduler.Schedule, rest string, ok bool) {
	rest = args
	for _, sch := range s.Schedules {
		n := len(sch.Name)
		if len(args) < n || !strings.EqualFold(args[:n], sch.Name) || n < len(found.Name) {
			continue
		}
		if tail := args[n:]; tail == "" || tail[0] == ' ' {
			found, rest, ok = sch, strings.TrimSpace(tail), true
		}
	}
	return found, rest, ok
}

func defaultSchedule(s Snapshot) (scheduler.Schedule, error) {
	for _, sch := range s.Schedules {
		if sch.Posts == scheduler.PostsBreaking {
			return sch, nil
		}
	}
	switch len(s.Schedules) {
	case 0:
		return scheduler.Schedule{}, bot.Errorf("There is nothing to subscribe to yet: no schedules are configured.")
	case 1:
		return s.Schedules[0], nil
	}
	names := some(s.scheduleNames())
	return scheduler.Schedule{}, bot.Errorf("Which schedule? There are %s: for example /subscribe %s. /schedules says more.",
		join(names, "and"), names[0])
}

// readInterest reads a topic's name or words, perhaps after "about".
func readInterest(text string, s Snapshot) (articles.Interest, error) {
	if rest, ok := strings.CutPrefix(strings.ToLower(text), "about "); ok {
		text = text[len(text)-len(rest):]
	}
	text = strings.Trim(text, "\"'“”„‘’ ")
	if t, ok := s.topicNamed(text); ok {
		return articles.Interest{Topic: t.Name}, nil
	}
	switch {
	case text == "" || strings.EqualFold(text, "everything"):
		return articles.Interest{}, nil
	case len([]rune(text)) > maxWords:
		return articles.Interest{}, bot.Errorf("That is too long to look for; use at most %d characters.", maxWords)
	case len(articles.Words(text)) == 0:
		return articles.Interest{}, bot.Errorf("I can look for words only; for example /subscribe breaking oil prices.")
	}
	return articles.Interest{Words: text}, nil
}

// wanted is a subscription as people read it: "breaking, about energy".
func wanted(schedule string, i articles.Interest) string {
	if i == (articles.Interest{}) {
		return schedule
	}
	return fmt.Sprintf("%s, about %s", schedule, i)
}
