package desk

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"herald/articles"
)

// wire is a dispatch of 90 words, and own another reporter's piece on the same
// event with the same words of the captain.
const (
	wire = `LONSDALE — The ferry Aurora ran aground on a sandbank two miles off Lonsdale early on Sunday with 240 passengers aboard, and lifeboats worked until noon to bring them ashore. Nobody was hurt, the coast guard said, though eleven people were treated for the cold. “We felt the bow lift and then everything was very quiet, and I knew at once where we were and what I had done,” said her captain, Ivo Brandt. The company that owns the Aurora has taken her sister ship out of service while divers look at the hull, and an inquiry into the new sea charts was opened by the ministry in the capital.`
	own  = `Passengers woke to a jolt before dawn on Sunday when the Aurora, bound for the islands, struck sand off the Lonsdale light. “We felt the bow lift and then everything was very quiet, and I knew at once where we were and what I had done,” Captain Ivo Brandt told this paper in the harbour office. All 240 were taken off in boats by midday, some wrapped in blankets; the ministry wants to know whether new charts were wrong. The line has tied up a second ship of the same build for now, and said tickets would be refunded.`
	site = `Published 14:05. Share this page. Sign up for our newsletter and never miss a story from the coast. `
	// gale is a dispatch in another script, and gale2 another paper's.
	gale  = `天津港周三深夜发生强烈爆炸，造成至少十七人死亡，数百人受伤，附近居民区的窗户全部震碎，消防部门表示火势已经得到初步控制，事故原因仍在调查之中，政府已经派出工作组前往现场。`
	gale2 = `据目击者称，天津滨海新区昨晚传出两声巨响，火光冲天，医院挤满伤者，官方公布的死亡人数为十七人，环保部门正在监测空气质量，多所学校临时改作避难所，周边道路封闭。`
)

func TestCopyOf(t *testing.T) {
	t.Parallel()
	piece := func(publisher, title, text string) articles.Article {
		return articles.Article{ID: publisher + title, Source: publisher, Publisher: publisher, Title: title, Text: text}
	}
	first := piece("City Wire", "Ferry runs aground off Lonsdale with 240 aboard", wire)
	credited := piece("Harbour Post", "Ferry runs aground", wire)
	credited.Credits = []string{"the city wire"}
	relayed := piece("Harbour Post", "Ferry runs aground", wire)
	relayed.CopyOf = "City Wire"
	words := strings.Fields(wire)
	tests := []struct {
		name    string
		earlier []articles.Article
		a       articles.Article
		want    string
	}{
		{"the same text under another headline", []articles.Article{first}, piece("Coast Times", "Lonsdale ferry drama", wire), "City Wire"},
		{"with the words of a site around it", []articles.Article{first}, piece("Coast Times", "x", site+wire+"\n\n"+site), "City Wire"},
		{"cut to its beginning", []articles.Article{first}, piece("Coast Times", "x", strings.Join(words[:40], " ")), "City Wire"},
		{"with a paragraph of its own", []articles.Article{first}, piece("Coast Times", "x", wire+"\n\nThe mayor of Lonsdale thanked the crews of the lifeboats in the evening."), "City Wire"},
		{"a copy of a copy", []articles.Article{relayed}, piece("Coast Times", "x", wire), "City Wire"},
		{"another reporter with the same quotation", []articles.Article{first}, piece("Coast Times", "x", own), ""},
		{"the agency that the first one named", []articles.Article{credited}, piece("City Wire", "x", wire), ""},
		{"nothing before it", nil, first, ""},
		{"itself", []articles.Article{first}, first, ""},
		{"a headline alone", []articles.Article{piece("City Wire", first.Title, "")}, piece("Coast Times", first.Title, ""), "City Wire"},
		{"a short headline alone", []articles.Article{piece("City Wire", "Ferry aground", "")}, piece("Coast Times", "Ferry aground", ""), ""},
		{"one headline over two texts", []articles.Article{first}, piece("Coast Times", first.Title, own), ""},
		{"a headline over a cut text", []articles.Article{first}, piece("Coast Times", first.Title, ""), "City Wire"},
		{"a script without spaces", []articles.Article{piece("甲", "x", gale)}, piece("乙", "y", "【本报讯】"+gale), "甲"},
		{"another piece in that script", []articles.Article{piece("甲", "x", gale)}, piece("乙", "y", gale2), ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := copyOf(tt.a, tt.earlier); got != tt.want {
				t.Errorf("it copies %q, want %q (share %.2f)", got, tt.want, shinglesOf(tt.a).share(shinglesOf(append(tt.earlier, first)[0])))
			}
		})
	}
}

// TestFileCopies: a copy that is filed is no voice, until it has words of its
// own.
func TestFileCopies(t *testing.T) {
	t.Parallel()
	o := newOffice()
	original, copied := ferryPost, ferryTimes
	original.Text, copied.Text = wire, site+wire
	o.file(t, original, copied, ferryHerald)
	s := *o.store.stories[0]
	if diff := cmp.Diff([]string{"Harbour Post", "Island Herald"}, s.Voices()); diff != "" {
		t.Errorf("voices (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"Coast Times"}, s.Copies()); diff != "" {
		t.Errorf("copies (-want +got):\n%s", diff)
	}
	writes := o.store.writes
	o.file(t, copied)
	if o.store.writes != writes {
		t.Error("the same copy again was written again")
	}
	copied.Text = own
	o.file(t, copied)
	if got := len(o.store.stories[0].Voices()); got != 3 {
		t.Errorf("%d voices after the copy was rewritten, want 3", got)
	}
}

// TestFirstUnits gives the same as reading all of a text would.
func TestFirstUnits(t *testing.T) {
	t.Parallel()
	for name, word := range map[string]string{
		"words": "ship ", "pairs of words": "well-known ", "dashes between words": "ship \u2014 \u2014 ",
		"hard spaces": "ship\u00a0", "accents apart": "e\u0301te\u0301 \u0301x ", "no spaces": "\u6e2f\u53e3", "nothing but dashes": "- ",
	} {
		for _, n := range []int{0, 1, 7, 8, 9, 40, 400} {
			text := strings.Repeat(word, n)
			all := units(articles.Words(text))
			if got, want := firstUnits(text, 8), all[:min(len(all), 8)]; !slices.Equal(got, want) {
				t.Errorf("%s, %d times: %q, want %q", name, n, got, want)
			}
		}
	}
}

// TestFirstHashes gives the hashes of the words that firstUnits gives.
func TestFirstHashes(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"", "ship", "Ship's 12 SHIPS ran 'aground'", "a-b \u2014 c", "one two three four five six caf\u00e9", "two e\u0301te\u0301",
		"one two three four five e\u0301", "one two three four five\u0301 six", "'' -- ''", "\u6e2f\u53e3 ship",
	} {
		for _, n := range []int{0, 1, 5, 40} {
			var want []uint64
			for _, w := range firstUnits(text, n) {
				want = append(want, hashOf(w))
			}
			if got := firstHashes(text, n); !slices.Equal(got, want) {
				t.Errorf("the first %d of %q: %d, want %d", n, text, got, want)
			}
		}
	}
}
