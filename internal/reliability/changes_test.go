package reliability_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"herald/bot/discord/discordtest"
	"herald/bot/telegram/telegramtest"
)

// TestKilledWhileChanging kills the program at every step of what follows a post, or
// comes before it: the question to the editors, their decision, a correction with its
// edits and answers, and the deletion of it all. In the end everybody sees what was
// meant, on Discord once.
func TestKilledWhileChanging(t *testing.T) {
	if testing.Short() {
		t.Skip("starts the program a hundred times")
	}
	for _, at := range []point{
		atWrite, atTelegramArrived, atTelegramWorked, atTelegramAnswer, atDiscordArrived, atDiscordWorked, atDiscordAnswer,
	} {
		t.Run(string(at), func(t *testing.T) {
			o := newOffice(t, at)
			o.step(t, "the question", o.drop("BREAKING: "+wrong, ""), o.shows("BREAKING? · "+wrong, o.desks...))
			o.step(t, "the decision", o.press("Post"),
				o.shows("BREAKING · "+wrong, o.readers...), o.shows("POSTED · "+wrong, o.desks...))
			o.step(t, "the correction", o.drop("BREAKING: "+right, "correction: Two are missing, not twelve.\n"),
				o.shows("BREAKING · "+right, o.readers...), o.shows("CORRECTION · "+right, o.readers...))
			o.step(t, "the deletion", o.say("/delete 1 It did not happen."),
				o.showsNothing("BREAKING · "+right, o.readers...), o.showsNothing("CORRECTION · "+right, o.readers...))
		})
	}
}

// The headlines of the one story.
const (
	wrong = "Dam above Vellin breaks, 12 missing"
	right = "Dam above Vellin breaks, 2 missing"
)

// office is a town with editors who are asked about every breaking story, and a
// program that is killed at one point again and again.
type office struct {
	*town
	at     point
	reaper reaper
	// desks are the admin channels, readers the subscribed ones.
	desks, readers []place
	// again is how often Telegram may show something twice, because it was on its
	// way at a kill.
	again int
}

// place is a channel: what people see in it.
type place struct {
	name  string
	texts func() []string
	once  bool
}

// editor is asked on Telegram.
var editor = telegramtest.User{ID: 77, Name: "Editor"}

func newOffice(t *testing.T, at point) *office {
	o := &office{town: newTown(t, 3, 3), at: at}
	room := o.discord.NewChannel(o.guild, "office", discordtest.Text)
	o.telegram.AddPerson(editor)
	must(t, os.WriteFile(o.config, []byte(o.yaml()+fmt.Sprintf(`
breaking: {approve: true}
delivery: {uncertain: resend}
admins: [{platform: telegram, id: "%[1]d"}]
admin_channels: [{platform: telegram, id: "%[1]d"}, {platform: discord, id: "%[2]s"}]
`, editor.ID, room)), 0o600))
	o.desks = []place{o.inRoom(room), o.inChat(editor.ID)}
	for _, id := range o.rooms {
		o.readers = append(o.readers, o.inRoom(id))
	}
	for _, id := range o.people {
		o.readers = append(o.readers, o.inChat(id))
	}
	o.reaper.watch(o.town)
	return o
}

func (o *office) inRoom(id string) place {
	return place{"discord:" + id, func() (all []string) {
		for _, m := range o.discord.Messages(id) {
			all = append(all, m.Text())
		}
		return all
	}, true}
}

func (o *office) inChat(id int64) place {
	return place{"telegram:" + strconv.FormatInt(id, 10), func() (all []string) {
		for _, m := range o.telegram.Messages(id, 0) {
			all = append(all, m.Text)
		}
		return all
	}, false}
}

