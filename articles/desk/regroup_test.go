package desk

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"herald/articles"
)

// grownBy are two first reports that share little, and the piece that says what
// both do.
var (
	firstReport  = article("Harbour Post", "21", "Explosion heard near Kestrel quay", "Windows broke in the old town of Kestrel shortly after six. Fire engines went to the grain quay.")
	secondReport = article("Coast Times", "22", "Silo collapses in port, workers missing", "A grain silo fell in on itself at the northern terminal. Three workers were not accounted for in the evening.")
	wholeReport  = article("Island Herald", "23", "Grain silo explosion at Kestrel quay: three workers missing", "An explosion broke windows in the old town of Kestrel shortly after six, when a grain silo at the northern terminal of the quay fell in. Three workers were missing, fire engines were at the quay.")
)

// TestRegroupMerges: two stories become one when it is known that they are, and
// the older number stays.
func TestRegroupMerges(t *testing.T) {
	t.Parallel()
	w := filled(50)
	w.Add(1, firstReport)
	w.Add(2, secondReport)
	if r, ok := w.Regroup(2); ok {
		t.Fatalf("at first: %+v", r)
	}
	w.Add(1, wholeReport)
	r, ok := w.Regroup(1)
	if !ok || r.From != 2 || r.To != 1 || !r.Whole() || !strings.Contains(r.Reason, "are one") {
		t.Fatalf("with the whole report: %v, %+v", ok, r)
	}
	w.Apply(r)
	c := w.open[1]
	if w.open[2] != nil || len(c.members) != 3 || c.Articles != 3 || len(c.Publishers) != 3 || c.Headline != firstReport.Title {
		t.Errorf("story 1 is %+v", c)
	}
	if near := w.Candidates(secondReport); len(near) == 0 || near[0].Story != 1 {
		t.Errorf("the second report is not found in story 1: %v", near)
	}
}

// TestRegroupSplits: what does not belong together is told apart, and nothing of
// it stays behind in the index.
func TestRegroupSplits(t *testing.T) {
	t.Parallel()
	w := filled(50)
	terms, told := len(w.words.number), w.told
	for _, a := range []articles.Article{ferryPost, mayorPost, ferryTimes} {
		w.Add(1, a)
	}
	r, ok := w.Regroup(1)
	if !ok || r.From != 1 || r.To != 0 || r.Whole() {
		t.Fatalf("%v, %+v", ok, r)
	}
	if diff := cmp.Diff([]uint64{memberKey(mayorPost)}, r.keys); diff != "" {
		t.Errorf("what moves (-want +got):\n%s", diff)
	}
	r.To = 2
	w.Apply(r)
	if got := len(w.open[1].members); got != 2 || w.open[2].Headline != mayorPost.Title {
		t.Errorf("story 1 has %d articles, story 2 is %q", got, w.open[2].Headline)
	}
	if r, ok := w.Regroup(1); ok {
		t.Errorf("and once more: %+v", r)
	}
	w.Remove(1)
	w.Remove(2)
	if got := len(w.words.number); got != terms || w.told != told {
		t.Errorf("%d terms of %d articles, want %d of %d as before", got, w.told, terms, told)
	}
}

// TestCount: many articles of one story make its words more common, but less than
// as many stories do.
func TestCount(t *testing.T) {
	t.Parallel()
	one, many := filled(50), filled(50)
	for i := range 9 {
		a := article(fmt.Sprint("paper ", i), "1", "Ferry aground", "")
		one.Add(1, a)
		many.Add(articles.StoryID(1000+i), a)
	}
	first := filled(50)
	first.Add(1, article("paper", "1", "Ferry aground", ""))
	if a, b, c := first.Rarity("ferry"), one.Rarity("ferry"), many.Rarity("ferry"); !(a > b && b > c) {
		t.Errorf("rarity %.2f told once, %.2f nine times in one story, %.2f in nine", a, b, c)
	}
}

