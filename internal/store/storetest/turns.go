package storetest

import (
	"time"

	"herald/articles"
	"herald/bot"
	"herald/bot/commands"
	"herald/bot/delivery"
	"herald/internal/store"
	"herald/scheduler/edition"
)

// turns are about who is served before whom.
var turns = tests{
	"breaking before lists before edits": func(k *kit) {
		id := k.file(1, "Dam breaks")
		k.follow(k.channel("edit"), "now", everything)
		k.owe(breaking(id, 0))
		k.sent(k.claimOne(0), "m", 0)
		k.withdraw(id, 1)
		k.follow(k.channel("list"), "list", everything)
		k.owe(listed(7, 2))
		k.follow(k.channel("news"), "now", everything)
		k.ok(k.Unsubscribe(k.Context(), k.channel("edit").ID, 1))
		k.owe(breaking(8, 3))
		k.ok(k.OweNotice(k.Context(), place("admins"), "notice/x", "A feed fails.", at(4), at(60)))
		same(k, "the first two", keys(k.claim(5, 2)), []string{"news breaking/story/8", "admins notice/x"})
		same(k, "the rest", keys(k.claim(5, 9)), []string{"list latest/list/7", "edit withdrawal/story/1"})
	},
	"what stands before a breaking story goes with it": func(k *kit) {
		k.follow(k.channel("a"), "list", everything)
		b := k.channel("b")
		k.follow(b, "list", everything)
		k.owe(listed(1, 0))
		k.follow(b, "now", everything)
		k.owe(breaking(2, 5))
		d := k.claim(5, 1)
		same(k, "first", keys(d), []string{"b latest/list/1"})
		k.sent(d[0], "m", 5)
		same(k, "then", keys(k.claim(5, 1)), []string{"b breaking/story/2"})
	},
	"one with many owed takes turns with the others": func(k *kit) {
		k.follow(k.channel("many"), "now", everything)
		k.owe(breaking(1, 0), breaking(2, 0), breaking(3, 0))
		for _, id := range []string{"a", "b"} {
			k.follow(k.channel(id), "late", everything)
		}
		late := breaking(9, 1)
		late.Schedule = "late"
		k.owe(late)
		var order []string
		for minute := 2; minute < 7; minute++ {
			ds := k.claim(minute, 1)
			order = append(order, keys(ds)...)
			k.sent(ds[0], "m", minute)
		}
		same(k, "order", order, []string{
			"many breaking/story/1", "a breaking/story/9", "b breaking/story/9", "many breaking/story/2", "many breaking/story/3",
		})
	},
	"who got nothing after all is served first": func(k *kit) {
		for _, id := range []string{"a", "b"} {
			k.follow(k.channel(id), "now", everything)
		}
		k.owe(breaking(1, 0))
		d := k.claim(1, 1)[0]
		same(k, "first", keys([]bot.Delivery{d}), []string{"a breaking/story/1"})
		k.ok(k.Settle(k.Context(), d.ID, delivery.Settlement{State: bot.Owed, NotBefore: at(0), At: at(1), Untried: true, Claim: d.Claim}))
		same(k, "then", keys(k.claim(2, 1)), []string{"a breaking/story/1"})
	},
	"the backlog by class": func(k *kit) {
		c := k.channel("a")
		k.follow(c, "now", everything)
		k.follow(c, "list", everything)
		k.owe(breaking(1, -3), breaking(2, -2), listed(3, 9))
		k.claim(0, 1)
		got, err := k.Backlog(k.Context())
		k.ok(err)
		same(k, "backlog", got, []delivery.Backlog{
			{Platform: bot.Discord, Class: bot.ClassBreaking, Owed: 2, Oldest: at(-3)},
			{Platform: bot.Discord, Class: bot.ClassList, Later: 1},
		})
		k.ok(k.Pause(k.Context(), place("a"), "gone", at(5)))
		got, err = k.Backlog(k.Context())
		k.ok(err)
		same(k, "of a paused channel", len(got), 0)
	},
}

// begin begins a delivery that was claimed, and reports whether it still was.
func (k *kit) begin(d bot.Delivery, minute int) bool {
	k.Helper()
	own, err := k.Begin(k.Context(), []bot.Delivery{d}, at(minute))
	k.ok(err)
	return len(own) == 1 && own[0] == d.ID
}

