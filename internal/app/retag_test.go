package app

import (
	"slices"
	"strings"
	"testing"
	"time"

	"herald/articles"
)

// TestRecentStoriesFollowTheirSource gives a source a topic while Herald runs: what
// it told before belongs to the topic, too.
func TestRecentStoriesFollowTheirSource(t *testing.T) {
	t.Parallel()
	a, _, _ := observed(t)
	defer func() { _ = a.Close() }()
	a.Path = "config.yaml"
	const topics = "topics: [{name: bridges, words: [viaduct]}]\n"
	reload := func(text string) {
		t.Helper()
		if _, err := a.reload(t.Context(), []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	reload(dayConfig + topics)
	err := a.desk.File(t.Context(), []articles.Article{{
		ID: "1", Source: "wire", Publisher: "Northern Wire", Title: "Ferry sinks off Lonsdale", Appeared: time.Now(),
	}})
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct {
		source string
		want   []string
	}{{"folder: ./none, topics: [bridges]}", []string{"bridges"}}, {"folder: ./none}", nil}} {
		reload(strings.Replace(dayConfig, "folder: ./none}", step.source, 1) + topics)
		s, err := a.store.Story(t.Context(), 1)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(s.Topics, step.want) {
			t.Errorf("with %s the story belongs to %q, want %q", step.source, s.Topics, step.want)
		}
	}
}
