package reliability_test

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// workers is how many messages the program has on their way at once at most on
// one platform: what a kill leaves in doubt.
const workers = 64

// seen are the marks that a channel shows, in the order shown.
type seen map[string][]string

// look collects what people see.
func (c *chaos) look() seen {
	w, all := c.town, seen{}
	for _, id := range w.rooms {
		for _, m := range w.discord.Messages(id) {
			all["discord:"+id] = append(all["discord:"+id], marks.FindAllString(m.Text(), -1)...)
		}
	}
	for _, id := range w.people {
		at := "telegram:" + strconv.FormatInt(id, 10)
		for _, m := range w.telegram.Messages(id, 0) {
			all[at] = append(all[at], marks.FindAllString(m.Text, -1)...)
		}
	}
	if c.moved != 0 { // its history goes with it
		at, to := "telegram:"+strconv.Itoa(group), "telegram:"+strconv.FormatInt(c.moved, 10)
		for _, m := range w.telegram.Messages(c.moved, 0) {
			all[at] = append(all[at], marks.FindAllString(m.Text, -1)...)
		}
		all[to] = all[at]
	}
	return all
}

// account is what came of all that was owed.
type account struct {
	owed, shown, lost, uncertain, dropped int
	// twice are posts shown more than once, by platform and kind.
	twice    map[string]int
	disorder int
}

func (c *chaos) verdict(t *testing.T) {
	all := c.look()
	a := account{twice: map[string]int{}}
	entries := c.ledger.entries(t)
	expected := (c.breaking + c.lists) * (len(c.rooms) + len(c.people))
	if c.parted {
		// Those who left may not have been owed what came later.
		expected -= 2 * (c.breaking + c.lists)
		for _, e := range entries {
			if c.left(e.platform + ":" + e.address) {
				expected++
			}
		}
	}
	if len(entries) != expected {
		t.Errorf("%d deliveries in the ledger, want %d", len(entries), expected)
	}
	c.tally(t, &a, all, entries)
	telegram, discord := c.telegram.Tally(), c.discord.Tally()
	kills := 0
	for _, n := range c.kills {
		kills += n
	}
	t.Logf("%d deliveries in %v, %d ends: %v", a.owed, time.Since(c.begun).Round(time.Second), kills, c.kills)
	t.Logf("lost %d, out of order %d, uncertain %d, shown again %v, dropped where the bot was put out %d",
		a.lost, a.disorder, a.uncertain, a.twice, a.dropped)
	t.Logf("discord: %v; %v", discord, c.discord.Struck())
	t.Logf("telegram: %v; %v", telegram, c.telegram.Struck())
	doubt := telegram.Lost + kills*workers
	limits := map[string]int{}
	for _, kind := range []string{"breaking", "latest"} {
		if !c.holds(kind) {
			limits["telegram "+kind] = doubt
		}
	}
	for name, n := range a.twice {
		if n > limits[name] {
			t.Errorf("%d posts twice: %s, at most %d were in doubt", n, name, limits[name])
		}
	}
}

// holds reports whether a person decides about what is in doubt.
func (c *chaos) holds(kind string) bool {
	return c.policy == "hold" || c.policy == "breaking" && kind == "latest"
}

// tally compares the ledger with what people see.
func (c *chaos) tally(t *testing.T, a *account, all seen, entries []entry) {
	orders := map[string][]string{} // marks by channel and kind as they were owed
	titles := c.marksByKey(t)
	for _, e := range entries {
		a.owed++
		at := e.platform + ":" + e.address
		mark := titles[e.key]
		n := count(all[at], mark)
		switch {
		case e.state == "dropped" && c.left(at):
			a.dropped++
		case e.state == "uncertain" && e.platform == "telegram" && c.holds(e.kind):
			a.uncertain++ // a person decides; seen or not
		case e.state != "sent":
			t.Errorf("%s of %s ended as %s: %s", e.key, at, e.state, e.reason)
		case n == 0:
			a.lost++
			t.Errorf("%s was settled as sent to %s and is not there", e.key, at)
		}
		if n > 1 {
			a.twice[e.platform+" "+e.kind] += n - 1
		}
		if n > 0 {
			a.shown++
			orders[at+" "+e.kind] = append(orders[at+" "+e.kind], mark)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(orders)) {
		at, kind, _ := strings.Cut(name, " ")
		if got := firsts(all[at], kind[:1]); !slices.Equal(got, orders[name]) {
			a.disorder++
			t.Errorf("%s shows %v, was owed %v", name, got, orders[name])
		}
	}
}

// marksByKey finds the mark in the stories of every delivery.
func (c *chaos) marksByKey(t *testing.T) map[string]string {
	rows, err := c.ledger.db.QueryContext(t.Context(), `SELECT DISTINCT stories, key FROM deliveries`)
	must(t, err)
	defer func() { _ = rows.Close() }()
	byKey := map[string]string{}
	for rows.Next() {
		var stories, key string
		must(t, rows.Scan(&stories, &key))
		byKey[key] = c.markOf(t, stories)
	}
	must(t, rows.Err())
	return byKey
}

func (c *chaos) markOf(t *testing.T, stories string) string {
	var title string
	id := strings.Trim(stories, "[]")
	must(t, c.ledger.db.QueryRowContext(t.Context(), `SELECT title FROM articles WHERE story = ?`, id).Scan(&title))
	mark := marks.FindString(title)
	if mark == "" {
		t.Fatalf("story %s has no mark: %q", id, title)
	}
	return mark
}

func count(list []string, x string) (n int) {
	for _, y := range list {
		if x == y {
			n++
		}
	}
	return n
}

// firsts are the marks of one kind, each where it was shown first.
func firsts(list []string, kind string) (order []string) {
	for _, m := range list {
		if strings.HasPrefix(m, kind) && !slices.Contains(order, m) {
			order = append(order, m)
		}
	}
	return order
}
