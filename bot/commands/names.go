package commands

import (
	"strings"

	"herald/articles"
	"herald/scheduler"
)

// maxListed bounds the names that a sentence lists.
const maxListed = 12

// topicNamed finds a topic by name in any case.
func (s Snapshot) topicNamed(name string) (articles.Topic, bool) {
	for _, t := range s.Topics {
		if strings.EqualFold(t.Name, name) {
			return t, true
		}
	}
	return articles.Topic{}, false
}

// scheduleNamed finds a schedule by name in any case.
func (s Snapshot) scheduleNamed(name string) (scheduler.Schedule, bool) {
	for _, sch := range s.Schedules {
		if strings.EqualFold(sch.Name, name) {
			return sch, true
		}
	}
	return scheduler.Schedule{}, false
}

func (s Snapshot) topicNames() []string {
	names := make([]string, len(s.Topics))
	for i, t := range s.Topics {
		names[i] = t.Name
	}
	return names
}

func (s Snapshot) scheduleNames() []string {
	names := make([]string, len(s.Schedules))
	for i, sch := range s.Schedules {
		names[i] = sch.Name
	}
	return names
}

// ellipsis stands for names that are not listed.
const ellipsis = "…"

// some are the first names, with dots for the rest.
func some(names []string) []string {
	if len(names) > maxListed {
		return append(names[:maxListed:maxListed], ellipsis)
	}
	return names
}
