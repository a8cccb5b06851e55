package storetest

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"time"

	"herald/articles"
	"herald/articles/desk"
	"herald/bot"
	"herald/bot/delivery"
	"herald/scheduler/edition"
)

// crowd runs f in n goroutines at once.
func crowd(n int, f func(i int)) {
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() { f(i) })
	}
	wg.Wait()
}

var concurrency = tests{
	"no delivery is claimed twice": func(k *kit) {
		const chats, posts = 12, 8
		for c := range chats {
			k.follow(k.channel(fmt.Sprint(c)), "now", everything)
		}
		for p := range posts {
			k.owe(breaking(articles.StoryID(p+1), 0))
		}
		var mu sync.Mutex
		seen := map[bot.DeliveryID]int{}
		last := map[bot.ChannelID]bot.DeliveryID{}
		crowd(8, func(int) {
			for {
				ds, err := k.Claim(k.Context(), bot.Discord, at(0), time.Hour, 5)
				if err != nil {
					k.Error(err)
					return
				}
				mu.Lock()
				for _, d := range ds {
					seen[d.ID]++
					if last[d.Channel.ID] > d.ID {
						k.Errorf("channel %v: %v after %v", d.Channel, d.ID, last[d.Channel.ID])
					}
					last[d.Channel.ID] = d.ID
				}
				done := len(seen) == chats*posts
				mu.Unlock()
				for _, d := range ds {
					if err := k.Settle(k.Context(), d.ID, delivery.Settlement{State: bot.Sent, Message: "m", At: at(0)}); err != nil {
						k.Error(err)
						return
					}
				}
				if done {
					return
				}
			}
		})
		for id, n := range seen {
			if n != 1 {
				k.Errorf("delivery %v was claimed %d times", id, n)
			}
		}
	},
	"an article is filed once": func(k *kit) {
		var mu sync.Mutex
		filed := 0
		crowd(8, func(i int) {
			a := article(1, "Dam holds")
			if i%2 == 0 {
				a.ID = fmt.Sprint("other-", i) // the same link
			}
			_, err := k.File(k.Context(), filingOf(a))
			mu.Lock()
			defer mu.Unlock()
			switch {
			case err == nil:
				filed++
			case !errors.Is(err, desk.ErrConflict):
				k.Error(err)
			}
		})
		same(k, "filed", filed, 1)
		counts, err := k.Counts(k.Context())
		k.ok(err)
		same(k, "stories", counts.Stories, 1)
	},
	"a call that is given up changes nothing or everything": func(k *kit) {
		id := k.file(1, "Dam holds")
		filed := 1
		for n := range 60 {
			ctx, cancel := context.WithCancel(k.Context())
			f := filingOf(article(n+2, "Dam still holds"))
			f.Story = id
			var wg sync.WaitGroup
			wg.Go(func() {
				for range n * 20 {
					runtime.Gosched()
				}
				cancel()
			})
			if _, err := k.File(ctx, f); err == nil {
				filed++
			} else if !errors.Is(err, context.Canceled) {
				k.Error(err)
			}
			wg.Wait()
		}
		s, err := k.Story(k.Context(), id)
		k.ok(err)
		// A commit may have gone through just before it was given up.
		if len(s.Articles) < filed {
			k.Errorf("%d articles are there, %d were filed", len(s.Articles), filed)
		}
		for _, a := range s.Articles {
			same(k, a.ID, a.Authors, []string{"A. Writer"})
		}
	},
	"a tick runs once": func(k *kit) {
		k.follow(k.channel("a"), "now", everything)
		var mu sync.Mutex
		owed := 0
		crowd(8, func(i int) {
			n, err := k.Owe(k.Context(), edition.Tick{Schedule: "now", At: at(1)}, []edition.Fanout{breaking(articles.StoryID(i+1), 0)})
			if err != nil && !errors.Is(err, edition.ErrTicked) {
				k.Error(err)
			}
			mu.Lock()
			owed += n
			mu.Unlock()
		})
		same(k, "owed", owed, 1)
	},
	"an update is first once, a channel known once": func(k *kit) {
		var mu sync.Mutex
		firsts, numbers := 0, map[bot.ChannelID]bool{}
		crowd(8, func(int) {
			first, err := k.KeepUpdate(k.Context(), bot.Telegram, 7, []byte("{}"))
			if err != nil {
				k.Error(err)
			}
			c, err := k.SaveChannel(k.Context(), bot.Channel{Address: place("a")})
			if err != nil {
				k.Error(err)
			}
			mu.Lock()
			defer mu.Unlock()
			numbers[c.ID] = true
			if first {
				firsts++
			}
		})
		same(k, "firsts", firsts, 1)
		same(k, "channels", len(numbers), 1)
	},
}
