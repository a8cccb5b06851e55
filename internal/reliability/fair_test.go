package reliability_test

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"herald/articles"
	"herald/articles/desk"
	"herald/bot"
	"herald/bot/bottest"
	"herald/bot/delivery"
	"herald/bot/telegram"
	"herald/bot/telegram/telegramtest"
	"herald/internal/store"
	"herald/scheduler/edition"
)

// TestAnswersPassABroadcast asks for something every 300 ms while a broadcast takes
// all that Telegram allows, in a bubble where only what waits takes time. Answers do
// not wait behind posts, and the posts make room for them: the server, which counts
// both, is never asked too fast.
func TestAnswersPassABroadcast(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		const readers, askers, each = 900, 30, 300 * time.Millisecond
		server := telegramtest.NewServer(telegramtest.Options{})
		server.Unleash(telegramtest.Chaos{Latency: 50 * time.Millisecond})
		platform, err := telegram.New(telegram.Options{
			Token: bot.Secret(server.Token()), API: "http://telegram.test", Client: &http.Client{Transport: server.Transport()},
		})
		must(t, err)
		db, err := store.Open(t.Context(), store.Options{Path: ":memory:"})
		must(t, err)
		broadcast(t, db, server, readers)

		courier := delivery.New(delivery.Options{Platform: platform, Ledger: db, Stories: db, Limits: delivery.TelegramLimits()})
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan error, 2)
		go func() { ended <- platform.Run(ctx, bottest.NewHost()) }()
		go func() { ended <- courier.Run(ctx) }()

		var took []time.Duration
		begun := time.Now()
		for n := 0; server.Tally().Shown-len(took) < readers && time.Since(begun) < time.Minute; n++ {
			who := telegramtest.User{ID: int64(100 + n%askers), Name: "Asker"}
			server.AddPerson(who)
			asked, before := time.Now(), len(server.Messages(who.ID, 0))
			server.Type(who.ID, 0, who, "/latest")
			_, err := server.Await(ctx, who.ID, 0, before+1)
			must(t, err)
			took = append(took, time.Since(asked))
			<-time.After(max(0, each-time.Since(asked)))
		}
		spent := time.Since(begun)
		stop()
		for range 2 {
			if err := <-ended; err != nil {
				t.Error(err)
			}
		}
		must(t, db.Close())
		server.Close()

		slices.Sort(took)
		p99 := took[len(took)*99/100]
		t.Logf("%d posts in %v; %d answers, p50 %v, p99 %v", readers, spent, len(took), took[len(took)/2], p99)
		if p99 >= 300*time.Millisecond || len(took) < 50 {
			t.Errorf("%d answers, p99 %v; want under 300 ms", len(took), p99)
		}
		if n := server.Tally().Limited; n > 0 {
			t.Errorf("telegram answered 429 %d times", n)
		}
		if bound := time.Duration(readers+len(took)) * time.Second / telegramRate; spent > bound*11/10 {
			t.Errorf("it took %v, %.2f times what the limit needs", spent, spent.Seconds()/bound.Seconds())
		}
	})
}

// broadcast owes a story to so many people.
func broadcast(t *testing.T, db *store.Store, server *telegramtest.Server, people int) {
	t.Helper()
	now := time.Now()
	for i := range people {
		id := int64(firstPerson + i)
		server.AddPerson(telegramtest.User{ID: id, Name: fmt.Sprint("Reader ", i)})
		at := bot.Address{Platform: bot.Telegram, ID: strconv.FormatInt(id, 10)}
		c, err := db.SaveChannel(t.Context(), bot.Channel{Address: at, Place: bot.PlacePrivate})
		must(t, err)
		_, err = db.Subscribe(t.Context(), bot.Subscription{Channel: c.ID, Schedule: "breaking", Created: now.Add(-time.Hour)})
		must(t, err)
	}
	id, err := db.File(t.Context(), desk.Filing{
		Article: articles.Article{ID: "1", Source: "inbox", Publisher: "Our Desk", Title: gibberish(1, 6), Appeared: now},
		Verdict: articles.Verdict{Rule: articles.RuleNone, Reason: "an admin said so", At: now}, At: now,
	})
	must(t, err)
	_, err = db.Owe(t.Context(), edition.Tick{}, []edition.Fanout{{
		Schedule: "breaking", Key: "breaking/story/" + id.String(), Kind: bot.KindBreaking, Stories: []articles.StoryID{id}, Owed: now,
	}})
	must(t, err)
}
