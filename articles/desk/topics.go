package desk

import (
	"context"
	"fmt"
	"slices"

	"herald/articles"
)

// alsoTopics adds the topics of an unchanged article to its open story: a second
// source of the publisher may list other topics than the first.
func (d *Desk) alsoTopics(ctx context.Context, store Store, id articles.StoryID, a articles.Article) error {
	c := d.window.open[id]
	if c == nil {
		return nil
	}
	topics := union(c.topics, d.topics(a), d.Topics())
	if slices.Equal(topics, c.topics) {
		return nil
	}
	if err := store.SetTopics(ctx, id, topics); err != nil {
		return fmt.Errorf("set topics of story %s: %w", id, err)
	}
	d.window.setTopics(id, topics)
	return nil
}

// matches are the topics of an article, each with what it matched on.
func (d *Desk) matches(a articles.Article) []articles.TopicMatch {
	return articles.MatchTopics(a, d.Source(a.Source), d.Topics())
}

// topicNames are the names of topics that matched.
func topicNames(matches []articles.TopicMatch) []string {
	list := make([]string, len(matches))
	for i, m := range matches {
		list[i] = m.Topic
	}
	return list
}

// topics are the names of the topics of an article.
func (d *Desk) topics(a articles.Article) []string { return topicNames(d.matches(a)) }

// union are the names in either list, in the order of the configured topics;
// names that are no longer configured are left out.
func union(a, b []string, configured []articles.Topic) []string {
	var names []string
	for _, t := range configured {
		if slices.Contains(a, t.Name) || slices.Contains(b, t.Name) {
			names = append(names, t.Name)
		}
	}
	return names
}
