package storetest

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"herald/articles"
	"herald/articles/desk"
	"herald/bot"
	"herald/bot/delivery"
	"herald/scheduler/edition"
)

// kit is a store with what its tests say often. Its methods end the test when
// they fail.
type kit struct {
	*testing.T
	Store
}

// ok ends the test on an error.
func (k *kit) ok(err error) {
	k.Helper()
	if err != nil {
		k.Fatal(err)
	}
}

// is compares errors.
func (k *kit) is(err, want error) {
	k.Helper()
	if !errors.Is(err, want) {
		k.Fatalf("got error %v, want %v", err, want)
	}
}

// same compares values.
func same[T any](k *kit, what string, got, want T) {
	k.Helper()
	if d := cmp.Diff(want, got); d != "" {
		k.Errorf("%s (-want +got):\n%s", what, d)
	}
}

// at is so many minutes after Noon.
func at(minutes int) time.Time { return Noon.Add(time.Duration(minutes) * time.Minute) }

// article is a piece about something, with everything set.
func article(n int, title string) articles.Article {
	return articles.Article{
		ID: fmt.Sprintf("guid-%d", n), Source: "harbour-feed", Publisher: "Harbour Post",
		URL: fmt.Sprintf("https://harbour.example/%d?utm_source=feed", n), Title: title,
		Canonical: fmt.Sprintf("https://harbour.example/named/%d", n),
		Deck:      "The line under it.", Summary: "One whole sentence.", Text: "First paragraph.\n\nSecond one.",
		Authors: []string{"A. Writer"}, Keywords: []string{"ports", "trade"},
		Published: at(n - 1), Updated: at(n), Language: "en",
		Images: []string{"https://harbour.example/a.jpg"}, Marker: "BREAKING", Credits: []string{"City Wire"},
		Urgency: 3, Embargo: at(n - 1), Version: "2", Correction: "The dam has 3 gates, not 4.",
		CopyOf: "City Wire", Origin: "feed https://harbour.example/rss", Appeared: at(n),
	}
}

// filing is a decision to open a story with a.
func filingOf(a articles.Article, topics ...string) desk.Filing {
	return desk.Filing{
		Article: a, Joined: "it is the first", Topics: topics, At: a.Appeared.Add(time.Second),
		Verdict: articles.Verdict{Rule: articles.RuleNone, Reason: "nothing says so", At: a.Appeared.Add(time.Second)},
	}
}

// file opens a story with an article of that title.
func (k *kit) file(n int, title string, topics ...string) articles.StoryID {
	k.Helper()
	id, err := k.File(k.Context(), filingOf(article(n, title), topics...))
	k.ok(err)
	return id
}

// fileMany files n articles in one transaction.
func (k *kit) fileMany(n int, filing func(n int) desk.Filing) {
	k.Helper()
	k.ok(k.Together(k.Context(), func(tx desk.Store) error {
		for i := range n {
			if _, err := tx.File(k.Context(), filing(i)); err != nil {
				return err
			}
		}
		return nil
	}))
}

// channel makes a channel known.
func (k *kit) channel(id string) bot.Channel {
	k.Helper()
	c, err := k.SaveChannel(k.Context(), bot.Channel{Address: place(id), Title: "#" + id, Place: bot.PlaceGroup})
	k.ok(err)
	return c
}

// place is an address on Discord.
func place(id string) bot.Address { return bot.Address{Platform: bot.Discord, ID: id} }

// follow subscribes a channel to a schedule before Noon.
func (k *kit) follow(c bot.Channel, schedule string, i articles.Interest) bot.Subscription {
	k.Helper()
	s, err := k.Subscribe(k.Context(), bot.Subscription{Channel: c.ID, Schedule: schedule, Interest: i, Created: at(-60)})
	k.ok(err)
	return s
}

// owe owes fan-outs without a tick.
func (k *kit) owe(fanouts ...edition.Fanout) int {
	k.Helper()
	n, err := k.Owe(k.Context(), edition.Tick{}, fanouts)
	k.ok(err)
	return n
}

// breaking is one story for all that follow the schedule "now".
func breaking(id articles.StoryID, minute int) edition.Fanout {
	return edition.Fanout{
		Schedule: "now", Key: "breaking/story/" + id.String(), Kind: bot.KindBreaking,
		Stories: []articles.StoryID{id}, Owed: at(minute),
	}
}

// claim claims up to n deliveries of Discord, with a lease of a minute.
func (k *kit) claim(minute, n int) []bot.Delivery {
	k.Helper()
	ds, err := k.Claim(k.Context(), bot.Discord, at(minute), time.Minute, n)
	k.ok(err)
	return ds
}

// claimOne claims the one delivery that may go out.
func (k *kit) claimOne(minute int) bot.Delivery {
	k.Helper()
	ds := k.claim(minute, 10)
	if len(ds) != 1 {
		k.Fatalf("claimed %v, want one", keys(ds))
	}
	return ds[0]
}

// none demands that nothing may go out.
func (k *kit) none(minute int) {
	k.Helper()
	if ds := k.claim(minute, 10); len(ds) > 0 {
		k.Fatalf("claimed %v, want nothing", keys(ds))
	}
}

// next demands when the next delivery may go out.
func (k *kit) next(want time.Time) {
	k.Helper()
	got, err := k.Next(k.Context(), bot.Discord)
	k.ok(err)
	if !got.Equal(want) {
		k.Fatalf("the next delivery may go out at %v, want %v", got, want)
	}
}

// sent settles a delivery as sent.
func (k *kit) sent(d bot.Delivery, message bot.MessageID, minute int) {
	k.Helper()
	k.ok(k.Settle(k.Context(), d.ID, delivery.Settlement{State: bot.Sent, Message: message, At: at(minute)}))
}

// again settles a delivery as to be tried again.
func (k *kit) again(d bot.Delivery, minute, retry int) {
	k.Helper()
	k.ok(k.Settle(k.Context(), d.ID, delivery.Settlement{
		State: bot.Owed, NotBefore: at(retry), Reason: "the server was busy", At: at(minute),
	}))
}

// delivery reads one delivery by number.
func (k *kit) delivery(id bot.DeliveryID) bot.Delivery {
	k.Helper()
	all, err := k.Deliveries(k.Context(), deliveryFilter{}, 0)
	k.ok(err)
	for _, d := range all {
		if d.ID == id {
			return d
		}
	}
	k.Fatalf("no delivery %d", id)
	return bot.Delivery{}
}

// keys names deliveries as channel and key.
func keys(ds []bot.Delivery) []string {
	all := make([]string, len(ds))
	for i, d := range ds {
		all[i] = d.Channel.Address.ID + " " + d.Key
	}
	return all
}

// ids are the numbers of stories.
func ids(all []articles.Story) []articles.StoryID {
	list := make([]articles.StoryID, len(all))
	for i, s := range all {
		list[i] = s.ID
	}
	return list
}