// beginnings are about attempts whose end nobody has written down.
var beginnings = tests{
	"one that was claimed and not begun was certainly not sent": func(k *kit) {
		k.follow(k.channel("a"), "now", everything)
		k.owe(breaking(1, 0))
		k.claimOne(0)
		same(k, "begun", k.claimOne(1).Begun, never)
	},
	"one that was begun is given with its time, the first": func(k *kit) {
		k.follow(k.channel("a"), "now", everything)
		k.owe(breaking(1, 0))
		same(k, "own", k.begin(k.claimOne(0), 0), true)
		d := k.claimOne(1)
		same(k, "begun", d.Begun, at(0))
		same(k, "own", k.begin(d, 1), true)
		same(k, "begun", k.claimOne(2).Begun, at(0))
	},
	"one that may have been sent goes before all others": func(k *kit) {
		k.follow(k.channel("lists"), "list", everything)
		k.follow(k.channel("lists too"), "list", everything)
		k.owe(listed(1, 0), listed(2, 0))
		for _, d := range k.claim(0, 2) {
			k.begin(d, 0)
			if d.Channel.Address.ID == "lists too" { // its answer was lost
				k.ok(k.Settle(k.Context(), d.ID, delivery.Settlement{State: bot.Owed, NotBefore: at(1), At: at(0), Perhaps: true}))
			}
		}
		k.follow(k.channel("news"), "now", everything)
		k.owe(breaking(3, 0))
		k.none(-1)
		same(k, "while they wait", keys(k.claim(0, 9)), []string{"news breaking/story/3"})
		same(k, "then", keys(k.claim(1, 2)), []string{"lists latest/list/1", "lists too latest/list/1"})
		same(k, "one a channel", keys(k.claim(1, 9)), []string{"news breaking/story/3"})
	},
	"beginning leaves the lease as it is": func(k *kit) {
		k.follow(k.channel("a"), "now", everything)
		k.owe(breaking(1, 0))
		d := k.claimOne(0)
		own, err := k.Begin(k.Context(), []bot.Delivery{d}, at(0).Add(30*time.Second))
		k.ok(err)
		same(k, "own", own, []bot.DeliveryID{d.ID})
		k.next(at(1))
	},
	"what another has claimed since is not begun": func(k *kit) {
		k.follow(k.channel("a"), "now", everything)
		k.owe(breaking(1, 0))
		old := k.claimOne(0)
		young := k.claimOne(1)
		same(k, "the slow one's", k.begin(old, 1), false)
		same(k, "the other's", k.begin(young, 1), true)
		k.sent(young, "m", 1)
		same(k, "what was sent", k.begin(young, 1), false)
	},
	"an end forgets it, unless something may have been sent": func(k *kit) {
		k.follow(k.channel("a"), "now", everything)
		k.owe(breaking(1, 0))
		for _, perhaps := range []bool{false, true} {
			d := k.claimOne(0)
			same(k, "begun", d.Begun, never)
			k.begin(d, 0)
			k.ok(k.Settle(k.Context(), d.ID, delivery.Settlement{State: bot.Owed, NotBefore: at(0), At: at(0), Perhaps: perhaps}))
		}
		same(k, "begun", k.claimOne(0).Begun, at(0))
	},
}

// uncertain settles the one delivery that may go out as uncertain.
func (k *kit) uncertain(minute int) bot.Delivery {
	k.Helper()
	d := k.claimOne(minute)
	k.ok(k.Settle(k.Context(), d.ID, delivery.Settlement{State: bot.Undecided, Reason: "the line broke", At: at(minute)}))
	return d
}

// doubts are about deliveries that were perhaps sent, and about forgetting.
var doubts = tests{
	"uncertain ones are listed, and sent again when asked": func(k *kit) {
		k.follow(k.channel("a"), "now", everything)
		f := breaking(1, 0)
		f.Expires = at(30)
		k.owe(f, breaking(2, 0))
		first, second := k.uncertain(0), k.uncertain(0)
		some, all, err := k.Doubtful(k.Context(), 1)
		k.ok(err)
		same(k, "how many", all, 2)
		same(k, "the newest", keys(some), keys([]bot.Delivery{second}))
		d, err := k.Resend(k.Context(), first.ID, at(99))
		k.ok(err)
		same(k, "key", d.Key, first.Key)
		again := k.claimOne(99)
		same(k, "claimed", again.ID, first.ID)
		same(k, "expires no more", again.Expires, never)
		same(k, "attempts", again.Attempts, 0)
		_, err = k.Resend(k.Context(), first.ID, at(99))
		k.is(err, commands.ErrNotUncertain)
		_, err = k.Resend(k.Context(), 999, at(99))
		k.is(err, commands.ErrNotUncertain)
	},
	"not to a paused channel": func(k *kit) {
		k.follow(k.channel("a"), "now", everything)
		k.owe(breaking(1, 0))
		d := k.uncertain(0)
		k.ok(k.Pause(k.Context(), place("a"), "gone", at(1)))
		if _, err := k.Resend(k.Context(), d.ID, at(1)); err == nil {
			k.Error("sent again")
		}
		same(k, "state", k.delivery(d.ID).State, bot.Undecided)
	},
	"what is settled is forgotten after a while, and the rest kept": func(k *kit) {
		c := k.channel("a")
		k.follow(c, "now", everything)
		for n := range 3 {
			k.owe(breaking(articles.StoryID(n+1), n*10))
			k.sent(k.claimOne(n*10), "m", n*10)
		}
		k.owe(breaking(9, 5)) // still owed
		for _, minute := range []int{0, 10} {
			_, err := k.Owe(k.Context(), edition.Tick{Schedule: "now", At: at(minute)}, nil)
			k.ok(err)
		}
		_, err := k.Owe(k.Context(), edition.Tick{Schedule: "old", At: at(0)}, nil)
		k.ok(err)
		n, err := k.Prune(k.Context(), at(15))
		k.ok(err)
		same(k, "forgotten", n, 2)
		same(k, "left", keys(k.all(store.DeliveryFilter{})), []string{"a breaking/story/9", "a breaking/story/3"})
		for schedule, want := range map[string]time.Time{"now": at(10), "old": at(0)} {
			last, err := k.LastTick(k.Context(), schedule)
			k.ok(err)
			same(k, "last tick of "+schedule, last, want)
		}
		n, err = k.Prune(k.Context(), at(15))
		k.ok(err)
		same(k, "forgotten the second time", n, 0)
	},
}
