package store

import (
	"slices"
	"testing"

	"herald/articles"
	"herald/articles/desk"
)

// TestTextsMove: what was filed when texts stood with their articles, topics in a table
// with an index, is read as before.
func TestTextsMove(t *testing.T) {
	t.Parallel()
	s := bare(t, memory)
	const texts = 28
	if err := s.migrate(t.Context(), migrations()[:texts-1]); err != nil {
		t.Fatal(err)
	}
	exec(t, s, `INSERT INTO stories (id, headline, appeared, filed) VALUES (1, 'Ferry sinks', 1, 1), (2, 'Bridge shut', 2, 2)`)
	exec(t, s, `INSERT INTO story_topics (story, topic, position, appeared) VALUES (1, 'sea', 1, 1), (1, 'world', 0, 1), (2, 'roads', 0, 2)`)
	for _, values := range []string{`1, 1, 'a', 'Ferry sinks', 'All of it.'`, `2, 1, 'b', 'Ferry lost', ''`, `2500, 2, 'c', 'Bridge shut', 'Cracks.'`} {
		exec(t, s, `INSERT INTO articles (source, publisher, url, deck, summary, authors, keywords, published, updated, language,
			images, marker, marked_title, credits, appeared, filed, joined, seq, story, id, title, text)
			VALUES ('feed', 'Post', '', '', '', '', '', 0, 0, '', '', '', '', '', 1, 1, '', `+values+`)`)
	}
	exec(t, s, `INSERT INTO article_wires (article, urgency, embargo, version, status, correction) VALUES (2500, 2, 0, 'v1', '', '')`)
	if err := s.migrate(t.Context(), migrations()); err != nil {
		t.Fatal(err)
	}
	ferry, err := s.Story(t.Context(), 1)
	if err != nil || len(ferry.Articles) != 2 || ferry.Articles[0].Text != "All of it." || ferry.Articles[1].Text != "" ||
		!slices.Equal(ferry.Topics, []string{"world", "sea"}) {
		t.Errorf("of the ferry: %+v, %v", ferry, err)
	}
	bridge, err := s.Story(t.Context(), 2)
	if err != nil || len(bridge.Articles) != 1 || bridge.Articles[0].Text != "Cracks." || bridge.Articles[0].Urgency != 2 {
		t.Errorf("of the bridge: %+v, %v", bridge, err)
	}
}

// TestTextFollows: an article that loses its text has none, and one that gets it has
// it.
func TestTextFollows(t *testing.T) {
	t.Parallel()
	s := inMemory(t)
	a := articles.Article{ID: "1", Source: "feed", Publisher: "Post", Title: "Ferry sinks off Calder", Appeared: s.now()}
	f := desk.Filing{Article: a, At: s.now()}
	for i, text := range []string{"", "What was known.", "What is known now.", ""} {
		f.Article.Text, f.Update = text, i > 0
		id, err := s.File(t.Context(), f)
		if err != nil {
			t.Fatal(err)
		}
		story, err := s.Story(t.Context(), id)
		if err != nil || story.Articles[0].Text != text {
			t.Errorf("with %q it has %+v, %v", text, story.Articles, err)
		}
	}
	old, err := s.Versions(t.Context(), "feed", "1")
	if err != nil || len(old) != 2 || old[0].Text != "What was known." || old[1].Text != "What is known now." {
		t.Errorf("earlier versions: %+v, %v", old, err)
	}
}
