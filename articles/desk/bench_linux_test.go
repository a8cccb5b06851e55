package desk

import (
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"herald/articles"
)

// BenchmarkGroup groups articles with 50,000 open stories as the desk does: each is
// joined to a story, which is then looked at once more. Half of them tell again what
// is open, some stories dozens of times. What is measured is the time of the
// processor, so that it may be busy with other things.
func BenchmarkGroup(b *testing.B) {
	w, r := crowded()
	g := replay{window: w, told: map[articles.StoryID][]int{}, opened: maxOpen}
	told := make([]articles.Article, 200)
	for i := range told {
		told[i] = invented(r, i)
	}
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	var took []time.Duration
	for b.Loop() {
		i := len(g.steps)
		a := invented(r, maxOpen+i)
		if i%2 == 0 {
			a = retold(r, told[int(r.ExpFloat64()*20)%len(told)], a)
		}
		start := threadTime(b)
		g.file(a)
		took = append(took, threadTime(b)-start)
	}
	most := 0
	for _, c := range w.open {
		most = max(most, len(c.members))
	}
	slices.Sort(took)
	b.ReportMetric(float64(most), "articles-at-most")
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
}

// retold is an article with most of its words from another one.
func retold(r *rand.Rand, other, a articles.Article) articles.Article {
	mix := func(x, y string) string {
		words, others := strings.Fields(x), strings.Fields(y)
		for i := range words {
			if i < len(others) && r.IntN(4) > 0 {
				words[i] = others[i]
			}
		}
		return strings.Join(words, " ")
	}
	a.Title, a.Text = mix(a.Title, other.Title), mix(a.Text, other.Text)
	return a
}

// threadTime is what this thread has used of the processor. Linux brings the figure
// up to date only when it is asked for that of the process.
func threadTime(b *testing.B) time.Duration {
	b.Helper()
	var u syscall.Rusage
	for _, who := range []int{syscall.RUSAGE_SELF, syscall.RUSAGE_THREAD} {
		if err := syscall.Getrusage(who, &u); err != nil {
			b.Fatal(err)
		}
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
