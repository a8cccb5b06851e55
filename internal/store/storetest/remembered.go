package storetest

import (
	"reflect"
	"strings"
	"time"

	"herald/articles/feed"
	"herald/bot"
	"herald/bot/commands"
	"herald/bot/delivery"
)

var remembered = tests{
	"the state of a source": func(k *kit) {
		got, err := k.SourceState(k.Context(), "harbour-feed")
		k.ok(err)
		same(k, "never fetched", got, feed.State{})
		for _, want := range []feed.State{
			{URL: "https://harbour.example/feed", ETag: `W/"1"`, LastModified: "Sat, 14 Mar 2026 12:00:00 GMT", Due: at(5), OK: at(0)},
			{Due: at(9), OK: at(0), Failures: 3, Error: "status 503"},
		} {
			k.ok(k.SaveSourceState(k.Context(), "harbour-feed", want))
			got, err := k.SourceState(k.Context(), "harbour-feed")
			k.ok(err)
			same(k, "state", got, want)
		}
	},
	"which items of a source were filed": func(k *kit) {
		got, err := k.FiledItems(k.Context(), "harbour-feed")
		k.ok(err)
		same(k, "none", len(got), 0)
		k.ok(k.SaveFiledItems(k.Context(), map[string][]byte{"harbour-feed": {0, 1, 255}, "city-feed": {7}}))
		k.ok(k.SaveFiledItems(k.Context(), map[string][]byte{"city-feed": {8, 9}}))
		for source, want := range map[string][]byte{"harbour-feed": {0, 1, 255}, "city-feed": {8, 9}} {
			got, err := k.FiledItems(k.Context(), source)
			k.ok(err)
			same(k, source, got, want)
		}
	},
	"every field of the state of a source": func(k *kit) {
		var want feed.State
		for _, v := range reflect.ValueOf(&want).Elem().Fields() {
			if v.Type() == reflect.TypeFor[feed.Memory]() {
				continue
			}
			switch p := v.Addr().Interface().(type) {
			case *string:
				*p = "text"
			case *int:
				*p = 7
			case *time.Time:
				*p = at(7)
			default:
				k.Fatalf("the store does not know of fields of type %v", v.Type())
			}
		}
		want.Memory = feed.Memory{
			Address: "https://harbour.example/there", Sum: "f00", Gap: time.Hour, Newest: at(3), Items: 1, Usual: 2,
			Down: at(4), Searched: at(5), Gone: true, Hub: feed.Hub{URL: "https://hub.example/", Topic: "https://harbour.example/feed", Others: []string{"https://other.example/"}}, Pushed: at(6), Missed: at(7), Pace: feed.Pace{Every: time.Minute, SkipHours: 1 << 23, SkipDays: 1},
		}
		k.ok(k.SaveSourceState(k.Context(), "harbour-feed", want))
		got, err := k.SourceState(k.Context(), "harbour-feed")
		k.ok(err)
		same(k, "state", got, want)
	},
	"values by key": func(k *kit) {
		got, err := k.Get(k.Context(), "offset")
		k.ok(err)
		same(k, "none", got, "")
		k.ok(k.Put(k.Context(), "offset", "1"))
		k.ok(k.Put(k.Context(), "offset", "2"))
		got, err = k.Get(k.Context(), "offset")
		k.ok(err)
		same(k, "value", got, "2")
	},
	"the epoch": func(k *kit) {
		one, err := k.Epoch(k.Context())
		k.ok(err)
		two, err := k.Epoch(k.Context())
		k.ok(err)
		same(k, "the second time", two, one)
		if len(one) < 6 || len(one) > 10 || strings.Trim(one, "abcdefghijklmnopqrstuvwxyz0123456789") != "" {
			k.Errorf("epoch %q", one)
		}
	},
	"counts": func(k *kit) {
		got, err := k.Counts(k.Context())
		k.ok(err)
		same(k, "of nothing", got, commands.Counts{Deliveries: map[bot.State]int{}})
		id := k.file(1, "Dam holds")
		f := filingOf(article(2, "Dam still holds"))
		f.Story = id
		_, err = k.File(k.Context(), f)
		k.ok(err)
		for _, c := range []string{"a", "b", "c"} {
			k.follow(k.channel(c), "now", everything)
		}
		k.ok(k.Pause(k.Context(), place("c"), "gone", at(0)))
		k.owe(breaking(id, -3), breaking(8, -2), breaking(9, 10))
		ds := k.claim(0, 9)
		k.sent(ds[0], "m", 0)
		k.ok(k.Settle(k.Context(), ds[1].ID, delivery.Settlement{State: bot.Undecided, At: at(0)}))
		got, err = k.Counts(k.Context())
		k.ok(err)
		same(k, "counts", got, commands.Counts{
			Articles: 2, Stories: 1, Channels: 3, Paused: 1, Subscriptions: 3,
			Deliveries: map[bot.State]int{bot.Sent: 1, bot.Undecided: 1, bot.Owed: 4}, OldestOwed: at(-2),
		})
	},
}
