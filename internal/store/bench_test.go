package store_test

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"herald/articles"
	"herald/articles/desk"
	"herald/bot"
	"herald/bot/delivery"
	"herald/internal/store"
	"herald/scheduler/edition"
)

// vocabulary draws words as language does: few often, most seldom.
func vocabulary() func(n int) string {
	r := rand.New(rand.NewPCG(1, 2))
	zipf := rand.NewZipf(r, 1.1, 4, 50_000)
	return func(n int) string {
		var b strings.Builder
		for range n {
			fmt.Fprintf(&b, "w%x ", zipf.Uint64())
		}
		return b.String()
	}
}

// piece is an article of some 500 words, as news agencies write them.
func piece(n int, words func(int) string) desk.Filing {
	at := noon().Add(time.Duration(n) * time.Second)
	return desk.Filing{
		Article: articles.Article{
			ID: fmt.Sprint("guid-", n), Source: "feed", Publisher: "Post", URL: fmt.Sprint("https://post.example/", n),
			Title: words(10), Summary: words(40), Text: words(500), Keywords: strings.Fields(words(4)), Appeared: at,
		},
		Verdict: articles.Verdict{Rule: articles.RuleNone, Reason: "nothing says so", At: at},
		Topics:  []string{fmt.Sprint("topic", n%7)}, At: at,
	}
}

func BenchmarkFile(b *testing.B) {
	s := open(b, filepath.Join(b.TempDir(), "herald.db"))
	words := vocabulary()
	n := 0
	for b.Loop() {
		n++
		if _, err := s.File(b.Context(), piece(n, words)); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "articles/s")
}

// BenchmarkDeliver owes 100,000 deliveries, some to a channel that waits, and
// claims and settles 50 at a time.
func BenchmarkDeliver(b *testing.B) {
	s := open(b, filepath.Join(b.TempDir(), "herald.db"))
	const channels, posts = 1000, 100
	for c := range channels {
		follow(b, s, fmt.Sprint(c))
	}
	post := 0
	n := 0
	for b.Loop() {
		ds, err := s.Claim(b.Context(), bot.Discord, noon(), time.Minute, 50)
		if err != nil {
			b.Fatal(err)
		}
		if len(ds) == 0 {
			b.StopTimer()
			post = owe(b, s, post, posts)
			b.StartTimer()
		}
		for _, d := range ds {
			if err := s.Settle(b.Context(), d.ID, delivery.Settlement{State: bot.Sent, Message: "m", At: noon()}); err != nil {
				b.Fatal(err)
			}
			n++
		}
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "deliveries/s")
}

func follow(t testing.TB, s *store.Store, id string) {
	t.Helper()
	c, err := s.SaveChannel(t.Context(), bot.Channel{Address: bot.Address{Platform: bot.Discord, ID: id}})
	if err == nil {
		_, err = s.Subscribe(t.Context(), bot.Subscription{Channel: c.ID, Schedule: "now", Created: noon()})
	}
	if err != nil {
		t.Fatal(err)
	}
}

// owe owes n posts to all who follow, numbered from post+1, and returns the last.
func owe(t testing.TB, s *store.Store, post, n int) int {
	t.Helper()
	var fanouts []edition.Fanout
	for range n {
		post++
		fanouts = append(fanouts, edition.Fanout{
			Schedule: "now", Key: fmt.Sprint("breaking/story/", post), Kind: bot.KindBreaking,
			Stories: []articles.StoryID{articles.StoryID(post)}, Owed: noon(),
		})
	}
	if _, err := s.Owe(t.Context(), edition.Tick{}, fanouts); err != nil {
		t.Fatal(err)
	}
	return post
}

// BenchmarkReweigh raises the weight of a story that waits for its turn in 1,000
// channels, each with ten that wait, from the least to the most.
func BenchmarkReweigh(b *testing.B) {
	s := open(b, filepath.Join(b.TempDir(), "herald.db"))
	for c := range 1000 {
		follow(b, s, fmt.Sprint(c))
	}
	if err := s.SetPerHour(b.Context(), 1, noon()); err != nil {
		b.Fatal(err)
	}
	words := vocabulary()
	for n := range 11 {
		if _, err := s.File(b.Context(), piece(n+1, words)); err != nil {
			b.Fatal(err)
		}
	}
	owe(b, s, 0, 11)
	n := 11
	for b.Loop() {
		n++
		f := piece(n, words)
		f.Story, f.Weight = articles.StoryID(n%10+2), float64(n)
		f.Verdict = articles.Verdict{Breaking: true, Rule: articles.RuleDeclared, Reason: "marked", At: f.At}
		if _, err := s.File(b.Context(), f); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkOwe owes one post to 100,000 channels.
func BenchmarkOwe(b *testing.B) {
	s := open(b, ":memory:")
	for c := range 100_000 {
		follow(b, s, fmt.Sprint(c))
	}
	post := 0
	for b.Loop() {
		post = owe(b, s, post, 1)
	}
}
