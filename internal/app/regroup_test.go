package app_test

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"herald/bot/discord/discordtest"
	"herald/bot/telegram/telegramtest"
)

// reporters write one article each.
type reporter struct{ publisher, title, text string }

// reports drops an article file of each, one after the other.
func (w *town) reports(t *testing.T, all ...reporter) {
	t.Helper()
	for _, r := range all {
		name := strings.ReplaceAll(r.publisher, " ", "") + strconv.Itoa(len(r.title)) + ".md"
		w.drop(t, name, piece(r.publisher, name, "", "'"+r.title+"'", r.text))
		w.awaitRead(t, name)
	}
}

// busy fills the open stories, so that what is rare can be told from what is not.
func (w *town) busy(t *testing.T) {
	t.Helper()
	for i := range 40 {
		w.drop(t, fmt.Sprintf("harvest%d.md", i), piece("Inland News", fmt.Sprint("h", i), "",
			fmt.Sprintf("harvest%d festival%d begins%d", i, i, i), "No more is known."))
	}
	for i := range 40 {
		w.awaitRead(t, fmt.Sprintf("harvest%d.md", i))
	}
}

// afterAWhile stops Herald, and starts it when the edits of posts are due.
func (w *town) afterAWhile(t *testing.T, late *time.Duration) {
	t.Helper()
	if err := w.stop(); err != nil {
		t.Fatal(err)
	}
	*late += 5 * time.Minute
	w.start(t)
}

// rooms are three channels of a platform.
type rooms struct{ both, first, second *side }

// threeRooms makes them on both platforms.
func (w *town) threeRooms() []rooms {
	guild, both := w.discord.NewGuild("Regrouped")
	there := rooms{both: w.onDiscord(both)}
	there.first = w.onDiscord(w.discord.NewChannel(guild, "first", discordtest.Text))
	there.second = w.onDiscord(w.discord.NewChannel(guild, "second", discordtest.Text))
	chat := func(id int64, title string) *side {
		w.telegram.AddChat(telegramtest.Chat{ID: id, Type: telegramtest.Supergroup, Title: title})
		w.telegram.SetRole(id, tina, telegramtest.Administrator)
		return w.onChat(id)
	}
	return []rooms{there, {chat(group-1, "Both"), chat(group-2, "First"), chat(group-3, "Second")}}
}

// subscribed says a line in a channel and waits until it is answered.
func (s *side) subscribed(t *testing.T, line, answer string) {
	t.Helper()
	s.say(t, line)
	s.await(t, answer)
}

// ages are how old a story is, as either platform shows it.
var ages = regexp.MustCompile(`just now|\d+ (min|h) ago|t:\d+:\w`)

// told are the messages of a channel in which a word stands, all ages alike and
// without blank lines.
func (s *side) told(word string) (all []string) {
	for _, m := range s.shown() {
		if strings.Contains(m.text, word) {
			all = append(all, ages.ReplaceAllString(strings.ReplaceAll(m.text, "\n\n", "\n"), "AGE"))
		}
	}
	return all
}

// awaitTold waits until exactly these messages with a word in them are shown.
func (s *side) awaitTold(t *testing.T, word string, want ...string) {
	t.Helper()
	ctx, cancel := soon(t)
	defer cancel()
	if err := s.until(ctx, func() bool { return slices.Equal(s.told(word), want) }); err != nil {
		t.Errorf("%s %s shows\n%s\nwant\n%s", s.name, s.id, strings.Join(s.told(word), "\n--\n"), strings.Join(want, "\n--\n"))
	}
}

