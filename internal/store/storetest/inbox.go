package storetest

import (
	"herald/bot"
)

var inbox = tests{
	"an update is kept once": func(k *kit) {
		for _, c := range []struct {
			platform bot.PlatformName
			id       int64
			isNew    bool
		}{
			{bot.Telegram, 700, true}, {bot.Telegram, 701, true}, {bot.Telegram, 700, false},
			{bot.Discord, 700, true}, {bot.Telegram, 5, true}, {bot.Telegram, 701, false},
		} {
			isNew, err := k.KeepUpdate(k.Context(), c.platform, c.id, []byte("first"))
			k.ok(err)
			if isNew != c.isNew {
				k.Errorf("%s update %d: new %v, want %v", c.platform, c.id, isNew, c.isNew)
			}
		}
	},
	"a kept update is open until it is handled": func(k *kit) {
		for i, text := range []string{"seven", "five", "six"} {
			_, err := k.KeepUpdate(k.Context(), bot.Telegram, []int64{7, 5, 6}[i], []byte(text))
			k.ok(err)
		}
		k.ok(k.FinishUpdate(k.Context(), bot.Telegram, 5))
		isNew, err := k.KeepUpdate(k.Context(), bot.Telegram, 5, []byte("again"))
		k.ok(err)
		same(k, "new when handled", isNew, false)
		open, err := k.OpenUpdates(k.Context(), bot.Telegram, 10)
		k.ok(err)
		same(k, "open", open, [][]byte{[]byte("seven"), []byte("six")})
		open, err = k.OpenUpdates(k.Context(), bot.Telegram, 1)
		k.ok(err)
		same(k, "at most one", open, [][]byte{[]byte("seven")})
		open, err = k.OpenUpdates(k.Context(), bot.Discord, 10)
		k.ok(err)
		same(k, "elsewhere", len(open), 0)
	},
	"a handled update is remembered": func(k *kit) {
		_, err := k.KeepUpdate(k.Context(), bot.Telegram, 1, nil)
		k.ok(err)
		k.ok(k.FinishUpdate(k.Context(), bot.Telegram, 2))
		k.ok(k.FinishUpdate(k.Context(), bot.Telegram, 2))
		for id, want := range []bool{false, false, true, false} {
			handled, err := k.UpdateHandled(k.Context(), bot.Telegram, int64(id))
			k.ok(err)
			if handled != want {
				k.Errorf("update %d: handled %v, want %v", id, handled, want)
			}
		}
	},
}
