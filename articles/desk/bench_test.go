package desk

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"
	"time"

	"herald/articles"
)

// invented is an article of words that are as unevenly common as real ones.
func invented(r *rand.Rand, i int) articles.Article {
	zipf := rand.NewZipf(r, 1.1, 20, 60_000)
	words := func(n int) (s string) {
		for range n {
			s += fmt.Sprintf("w%dx ", zipf.Uint64())
		}
		return s
	}
	return articles.Article{
		ID: fmt.Sprint(i), Publisher: fmt.Sprint("paper ", i%50), Title: words(9), Text: words(80),
		Appeared: noon.Add(time.Duration(i) * time.Second),
	}
}

// BenchmarkJoin decides about an article and adds it, with 50,000 open stories.
func BenchmarkJoin(b *testing.B) {
	w, r := crowded()
	runtime.GC()
	var mem runtime.MemStats
	runtime.ReadMemStats(&mem)
	next := maxOpen
	var took []time.Duration
	for b.Loop() {
		a := invented(r, next)
		start := time.Now()
		w.Join(a)
		w.Add(articles.StoryID(next), a)
		took = append(took, time.Since(start))
		next++
	}
	runtime.KeepAlive(w)
	slices.Sort(took)
	b.ReportMetric(float64(mem.HeapAlloc)/(1<<20), "live-MiB")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
}

// crowded is a window with nearly as many stories as there may be.
func crowded() (*Window, *rand.Rand) {
	r := rand.New(rand.NewPCG(1, 2))
	w := NewWindow()
	for i := range maxOpen - 5_000 {
		w.Add(articles.StoryID(i+1), invented(r, i))
	}
	return w, r
}

// BenchmarkRelated finds what is related to a story, with 45,000 open ones.
func BenchmarkRelated(b *testing.B) {
	w, r := crowded()
	var took []time.Duration
	for b.Loop() {
		id := articles.StoryID(1 + r.IntN(w.Len()))
		start := time.Now()
		w.Related(id, 8)
		took = append(took, time.Since(start))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
}