// TestFileRegroups: the desk writes what it has grouped anew, and old numbers lead
// there, for what is filed later, too.
func TestFileRegroups(t *testing.T) {
	t.Parallel()
	o := newOffice()
	var developed []articles.StoryID
	o.OnDeveloped = func(_ context.Context, id articles.StoryID) { developed = append(developed, id) }
	o.Rules = func() Rules { return Rules{Single: SingleLabel} }
	for i := range 40 {
		o.file(t, article("Inland News", fmt.Sprint("x", i), fmt.Sprintf("harvest%d festival%d begins%d", i, i, i), ""))
	}
	marked := secondReport
	marked.Marker = "BREAKING"
	o.file(t, firstReport)
	o.file(t, marked)
	first, second := o.filed[len(o.filed)-2], o.filed[len(o.filed)-1]
	o.file(t, wholeReport)
	if first == second || o.filed[len(o.filed)-1] != first {
		t.Fatalf("filed to %v; moves %q", o.filed[len(o.filed)-3:], o.store.moves)
	}
	s, err := o.store.Story(t.Context(), second)
	if err != nil || s.ID != first || len(s.Articles) != 3 || !s.Verdict.Breaking {
		t.Errorf("story %s leads to %+v, %v", second, s, err)
	}
	// The post said that it was one source's claim.
	if len(s.Changes) != 1 || s.Changes[0].Kind != articles.ChangeConfirmation || s.Changes[0].By != "Harbour Post" || !s.Changes[0].Material {
		t.Errorf("what happened to it: %+v", s.Changes)
	}
	if diff := cmp.Diff([]articles.StoryID{first}, developed); diff != "" {
		t.Errorf("developed (-want +got):\n%s", diff)
	}
	corrected := marked
	corrected.Title, corrected.Appeared = "Silo collapses in port, two workers missing", marked.Appeared.Add(time.Minute)
	o.file(t, corrected)
	if got := o.filed[len(o.filed)-1]; got != first {
		t.Errorf("the correction was filed to story %s, want %s", got, first)
	}
}

// TestRegroupTellsVerdicts: a story that breaks or waits because another one turned
// out to be part of it is told of, and so is what an admin decided about that one
// before: it stays.
func TestRegroupTellsVerdicts(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		rules   Rules
		decide  func(*office, articles.StoryID) error
		waiting articles.Waiting
		rule    articles.Rule
		calls   []string
	}{
		{name: "breaks", rule: articles.RuleDeclared, calls: []string{"judged", "breaking"}},
		{
			name: "waits", rules: Rules{Approve: true}, waiting: articles.WaitApproval, rule: articles.RuleDeclared,
			calls: []string{"judged", "waiting"},
		},
		{
			name: "held", rules: Rules{Approve: true}, waiting: articles.WaitEditor, rule: articles.RuleDeclared,
			calls: []string{"judged"},
			decide: func(o *office, id articles.StoryID) error {
				_, err := o.Hold(t.Context(), id, "Ada")
				return err
			},
		},
		{
			name: "refused", rules: Rules{Approve: true}, rule: articles.RuleDecided, calls: []string{"judged"},
			decide: func(o *office, id articles.StoryID) error {
				_, err := o.Refuse(t.Context(), id, "Ada")
				return err
			},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			o := newOffice()
			o.Rules = func() Rules { return test.rules }
			var calls []string
			var told articles.Story
			call := func(name string) func(context.Context, articles.Story) {
				return func(_ context.Context, s articles.Story) { calls, told = append(calls, name), s }
			}
			for i := range 40 {
				o.file(t, article("Inland News", fmt.Sprint("x", i), fmt.Sprintf("harvest%d festival%d begins%d", i, i, i), ""))
			}
			marked := secondReport
			marked.Marker = "BREAKING"
			o.file(t, firstReport)
			o.file(t, marked)
			first, second := o.filed[len(o.filed)-2], o.filed[len(o.filed)-1]
			if test.decide != nil {
				if err := test.decide(o, second); err != nil {
					t.Fatal(err)
				}
			}
			o.OnJudged, o.OnBreaking, o.OnWaiting = call("judged"), call("breaking"), call("waiting")
			o.file(t, wholeReport)
			if diff := cmp.Diff(test.calls, calls); diff != "" {
				t.Errorf("calls (-want +got):\n%s", diff)
			}
			if v := told.Verdict; told.ID != first || v.Waiting != test.waiting || v.Rule != test.rule {
				t.Errorf("told of story %s, %+v; want story %s", told.ID, v, first)
			}
		})
	}
}