// TestTwoStoriesTurnOutToBeOne: two first reports are posted as two stories, and a
// third one shows that they are one. Who had one post keeps it, and it tells the
// one story; who had both is led from the second to the first.
func TestTwoStoriesTurnOutToBeOne(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	late := time.Duration(0)
	w.now = func() time.Time { return time.Now().Add(late) }
	w.start(t)
	w.busy(t)
	all := w.threeRooms()
	for _, r := range all {
		r.both.subscribed(t, "/subscribe breaking", "Subscribed")
		r.first.subscribed(t, "/subscribe breaking", "Subscribed")
	}
	w.reports(t, reporter{
		"Harbour Post", "BREAKING: Explosion heard near Kestrel quay",
		"Windows broke in the old town of Kestrel shortly after six. Fire engines went to the grain quay.",
	})
	for _, r := range all {
		r.both.await(t, "BREAKING · Explosion heard")
		r.first.await(t, "BREAKING · Explosion heard")
		r.first.subscribed(t, "/unsubscribe breaking", "Nothing more is posted here")
		r.second.subscribed(t, "/subscribe breaking", "Subscribed")
	}
	w.reports(t, reporter{
		"Coast Times", "BREAKING: Silo collapses in port, workers missing",
		"A grain silo fell in on itself at the northern terminal. Three workers were not accounted for in the evening.",
	})
	for _, r := range all {
		r.both.await(t, "BREAKING · Silo collapses")
		r.second.await(t, "BREAKING · Silo collapses")
	}
	w.settled(t)
	w.reports(t, reporter{
		"Island Herald", "Grain silo explosion at Kestrel quay: three workers missing",
		"An explosion broke windows in the old town of Kestrel shortly after six, when a grain silo at the northern terminal of the quay fell in. Three workers were missing, fire engines were at the quay.",
	})
	w.awaitLog(t, "stories grouped anew")
	w.settled(t)
	w.afterAWhile(t, &late)

	for _, r := range all {
		post := "BREAKING · Explosion heard near Kestrel quay\nWindows broke in the old town of Kestrel shortly after six. Fire engines went to the grain quay.\n" +
			"Harbour Post · also: Coast Times, Island Herald · 3 independent voices · AGE · story 41"
		led := "Explosion heard near Kestrel quay\nThis is now told in story 41, posted here as well.\n" +
			"Harbour Post · also: Coast Times, Island Herald · 3 independent voices · AGE · story 41"
		r.both.awaitTold(t, "story 4", post, led)
		r.first.awaitTold(t, "story 4", post)
		r.second.awaitTold(t, "story 4", post)
	}
	w.settled(t)
	for _, s := range w.sides {
		s.say(t, "/story 42 timeline")
		s.await(t, "Explosion heard near Kestrel quay", "Story 42 turned out to be the same: “Silo collapses in port, workers missing”")
	}
	w.sides[1].say(t, "/delete 42 A test.")
	w.sides[1].await(t, "Story 42 is withdrawn; its 8 posts are being deleted")
	for _, r := range all {
		for _, s := range []*side{r.both, r.first, r.second} {
			s.awaitNone(t, "story 4")
		}
	}
	w.settled(t)
}

// TestStoryTurnsOutToBeTwo: what a second publisher tells seems to be the story that
// was posted, until a third one tells the same; then it is a story of its own, and
// the post says so.
func TestStoryTurnsOutToBeTwo(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	late := time.Duration(0)
	w.now = func() time.Time { return time.Now().Add(late) }
	w.start(t)
	w.busy(t)
	for _, s := range w.sides {
		s.subscribed(t, "/subscribe breaking", "Subscribed")
	}
	post := func(tellers string) string {
		return "BREAKING · Warehouse fire at Varnholm harbour\n" +
			"A warehouse at the harbour of Varnholm burned on Tuesday. The fire brigade fought the fire with six engines.\n" +
			tellers + " · AGE · story 41"
	}
	w.reports(t, reporter{
		"Harbour Post", "BREAKING: Warehouse fire at Varnholm harbour",
		"A warehouse at the harbour of Varnholm burned on Tuesday. The fire brigade fought the fire with six engines.",
	})
	for _, s := range w.sides {
		s.awaitTold(t, "story 41", post("Harbour Post"))
	}
	w.reports(t, reporter{
		"Coast Times", "Hill school roof falls in at noon, pupils led out",
		"Teachers led all pupils out of the school in the hills of Varnholm, above the harbour.",
	})
	w.afterAWhile(t, &late)
	for _, s := range w.sides {
		s.awaitTold(t, "story 41", post("Harbour Post · also: Coast Times · 2 independent voices"))
	}
	w.reports(t, reporter{
		"Island Herald", "Pupils safe after hill school roof falls in",
		"Teachers led all pupils out as the roof of the hill school fell in at noon.",
	})
	w.awaitLog(t, "stories grouped anew")
	w.settled(t)
	w.afterAWhile(t, &late)
	for _, s := range w.sides {
		s.awaitTold(t, "story 41", post("Harbour Post"))
	}
	w.settled(t)
	for _, s := range w.sides {
		s.say(t, "/story 41 timeline")
		s.await(t, "What Coast Times, Island Herald told turned out to be another story, 42: “Hill school roof falls in at noon, pupils led out”")
		s.say(t, "/story 42 timeline")
		s.await(t, "Told in story 41 until then: “Warehouse fire at Varnholm harbour”", "Pupils safe after hill school roof falls in")
	}
	w.settled(t)
}
