package reliability_test

import (
	"cmp"
	"context"
	"math/rand/v2"
	"os"
	"testing"
	"time"

	"herald/bot/discord/discordtest"
	"herald/bot/telegram/telegramtest"
)

// The size of the short form of TestChaos: so many channels on each platform,
// each owed so many breaking posts and lists.
const (
	chaosRooms, chaosPeople  = 40, 24
	chaosBreaking, chaosList = 7, 6
)

// patience is how long the short form may take for what has to happen; on a busy
// machine that is long.
const patience = 4 * time.Minute

// longPatience is that of the long form: a group takes 20 posts a minute.
const longPatience = 15 * time.Minute

// TestChaos runs the real program in front of servers that keep going wrong,
// kills it at every step of a delivery's life and at random, and looks at what
// people see in the end: every post, on Discord once, on Telegram again only where
// it was in doubt and is to be sent again, in order.
func TestChaos(t *testing.T) {
	if testing.Short() {
		t.Skip("takes half a minute")
	}
	c := newChaos(t)
	if *chaosTime > 0 {
		c.long(t)
	} else {
		c.short(t)
	}
	c.calm(t)
	c.verdict(t)
	c.checkAnswers(t)
}

// chaos is one run of TestChaos.
type chaos struct {
	*town
	dice   *rand.Rand
	seed   uint64
	reaper reaper
	// breaking and lists are how many of each are owed so far.
	breaking, lists int
	kills           map[point]int
	// policy is delivery.uncertain: what becomes of a post in doubt.
	policy string
	begun  time.Time
	incidents
}

func newChaos(t *testing.T) *chaos {
	seed := *chaosSeed
	if seed == 0 {
		seed = rand.Uint64()
	}
	policy := cmp.Or(*chaosHold, []string{"breaking", "hold", "resend"}[seed%3])
	t.Logf("seed: -chaos.seed %d -chaos.uncertain %s", seed, policy)
	c := &chaos{
		town: newTown(t, chaosRooms, chaosPeople), seed: seed, dice: rand.New(rand.NewPCG(seed, 0)),
		kills: map[point]int{}, begun: time.Now(), policy: policy,
	}
	must(t, os.WriteFile(c.config, []byte(c.yaml()+"delivery: {uncertain: "+policy+"}\n"), 0o600))
	c.reaper.watch(c.town)
	c.unleash()
	c.telegram.AddPerson(asker)
	return c
}

// unleash makes every kind of thing go wrong, each now and then.
func (c *chaos) unleash() {
	c.discord.Unleash(discordtest.Chaos{
		Seed: c.seed, RetryAfter: 300 * time.Millisecond, Slowness: time.Second, Latency: 10 * time.Millisecond,
		Rates: map[discordtest.Trouble]float64{
			discordtest.LimitedHere: .01, discordtest.LimitedShared: .01, discordtest.LimitedAll: .003, discordtest.Blocked: .002,
			discordtest.Broken: .01, discordtest.BadGateway: .005, discordtest.Cut: .01, discordtest.Processed: .01,
			discordtest.Truncated: .005, discordtest.LostGateway: .005, discordtest.Slow: .02,
		},
	})
	c.telegram.Unleash(telegramtest.Chaos{
		Seed: c.seed, Slowness: time.Second, Latency: 10 * time.Millisecond,
		Rates: map[telegramtest.Trouble]float64{
			telegramtest.Limited: .005, telegramtest.Broken: .01, telegramtest.BadGateway: .005, telegramtest.Cut: .005,
			telegramtest.Processed: .01, telegramtest.Truncated: .005, telegramtest.LostGateway: .005, telegramtest.Slow: .02,
		},
	})
}

// short ends the program once or twice at every point.
func (c *chaos) short(t *testing.T) {
	deck := append(append([]point{}, points...), atWrite, atWrite, atTelegramWorked, atDiscordWorked)
	c.dice.Shuffle(len(deck), func(i, j int) { deck[i], deck[j] = deck[j], deck[i] })
	c.lists = chaosList
	c.oweLists(t, 1, chaosList)
	for i, at := range deck {
		if i == len(deck)/2 {
			c.partings()
		}
		if c.breaking < chaosBreaking {
			c.breaking++
			c.breaks(t, c.breaking)
		}
		c.life(t, at)
		c.ledger.pass(t)
	}
	for c.breaking < chaosBreaking {
		c.breaking++
		c.breaks(t, c.breaking)
	}
}

// long goes on as long as was asked for, and waits for leases as people must.
func (c *chaos) long(t *testing.T) {
	for time.Since(c.begun) < *chaosTime {
		if time.Since(c.begun) > *chaosTime/2 {
			c.partings()
		}
		// Owe no more than the platforms take.
		if c.ledger.pending(t) < 1000 {
			c.lists += 2
			c.oweLists(t, c.lists-1, c.lists)
			c.breaking++
			c.breaks(t, c.breaking)
		}
		c.life(t, points[c.dice.IntN(len(points))])
	}
}

// life is one run of the program until it is ended at a point.
func (c *chaos) life(t *testing.T, at point) {
	n := 1 + c.dice.IntN(60)
	defer func(begun time.Time) {
		t.Logf("%s (%d): %v, %d pending", at, n, time.Since(begun).Round(time.Millisecond), c.ledger.pending(t))
	}(time.Now())
	if at == atStart {
		n = 1 + c.dice.IntN(3)
	}
	var p *process
	started := make(chan struct{})
	dead := c.reaper.arm(at, n, func() {
		<-started
		if at != atTerm {
			p.kill()
		}
	})
	p = c.start(t)
	close(started)
	c.disturb()
	c.ask()
	select {
	case <-dead:
		c.kills[at]++
	case <-p.exited:
		select {
		case <-dead:
			c.kills[at]++
		case <-time.After(patience): // the reaper tells when it has seen the end
			t.Fatalf("the program ended by itself: %v\n%s", p.err, p.log.Tail(40))
		}
	case <-time.After(10 * time.Second): // it has nothing left to do that would lead to that point
		c.reaper.disarm()
	}
	if at == atTerm {
		p.stop(t)
	}
	p.kill()
}

// calm ends all trouble, lets the program finish and stops it in order.
func (c *chaos) calm(t *testing.T) {
	c.reaper.disarm()
	c.discord.Unleash(discordtest.Chaos{})
	c.telegram.Unleash(telegramtest.Chaos{})
	p := c.start(t)
	limit := patience
	if *chaosTime > 0 {
		limit = longPatience
	}
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	defer cancel()
	begun := time.Now()
	done := func() bool {
		return c.ledger.pending(t) == 0 && c.telegram.Unconfirmed() == 0 &&
			c.ledger.count(t, `SELECT COUNT(DISTINCT key) FROM deliveries WHERE kind = 'breaking'`) == c.breaking
	}
	if !c.ledger.until(ctx, done) {
		t.Errorf("%d deliveries and %d updates are still pending; %d of %d stories broke; the log ends:\n%s",
			c.ledger.pending(t), c.telegram.Unconfirmed(),
			c.ledger.count(t, `SELECT COUNT(DISTINCT key) FROM deliveries WHERE kind = 'breaking'`), c.breaking, p.log.Tail(40))
	}
	t.Logf("calm: %v", time.Since(begun).Round(time.Millisecond))
	p.stop(t)
}
