package hostile

import (
	"flag"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"herald/articles"
	"herald/articles/feed"
	"herald/articles/folder"
	"herald/articles/opml"
	"herald/articles/page"
	"herald/articles/wire"
)

// readers read documents by their kinds. What they say is of no matter here.
var readers = map[string]func(data []byte) error{
	"page": func(data []byte) error { _, err := page.ReadHTML(data, "https://a.example/x"); return err },
	"text": func(data []byte) error { _, err := page.ReadText(data); return err },
	"feed": func(data []byte) error {
		_, err := feed.Read(data, articles.Source{Name: "a", Publisher: "A"}, "https://a.example/feed", noon)
		return err
	},
	"wire":  func(data []byte) error { _, err := wire.Read("a.xml", data); return err },
	"ninjs": func(data []byte) error { _, err := wire.Read("a.json", data); return err },
	"json":  func(data []byte) error { _, err := folder.Read("a.json", data); return err },
	"jsonl": func(data []byte) error { _, err := folder.Read("a.jsonl", data); return err },
	"md":    func(data []byte) error { _, err := folder.Read("a.md", data); return err },
	"eml":   func(data []byte) error { _, err := folder.Read("a.eml", data); return err },
	"opml":  func(data []byte) error { _, err := opml.ReadAny(data); return err },
}

var noon = time.Date(2026, 3, 3, 12, 0, 0, 0, time.UTC)

// cost is what reading one document took.
type cost struct {
	cpu       time.Duration
	allocated uint64 // bytes, by and by
	peak      uint64 // bytes, at once
	err       error
}

// measure reads a document once. Nothing else may run meanwhile.
func measure(read func([]byte) error, data []byte) (c cost) {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	stop := watchHeap(&c.peak)
	began := cpuTime()
	c.err = read(data)
	c.cpu = cpuTime() - began
	stop()
	runtime.ReadMemStats(&after)
	c.allocated = after.TotalAlloc - before.TotalAlloc
	c.peak -= min(c.peak, before.HeapAlloc)
	return c
}

// watchHeap notes the most bytes on the heap until it is stopped.
func watchHeap(peak *uint64) (stop func()) {
	var done sync.WaitGroup
	end := make(chan struct{})
	done.Go(func() {
		tick := time.NewTicker(time.Millisecond)
		defer tick.Stop()
		s := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
		for {
			metrics.Read(s)
			*peak = max(*peak, s[0].Value.Uint64())
			select {
			case <-end:
				return
			case <-tick.C:
			}
		}
	})
	return func() { close(end); done.Wait() }
}

// cpuTime is what this process has taken of the processors.
func cpuTime() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// maxPeak is how much memory reading one document may take at once, and
// maxAllocated by and by, in bytes; that of a short document is less.
const (
	maxPeak           = 64 << 20
	maxAllocated      = 400 << 20
	maxAllocatedShort = 128 << 20
)

// short is the size of the documents that are read where nobody asks for the table.
const short = 256 << 10

var (
	table = flag.Bool("table", false, "read the documents at their full size, and say what each takes")
	only  = flag.String("only", "", "read the documents with this in their names")
)

// TestCost reads every document and sees that none takes more memory than it may,
// at once and by and by. Time is told and not judged: it depends on the machine.
// To be told at all, it is of one run at a time, and so nothing here is parallel.
func TestCost(t *testing.T) {
	if raced {
		t.Skip("the race detector takes memory of its own")
	}
	defer debug.SetGCPercent(debug.SetGCPercent(20))
	var worst cost
	for _, d := range all() {
		if !strings.Contains(d.kind+"/"+d.name, *only) {
			continue
		}
		size, allocated := min(short, d.size()), uint64(maxAllocatedShort)
		if *table {
			size, allocated = d.size(), maxAllocated
		}
		c := measure(readers[d.kind], []byte(d.make(size)))
		if c.allocated > allocated || c.peak > maxPeak {
			t.Errorf("%s, %s: %d MiB at once and %d MiB by and by, want at most %d and %d", d.kind, d.name, c.peak>>20, c.allocated>>20, maxPeak>>20, allocated>>20)
		}
		if *table {
			t.Logf("%5d ms %4d MiB at once %4d MiB by and by  %-5s %s: %.80v", c.cpu.Milliseconds(), c.peak>>20, c.allocated>>20, d.kind, d.name, c.err)
		}
		worst.cpu, worst.peak, worst.allocated = max(worst.cpu, c.cpu), max(worst.peak, c.peak), max(worst.allocated, c.allocated)
	}
	t.Logf("%d documents: at most %d ms, %d MiB at once, %d MiB by and by", len(all()), worst.cpu.Milliseconds(), worst.peak>>20, worst.allocated>>20)
}
