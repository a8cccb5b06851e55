package desk

import (
	"errors"
	"math"
	"path/filepath"
	"testing"

	"herald/articles"
)

// TestRankRelated: other stories of the same subject, never the story itself.
func TestRankRelated(t *testing.T) {
	t.Parallel()
	list := []articles.Article{ferryPost, ferryTimes, ferryHerald, otherFerry, mayorPost}
	got, err := RankRelated(list, ferryPost.ID, 1)
	if err != nil || len(got) != 1 || got[0].Article.ID != otherFerry.ID {
		t.Errorf("related to the ferry: %+v, %v", got, err)
	}
	if _, err := RankRelated(list, "nothing", 1); !errors.Is(err, ErrNoArticle) {
		t.Errorf("error is %v", err)
	}
}

// TestBarsRelated ranks what is related to articles of a labelled set and measures
// nDCG at 10: what belongs is of the same topic, but another event.
func TestBarsRelated(t *testing.T) {
	t.Parallel()
	set := filepath.Join(corpora(t), "ecbplus_dev")
	events, topics := readLabels(t, set+".labels.tsv", 1), readLabels(t, set+".labels.tsv", 2)
	list := readArticles(t, set+".jsonl")
	r := newRanking(Replay(list))
	sum, n := 0.0, 0
	for _, about := range list {
		id := about.ID
		got, err := r.related(id, 10)
		if err != nil {
			t.Fatal(err)
		}
		belongs := func(other string) bool { return topics[other] == topics[id] && events[other] != events[id] }
		all := 0
		for _, a := range list {
			if belongs(a.ID) {
				all++
			}
		}
		gain, best := 0.0, 0.0
		for rank := range 10 {
			if rank < all {
				best += 1 / math.Log2(float64(rank)+2)
			}
			if rank < len(got) && belongs(got[rank].Article.ID) {
				gain += 1 / math.Log2(float64(rank)+2)
			}
		}
		sum, n = sum+gain/best, n+1
	}
	t.Logf("nDCG@10 %.3f over %d articles, bar 0.78", sum/float64(n), n)
	if sum/float64(n) < 0.78 {
		t.Errorf("nDCG is %.3f", sum/float64(n))
	}
}
