package reliability_test

import (
	"sync"

	"herald/bot/discord/discordtest"
	"herald/bot/telegram/telegramtest"
)

// point is a step in the life of a delivery at which the program can be killed.
type point string

// The points. At the database's writes it files, owes, claims and settles; at the
// calls it sends.
const (
	atStart           point = "while starting"
	atWrite           point = "database write"
	atTelegramArrived point = "telegram call sent, nothing done"
	atTelegramWorked  point = "telegram message shown, not answered"
	atTelegramAnswer  point = "telegram answered"
	atDiscordArrived  point = "discord call sent, nothing done"
	atDiscordWorked   point = "discord message shown, not answered"
	atDiscordAnswer   point = "discord answered"
	atTerm            point = "asked to stop in mid-broadcast"
)

var points = []point{
	atStart, atWrite, atTelegramArrived, atTelegramWorked, atTelegramAnswer,
	atDiscordArrived, atDiscordWorked, atDiscordAnswer, atTerm,
}

// reaper ends a process at the n-th time that it reaches a point. Whoever
// brought it there goes on only when the process is gone.
type reaper struct {
	mu    sync.Mutex
	armed point
	left  int
	dead  chan struct{}
	end   func()
}

// watch makes the reaper see all points of a town.
func (r *reaper) watch(w *town) {
	w.telegram.Intercept(func(m telegramtest.Moment, _ telegramtest.Call) {
		r.reach(map[telegramtest.Moment]point{
			telegramtest.Arrived: atTelegramArrived, telegramtest.Worked: atTelegramWorked, telegramtest.Answered: atTelegramAnswer,
		}[m])
	})
	w.discord.Intercept(func(m discordtest.Moment, _ string) {
		r.reach(map[discordtest.Moment]point{
			discordtest.Arrived: atDiscordArrived, discordtest.Worked: atDiscordWorked, discordtest.Answered: atDiscordAnswer,
		}[m])
	})
	w.ledger.onEach(func() { r.reach(atWrite) })
}

// arm orders the end of a process; the channel is closed when it is over.
func (r *reaper) arm(at point, n int, end func()) <-chan struct{} {
	r.mu.Lock()
	defer r.mu.Unlock()
	switch at {
	case atStart:
		at = atWrite // the first ones
	case atTerm:
		at = atDiscordAnswer
	}
	r.armed, r.left, r.end, r.dead = at, n, end, make(chan struct{})
	return r.dead
}

// disarm calls the order off.
func (r *reaper) disarm() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.armed = ""
}

func (r *reaper) reach(at point) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if at != r.armed {
		return
	}
	if r.left--; r.left > 0 {
		return
	}
	r.armed = ""
	r.end()
	close(r.dead)
}