// drop puts the article in the folder, or another version of it in its place.
func (o *office) drop(title, more string) func(*testing.T) {
	return func(t *testing.T) {
		text := fmt.Sprintf("---\nid: dam\ntitle: %q\npublisher: Our Desk\n%s---\n%s.\n", title, more, gibberish(1, 30))
		name := filepath.Join(o.inbox, "dam.md")
		must(t, os.WriteFile(name+".tmp", []byte(text), 0o600))
		must(t, os.Rename(name+".tmp", name))
	}
}

// press presses a button under the question on Telegram, say types a command there:
// Telegram keeps both until they are handled.
func (o *office) press(label string) func(*testing.T) {
	return func(*testing.T) { o.telegram.Press(editor.ID, 0, editor, label) }
}

func (o *office) say(text string) func(*testing.T) {
	return func(*testing.T) { o.telegram.Type(editor.ID, 0, editor, text) }
}

// finding is what some places should show.
type finding struct {
	text   string
	places []place
	none   bool
}

func (o *office) shows(text string, at ...place) finding        { return finding{text, at, false} }
func (o *office) showsNothing(text string, at ...place) finding { return finding{text, at, true} }

// wrong says where something else is shown, empty for nowhere. Telegram may show
// things so many times more.
func (f finding) wrong(again int) string {
	for _, p := range f.places {
		texts := p.texts()
		n := 0
		for _, text := range texts {
			if strings.Contains(text, f.text) {
				n++
			}
		}
		least, most := 1, 1
		if f.none {
			least, most = 0, 0
		}
		if !p.once {
			most += again
		}
		if n < least || n > most {
			return fmt.Sprintf("%s shows %q %d times, want %d to %d; it shows\n%s", p.name, f.text, n, least, most, strings.Join(texts, "\n--\n"))
		}
	}
	return ""
}

// kills is how often the program is killed in each step: once for what comes at
// once, and once for what comes later.
const kills = 2

// step makes something happen and kills the program twice on the way, at different
// calls; then it waits until all is as it should be. Between two lives time passes:
// leases end, and what was put off comes.
func (o *office) step(t *testing.T, name string, do func(*testing.T), want ...finding) {
	t.Helper()
	do(t)
	ended := 0
	for life, done := 0, false; !done && life < 10; life++ {
		n := 0
		switch {
		case life >= kills:
		case o.at == atWrite:
			n = 3 + 5*life
		default:
			n = 1 + 2*life
		}
		begun := time.Now()
		var killed bool
		killed, done = o.live(t, n, want)
		t.Logf("%s, life %d: %v, killed %v, done %v", name, life+1, time.Since(begun).Round(time.Millisecond), killed, done)
		if killed {
			ended++
			o.again++
		}
		o.ledger.pass(t)
		o.ledger.hasten(t)
	}
	if ended == 0 {
		t.Errorf("%s: the program never came to the point %q", name, o.at)
	}
	for _, f := range want {
		if text := f.wrong(o.again); text != "" {
			t.Errorf("%s: %s", name, text)
		}
	}
}

// live runs the program until it comes to the point for the n-th time (0: never) and
// is killed there, or everything is as it should be (done), or all that is owed
// still is owed for later.
func (o *office) live(t *testing.T, n int, want []finding) (killed, done bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	var dead <-chan struct{}
	victim := make(chan *process, 1)
	if n > 0 {
		dead = o.reaper.arm(o.at, n, func() {
			p := <-victim
			p.kill()
		})
	}
	p := o.start(t)
	victim <- p
	o.ledger.until(ctx, func() bool {
		select {
		case <-dead:
			killed = true
			return true
		default:
		}
		waiting := o.ledger.pending(t)
		done = waiting == 0 && !slices.ContainsFunc(want, func(f finding) bool { return f.wrong(o.again) != "" })
		return done || waiting > 0 && waiting == o.ledger.later(t)
	})
	if ctx.Err() != nil {
		for _, f := range want {
			t.Log(f.wrong(o.again))
		}
		t.Fatalf("after %v nothing more happens; the log ends:\n%s", patience, p.log.Tail(40))
	}
	o.reaper.disarm()
	p.kill()
	return killed, done
}
