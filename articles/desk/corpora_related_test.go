package desk

import (
	"path/filepath"
	"testing"

	"herald/articles"
)

// TestCorporaRelated asks for the stories related to each of many small ones,
// without the text that lists of stories lack, and measures how many of those
// found belong to the same topic, among sixteen.
func TestCorporaRelated(t *testing.T) {
	t.Parallel()
	set := filepath.Join(corpora(t), "ecbplus_dev")
	events, topics := readLabels(t, set+".labels.tsv", 1), readLabels(t, set+".labels.tsv", 2)
	w := NewWindow()
	var stories []articles.Story
	topic := map[articles.StoryID]string{}
	growing := map[string]int{}
	for _, a := range readArticles(t, set+".jsonl") {
		i, ok := growing[events[a.ID]]
		if !ok || len(stories[i].Articles) == 3 {
			i = len(stories)
			growing[events[a.ID]] = i
			stories = append(stories, articles.Story{ID: articles.StoryID(i + 1), Appeared: a.Appeared})
		}
		a.Summary, a.Text = firstWords(a.Text, 50), ""
		stories[i].Articles = append(stories[i].Articles, a)
		topic[stories[i].ID] = topics[a.ID]
		w.Add(stories[i].ID, a)
	}
	right, found := 0, 0
	for _, s := range stories {
		for _, r := range Relate(s, stories, w.Rarity, 5) {
			if found++; topic[r.ID] == topic[s.ID] {
				right++
			}
		}
	}
	precision := float64(right) / float64(found)
	t.Logf("%d stories, %d related found, precision %.3f", len(stories), found, precision)
	if precision < 0.87 || found < 4*len(stories) {
		t.Errorf("precision is %.3f over %d found, want at least 0.87 over %d", precision, found, 4*len(stories))
	}
}