// TestFreshWindow: on the first day, a place that is rare does not make two events
// one, but the same event is.
func TestFreshWindow(t *testing.T) {
	t.Parallel()
	w := NewWindow()
	w.Add(1, article("Harbour Post", "1", "Storm tears roof off Brackwater school", "The roof of the school in Brackwater was torn off by a storm at night. Nobody was inside."))
	other := article("Coast Times", "2", "Brackwater bakery wins bread prize", "The oldest bakery of Brackwater has won the prize for the best rye bread of the coast.")
	if m, ok := w.Join(other); ok {
		t.Errorf("another event joined: %s", m.Reason)
	}
	same := article("Coast Times", "3", "School in Brackwater loses roof in storm", "A storm at night tore the roof off the school in Brackwater; nobody was inside, the mayor said.")
	if m, ok := w.Join(same); !ok {
		t.Errorf("the same event did not join: %s", m.Reason)
	}
}

// TestScripts: what tells one event joins, and another event of the kind does
// not, in scripts without capitals or spaces.
func TestScripts(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, one, same, other string }{
		{
			"Arabic",
			"زلزال بقوة 6.1 درجات يضرب مدينة أغادير ويخلف 14 قتيلا وانهيار عشرات المنازل في الأحياء القديمة",
			"14 قتيلا في زلزال أغادير وفرق الإنقاذ تبحث تحت أنقاض المنازل المنهارة في الأحياء القديمة بقوة 6.1 درجات",
			"البرلمان يصادق على ميزانية جديدة للتعليم وسط احتجاجات نقابات المدرسين في العاصمة",
		},
		{
			"Russian",
			"В Норильске прорвало дамбу: затоплены 40 домов, жителей посёлка Снежный эвакуируют спасатели",
			"Спасатели эвакуируют жителей Снежного: прорыв дамбы в Норильске затопил 40 домов",
			"В Казани открыли новый мост через реку, движение по нему начнётся в понедельник",
		},
		{
			"Chinese",
			"天津港仓库深夜发生强烈爆炸造成十七人死亡消防员仍在搜救失踪人员",
			"天津港爆炸已致十七人死亡搜救失踪消防员工作仍在继续",
			"上海地铁新线路今日开通运营首日客流超过二十万人次",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := filled(50)
			w.Add(1, article("甲", "1", tt.one, tt.one))
			if m, ok := w.Join(article("乙", "2", tt.same, tt.same)); !ok || m.Story != 1 {
				t.Errorf("the same event: %v, %s", ok, m.Reason)
			}
			if m, ok := w.Join(article("乙", "3", tt.other, tt.other)); ok {
				t.Errorf("another event joined: %s", m.Reason)
			}
		})
	}
}

// TestOtherDays: two pieces of one day that name different days of the week are
// less alike, in any language that is known.
func TestOtherDays(t *testing.T) {
	t.Parallel()
	on := func(day string) articles.Article {
		return article("Coast Times", day, "Ferry aground off Lonsdale", "The ferry Aurora ran aground off Lonsdale "+day+" with 240 aboard.")
	}
	score := func(a, b articles.Article) float64 {
		w := filled(50)
		w.Add(1, a)
		b.Publisher = "Harbour Post"
		m, _ := w.Join(b)
		return m.Score
	}
	same, other := score(on("Tuesday"), on("Tuesday")), score(on("Tuesday"), on("Friday"))
	if other > 0.75*same {
		t.Errorf("alike %.2f on one day, %.2f on different ones", same, other)
	}
	if _, got := termsOf(articles.Article{Title: "am Dienstag, le mardi, вторник"}); got != namedDays["tuesday"] {
		t.Errorf("days %b, want %b", got, namedDays["tuesday"])
	}
}
