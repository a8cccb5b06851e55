package desk

import (
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unsafe"

	"herald/articles"
)

var (
	spreadOut = flag.Bool("spread", false, "measure the grouping on parts and mixtures of the labelled sets, too")
	perturb   = flag.Bool("perturb", false, "measure the grouping with each figure of the tuning a tenth lower and higher")
)

// labelledSet are articles in their order, and for each the story that people
// gave it.
type labelledSet struct {
	list []articles.Article
	want []string
}

func readSet(t *testing.T, dir, name string) labelledSet {
	t.Helper()
	labels := readLabels(t, filepath.Join(dir, name+".labels.tsv"), 1)
	s := labelledSet{list: readArticles(t, filepath.Join(dir, name+".jsonl"))}
	for _, a := range s.list {
		s.want = append(s.want, name+" "+labels[a.ID])
	}
	return s
}

// only are the articles that keep says.
func (s labelledSet) only(keep func(i int) bool) (part labelledSet) {
	for i := range s.list {
		if keep(i) {
			part.list, part.want = append(part.list, s.list[i]), append(part.want, s.want[i])
		}
	}
	return part
}

// half has half of the stories, drawn by a seed.
func (s labelledSet) half(seed uint64) labelledSet {
	stories := slices.Compact(slices.Sorted(slices.Values(s.want)))
	r := rand.New(rand.NewPCG(seed, 1))
	r.Shuffle(len(stories), func(i, j int) { stories[i], stories[j] = stories[j], stories[i] })
	drawn := map[string]bool{}
	for _, story := range stories[:len(stories)/2] {
		drawn[story] = true
	}
	return s.only(func(i int) bool { return drawn[s.want[i]] })
}

// part is the n-th part of so many stories, in their order.
func (s labelledSet) part(n, stories int) labelledSet {
	number := map[string]int{}
	for _, w := range s.want {
		if _, ok := number[w]; !ok {
			number[w] = len(number)
		}
	}
	return s.only(func(i int) bool { return number[s.want[i]]/stories == n })
}

// shuffled has the articles in another order, drawn by a seed.
func (s labelledSet) shuffled(seed uint64) (other labelledSet) {
	for _, i := range rand.New(rand.NewPCG(seed, 2)).Perm(len(s.list)) {
		other.list, other.want = append(other.list, s.list[i]), append(other.want, s.want[i])
	}
	return other
}

// with has the articles of both sets, one after the other in turn.
func (s labelledSet) with(o labelledSet) (both labelledSet) {
	for i := range max(len(s.list), len(o.list)) {
		for _, one := range []labelledSet{s, o} {
			if i < len(one.list) {
				both.list, both.want = append(both.list, one.list[i]), append(both.want, one.want[i])
			}
		}
	}
	return both
}

// score is the B-cubed precision, recall and F1 of the stories that come out.
func (s labelledSet) score() (precision, recall, f1 float64) {
	var got []articles.StoryID
	for _, step := range Replay(s.list) {
		got = append(got, step.Final)
	}
	precision, recall = bcubed(got, s.want)
	return precision, recall, 2 * precision * recall / (precision + recall)
}

// variants are the labelled sets as they are, in parts, in other orders and mixed.
func variants(t *testing.T) map[string][]labelledSet {
	dir := corpora(t)
	uci, val, train := readSet(t, dir, "uci_news_6k_dev"), readSet(t, dir, "neus_val"), readSet(t, dir, "neus_train")
	ecb, galaxy := readSet(t, dir, "ecbplus_dev"), readSet(t, dir, "galaxy_handpicked")
	all := map[string][]labelledSet{
		"1 uci":               {uci},
		"1 neus_val":          {val},
		"1 ecbplus":           {ecb},
		"1 galaxy":            {galaxy},
		"4 ecbplus in galaxy": {ecb.with(galaxy)},
		"4 ecbplus in val":    {ecb.with(val)},
	}
	add := func(name string, s labelledSet) { all[name] = append(all[name], s) }
	for seed := range uint64(24) {
		add("2 ecbplus, half", ecb.half(seed))
		add("2 galaxy, half", galaxy.half(seed))
	}
	for seed := range uint64(6) {
		add("2 uci, half", uci.half(seed))
		add("2 train, in parts", train.part(int(seed), 307)) //nolint:gosec // a few
		if seed < 3 {
			add("3 val, shuffled", val.shuffled(seed))
			add("3 ecbplus, shuffled", ecb.shuffled(seed))
		}
		add("3 galaxy, shuffled", galaxy.shuffled(seed))
	}
	return all
}

// scores are the F1 of each variant.
func scores(all map[string][]labelledSet) map[string][]float64 {
	f1 := map[string][]float64{}
	for name, sets := range all {
		f1[name] = make([]float64, len(sets))
	}
	room := make(chan struct{}, 2)
	var wg sync.WaitGroup
	for name, sets := range all {
		for i, s := range sets {
			room <- struct{}{}
			wg.Go(func() {
				defer func() { <-room }()
				_, _, f1[name][i] = s.score()
			})
		}
	}
	wg.Wait()
	return f1
}

func mean(list []float64) float64 {
	sum := 0.0
	for _, x := range list {
		sum += x
	}
	return sum / float64(len(list))
}

// TestSpread prints how good the grouping is on average on sets that are like the
// labelled ones, but not the same, with the least and the most.
func TestSpread(t *testing.T) {
	if !*spreadOut {
		t.Skip("by hand: go test ./articles/desk -run Spread -spread -v")
	}
	f1 := scores(variants(t))
	for _, name := range slices.Sorted(maps.Keys(f1)) {
		t.Logf("%-22s mean %.3f  least %.3f  most %.3f  of %d", name, mean(f1[name]), slices.Min(f1[name]), slices.Max(f1[name]), len(f1[name]))
	}
}

// TestPerturbed prints what becomes of the grouping with each figure of the tuning
// a tenth lower and higher.
func TestPerturbed(t *testing.T) {
	if !*perturb {
		t.Skip("by hand: go test ./articles/desk -run Perturbed -perturb -v")
	}
	all := variants(t)
	names := slices.Sorted(maps.Keys(all))
	was := scores(all)
	t.Log(names)
	row := func(what string, f1 map[string][]float64) {
		var line strings.Builder
		for _, name := range names {
			fmt.Fprintf(&line, " %+.3f", mean(f1[name])-mean(was[name]))
		}
		t.Logf("%-22s%s", what, line.String())
	}
	figures := reflect.ValueOf(&tuned).Elem()
	for i := range figures.NumField() {
		for _, by := range []float64{0.9, 1.1} {
			put := scaled(figures.Field(i), by)
			powers = sync.OnceValue(raised)
			row(fmt.Sprint(figures.Type().Field(i).Name, " ×", by), scores(all))
			put()
			powers = sync.OnceValue(raised)
		}
	}
}

// scaled multiplies a figure, and returns what puts it back.
func scaled(figure reflect.Value, by float64) func() {
	where := unsafe.Pointer(figure.UnsafeAddr())
	if figure.Type() == reflect.TypeFor[time.Duration]() {
		d := (*time.Duration)(where)
		was := *d
		*d = time.Duration(float64(was) * by)
		return func() { *d = was }
	}
	f := (*float64)(where)
	was := *f
	*f = was * by
	return func() { *f = was }
}
