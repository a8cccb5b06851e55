package storetest

import (
	"time"

	"herald/articles"
	"herald/bot"
)

var archive = tests{
	"articles of a time, in the order filed": func(k *kit) {
		k.file(3, "Third to appear, first filed")
		k.file(1, "First to appear")
		k.file(2, "Second to appear")
		titles := func(from, to time.Time) (all []string) {
			list, err := k.Archive(k.Context(), from, to)
			k.ok(err)
			for _, a := range list {
				all = append(all, a.Title)
			}
			return all
		}
		same(k, "all", titles(time.Time{}, time.Time{}), []string{"Third to appear, first filed", "First to appear", "Second to appear"})
		same(k, "some", titles(at(2), at(3)), []string{"Second to appear"})
		list, err := k.Archive(k.Context(), at(1), at(2))
		k.ok(err)
		same(k, "everything of them", list, []articles.Article{article(1, "First to appear")})
	},
	"subscribers are those who subscribe and are there": func(k *kit) {
		here, gone := k.channel("here"), k.channel("gone")
		k.channel("silent")
		k.follow(here, "now", everything)
		k.follow(gone, "now", everything)
		k.ok(k.Pause(k.Context(), gone.Address, "blocked", at(1)))
		list, err := k.Subscribers(k.Context())
		k.ok(err)
		same(k, "subscribers", list, []bot.Channel{here})
	},
}
