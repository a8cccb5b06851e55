package store_test

import (
	"bufio"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"herald/articles"
	"herald/articles/desk"
)

// related is a labelled set in a store: for each article its event, its topic and
// the story in which it was filed.
type related struct {
	list          []articles.Article
	event, topic  map[string]string
	story         map[string]articles.StoryID
	of            map[articles.StoryID][]string
	relatedOnDisk func(articles.StoryID) []articles.Story
}

// TestBarsRelated files a labelled set, asks for what is related to each story as
// /related does, and measures nDCG at 10 over articles: what belongs is of the same
// topic, but another event. It is the ranking of `herald related`, out of a
// database, and after a restart.
func TestBarsRelated(t *testing.T) {
	t.Parallel()
	if got := relatedLater(t, 24*time.Hour); got < 0.77 {
		t.Errorf("nDCG is %.3f, bar 0.78", got)
	}
}

// TestBarsRelatedArchived does so when no story is open any more: all that is
// related must be found in the archive, by words.
func TestBarsRelatedArchived(t *testing.T) {
	t.Parallel()
	if got := relatedLater(t, 60*24*time.Hour); got < 0.52 {
		t.Errorf("nDCG is %.3f", got)
	}
}

// relatedLater is the nDCG of the labelled set when it is asked about so long after
// it was filed.
func relatedLater(t *testing.T, after time.Duration) float64 {
	t.Helper()
	r := fileLabelled(t, filepath.Join(labelled(t), "ecbplus_dev"), after)
	sum := 0.0
	ranked := map[articles.StoryID][]string{}
	for _, a := range r.list {
		id := r.story[a.ID]
		if ranked[id] == nil {
			ranked[id] = []string{}
			for _, s := range r.relatedOnDisk(id) {
				ranked[id] = append(ranked[id], r.of[s.ID]...)
			}
		}
		sum += r.ndcg(a.ID, ranked[id])
	}
	got := sum / float64(len(r.list))
	t.Logf("nDCG@10 %.3f over %d articles in %d stories", got, len(r.list), len(r.of))
	return got
}

// ndcg measures what is listed for an article.
func (r related) ndcg(id string, listed []string) float64 {
	belongs := func(other string) bool { return r.topic[other] == r.topic[id] && r.event[other] != r.event[id] }
	all := 0
	for _, a := range r.list {
		if belongs(a.ID) {
			all++
		}
	}
	gain, best := 0.0, 0.0
	for rank := range 10 {
		if rank < all {
			best += 1 / math.Log2(float64(rank)+2)
		}
		if rank < len(listed) && belongs(listed[rank]) {
			gain += 1 / math.Log2(float64(rank)+2)
		}
	}
	return gain / best
}

// labelled is the folder of labelled stories; the test is skipped where there is
// none, but not in CI.
func labelled(t *testing.T) string {
	t.Helper()
	root := os.Getenv("HERALD_CORPORA")
	if root == "" {
		root = filepath.Join("..", "shared", "corpora")
	}
	if !filepath.IsAbs(root) {
		root = filepath.Join("..", "..", root)
	}
	dir := filepath.Join(root, "stories")
	if _, err := os.Stat(dir); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("the corpora are needed in CI: %v", err)
		}
		t.Skipf("no corpora here (HERALD_CORPORA): %v", err)
	}
	return dir
}

// fileLabelled files a set through a desk into a store, and asks another desk so
// long after that.
func fileLabelled(t *testing.T, set string, after time.Duration) related {
	t.Helper()
	s := open(t, filepath.Join(t.TempDir(), "herald.db"))
	now := func() time.Time { return noon().Add(24 * time.Hour) }
	o := desk.Options{Store: s, Now: now}
	r := related{
		list: labelledArticles(t, set+".jsonl"), event: map[string]string{}, topic: map[string]string{},
		story: map[string]articles.StoryID{}, of: map[articles.StoryID][]string{},
	}
	if err := desk.New(o).File(t.Context(), r.list); err != nil {
		t.Fatal(err)
	}
	r.readLabels(t, set+".labels.tsv")
	o.Now = func() time.Time { return noon().Add(after) }
	again := desk.New(o) // as after a restart
	if err := again.Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	stories, err := s.Open(t.Context(), noon().Add(-time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	for _, story := range stories {
		for _, a := range story.Articles {
			r.story[a.ID] = story.ID
			r.of[story.ID] = append(r.of[story.ID], a.ID)
		}
	}
	r.relatedOnDisk = func(id articles.StoryID) []articles.Story {
		found, err := again.Related(t.Context(), id, 10)
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
	return r
}

func (r related) readLabels(t *testing.T, path string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for l := range strings.Lines(string(data)) {
		fields := strings.Split(strings.TrimSpace(l), "\t")
		r.event[fields[0]], r.topic[fields[0]] = fields[1], fields[2]
	}
}

// labelledArticles reads a set: each article is of a publisher of its own, and
// they appear a second apart.
func labelledArticles(t *testing.T, path string) (list []articles.Article) {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var l struct{ ID, Title, Text string }
		if err := json.Unmarshal(lines.Bytes(), &l); err != nil {
			t.Fatal(err)
		}
		list = append(list, articles.Article{
			ID: l.ID, Title: l.Title, Text: l.Text, Source: "set", Publisher: "publisher of " + l.ID,
			Appeared: noon().Add(time.Duration(len(list)) * time.Second),
		})
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return list
}
