package discord

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"herald/bot"
	"herald/bot/bottest"
	"herald/bot/discord/discordtest"
)

// running is a platform that runs, with a host that records.
type running struct {
	*place
	host *bottest.Host
	done chan error
}

// start runs the platform until the test ends, and waits until it is ready.
func start(t *testing.T, p *place) *running {
	t.Helper()
	r := &running{place: p, host: bottest.NewHost(), done: make(chan error, 1)}
	r.goOn(t)
	if err := p.server.AwaitReady(soon(t), 1); err != nil {
		t.Fatalf("%v; the log says:\n%s", err, p.log)
	}
	return r
}

// goOn runs the platform until the test ends.
func (r *running) goOn(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	go func() { r.done <- r.Run(ctx, r.host) }()
	t.Cleanup(func() {
		cancel()
		select {
		case err := <-r.done:
			r.done <- err
			if err != nil && bot.FateOf(err).Fate != bot.Refused {
				t.Errorf("Run returned %v", err)
			}
			for _, secret := range []string{r.server.Token(), discordtest.InteractionSecret} {
				if strings.Contains(r.log.String(), secret) {
					t.Errorf("the log contains a token:\n%s", r.log)
				}
			}
		case <-time.After(3 * time.Minute):
			t.Error("Run does not return")
		}
	})
}

// slash gives a command and waits until it was acknowledged.
func (r *running) slash(t *testing.T, channel, name string, values ...discordtest.Value) *discordtest.Interaction {
	t.Helper()
	i, err := r.server.Slash(channel, reader, name, values...)
	if err != nil {
		t.Fatal(err)
	}
	return i
}

func (r *running) acknowledged(t *testing.T, i *discordtest.Interaction) int {
	t.Helper()
	if err := i.Await(soon(t)); err != nil {
		t.Fatalf("no answer: %v; the log says:\n%s", err, r.log)
	}
	return r.server.Callback(i)
}

// text is what the message n of a channel says.
func (r *running) text(t *testing.T, channel string, n int) bottest.Shown {
	t.Helper()
	return r.await(t, at(channel), n)[n-1]
}

// slowly makes the host think about a command until the returned function is
// called, and the platform impatient.
func (r *running) slowly(name string, m bot.Message) (release func()) {
	gate := make(chan struct{})
	r.host.Answer(name, func(context.Context, bot.Request) bot.Message {
		<-gate
		return m
	})
	return func() { close(gate) }
}

func impatient(t *testing.T) *place {
	t.Helper()
	p := newPlace(t, discordtest.Options{})
	p.timing.answer = 10 * time.Millisecond
	return p
}

func TestAnswersAtOnce(t *testing.T) {
	t.Parallel()
	r := start(t, newPlace(t, discordtest.Options{}))
	i := r.slash(t, r.channel, "latest", discordtest.Value{Name: "count", Value: "5"}, discordtest.Value{Name: "topic", Value: "iran\nnews"})
	if kind := r.acknowledged(t, i); kind != withMessage {
		t.Errorf("acknowledged with type %d, want %d", kind, withMessage)
	}
	req := <-r.host.Requests
	if req.Command != "latest" || req.Args != "iran news 5" || req.Title != "#general" || req.User.Name != "Rita" {
		t.Errorf("the host got %+v", req)
	}
	for _, q := range r.server.Requests() {
		if isInteraction(q.Path) && q.Token {
			t.Errorf("%s carries the bot's token; it needs none", q.Path)
		}
	}
}

func TestDefersWhenSlow(t *testing.T) {
	t.Parallel()
	r := start(t, impatient(t))
	release := r.slowly("slow", bot.Say("slow answer"))
	i := r.slash(t, r.channel, "slow")
	if kind := r.acknowledged(t, i); kind != deferMessage {
		t.Errorf("acknowledged with type %d, want %d", kind, deferMessage)
	}
	if shown := r.server.Messages(r.channel); len(shown) != 0 {
		t.Errorf("shown before the answer: %+v", shown)
	}
	r.server.FailNext(discordtest.Interactions, 503, 0, "busy")
	r.server.LimitNext(discordtest.Interactions, 10*time.Millisecond, discordtest.ScopeUser)
	r.server.CutNext(discordtest.Interactions, true)
	release()
	if got := r.text(t, r.channel, 1); got.Text != "slow answer" {
		t.Errorf("shown: %q", got.Text)
	}
}

// page is a story with a button to turn it.
func page(text string) bot.Message {
	m := bot.Say(text)
	m.Buttons = [][]bot.Button{{{Label: "Next", Command: "story 12 page 2", Replace: true}}}
	return m
}

// whisper is an answer for one person.
func whisper(text string) bot.Message {
	m := bot.Say(text)
	m.Private = true
	return m
}

func (r *running) turn(t *testing.T) int {
	t.Helper()
	i, err := r.server.Press(r.channel, reader, "Next")
	if err != nil {
		t.Fatal(err)
	}
	return r.acknowledged(t, i)
}

func (r *running) post(t *testing.T, m bot.Message) {
	t.Helper()
	if _, err := r.Send(t.Context(), bot.Post{To: at(r.channel), Message: m}); err != nil {
		t.Fatal(err)
	}
}

func TestPressReplaces(t *testing.T) {
	t.Parallel()
	r := start(t, newPlace(t, discordtest.Options{}))
	r.post(t, page("page 1"))
	r.host.Answer("story", func(context.Context, bot.Request) bot.Message { return page("page 2") })
	if kind := r.turn(t); kind != withUpdate {
		t.Errorf("a press is acknowledged with %d, want %d", kind, withUpdate)
	}
	r.host.Answer("story", func(context.Context, bot.Request) bot.Message { return whisper("no such page") })
	r.turn(t)
	shown := r.await(t, at(r.channel), 2)
	if shown[0].Text != "page 2" || !shown[1].Private || shown[1].Text != "no such page" {
		t.Errorf("shown: %+v; what is said to one person must not replace what all see", shown)
	}
}

func TestSlowPressReplaces(t *testing.T) {
	t.Parallel()
	r := start(t, impatient(t))
	r.post(t, page("page 1"))
	release := r.slowly("story", page("page 2"))
	if kind := r.turn(t); kind != deferUpdate {
		t.Errorf("a slow press is acknowledged with %d, want %d", kind, deferUpdate)
	}
	release()
	r.until(t, func() bool { return r.text(t, r.channel, 1).Text == "page 2" })
	release = r.slowly("story", whisper("no such page"))
	r.turn(t)
	release()
	shown := r.await(t, at(r.channel), 2)
	if shown[0].Text != "page 2" || !shown[1].Private {
		t.Errorf("shown: %+v", shown)
	}
}

// until waits for a change that makes done true.
func (r *running) until(t *testing.T, done func() bool) {
	t.Helper()
	if err := r.server.Until(soon(t), done); err != nil {
		t.Fatalf("%v; the log says:\n%s", err, r.log)
	}
}

func TestCompletes(t *testing.T) {
	t.Parallel()
	r := start(t, newPlace(t, discordtest.Options{}))
	got, err := r.server.Autocomplete(soon(t), r.channel, reader, "latest",
		discordtest.Value{Name: "topic", Value: "ir", Focused: true}, discordtest.Value{Name: "count", Value: "3"})
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 2 || got[1].Name != "World" || got[1].Value != "irworld" {
		t.Errorf("offered %+v", got)
	}
	if len(r.host.Requests) != 0 {
		t.Error("typing reached Handle")
	}
}

func TestOfferable(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", 200)
	var many []bot.Choice
	for range 40 {
		many = append(many, bot.Choice{Label: "a", Value: "a"})
	}
	if got := offerable(many, false); len(got) != maxChoices {
		t.Errorf("%d choices, want %d", len(got), maxChoices)
	}
	got := offerable([]bot.Choice{{Label: long, Value: "1"}, {Label: "a", Value: long}, {Label: "b", Value: ""}, {Label: "", Value: "c"}}, false)
	if len(got) != 2 || units(got[0].Name) != maxChoice || got[1].Name != "c" {
		t.Errorf("got %+v", got)
	}
	got = offerable([]bot.Choice{{Label: "12 Dam", Value: "12"}, {Label: "x", Value: "twelve"}}, true)
	if len(got) != 1 || got[0].Value != int64(12) {
		t.Errorf("number choices are %+v", got)
	}
	raw, err := json.Marshal(choices{offerable(nil, false)})
	if err != nil || string(raw) != `{"choices":[]}` {
		t.Errorf("no choices are written as %s (%v); the list must be there", raw, err)
	}
}

func TestRepeatsALostCallback(t *testing.T) {
	t.Parallel()
	r := start(t, newPlace(t, discordtest.Options{}))
	r.server.CutNext(discordtest.Interactions, true)
	r.slash(t, r.channel, "fast")
	r.text(t, r.channel, 1)
	r.server.FailNext(discordtest.Interactions, 500, 0, "busy")
	r.slash(t, r.channel, "fast")
	r.text(t, r.channel, 2)
	r.drain(t)
	if log := r.log.String(); strings.Contains(log, "not answered") || strings.Contains(log, "another process") {
		t.Errorf("the log complains:\n%s", log)
	}
}

// drain waits until the requests made so far are through: a later command has
// been answered. What is asked of a session that ends just then nobody ever hears
// of, so a person asks again.
func (r *running) drain(t *testing.T) {
	t.Helper()
	all := soon(t)
	for {
		ctx, cancel := context.WithTimeout(all, 5*time.Second)
		err := r.slash(t, r.server.NewDM(), "fast").Await(ctx)
		cancel()
		if err == nil {
			return
		}
		if all.Err() != nil {
			t.Fatalf("no answer: %v; the log says:\n%s", err, r.log)
		}
	}
}

func TestGivesWayToAnotherProcess(t *testing.T) {
	t.Parallel()
	r := start(t, newPlace(t, discordtest.Options{}))
	r.server.FailNext(discordtest.Interactions, 400, codeAcknowledged, "Interaction has already been acknowledged.")
	r.slash(t, r.channel, "fast")
	r.awaitLog(t, "another process")
	if shown := r.server.Messages(r.channel); len(shown) != 0 {
		t.Errorf("shown: %+v", shown)
	}
}

// refuse has Discord refuse what the next answer says.
func (r *running) refuse() { r.server.FailNext(discordtest.Interactions, 400, 240000, "harmful link") }

func TestUnshowableAnswer(t *testing.T) {
	t.Parallel()
	r := start(t, newPlace(t, discordtest.Options{}))
	r.refuse()
	r.refuse()
	r.slash(t, r.channel, "fast")
	if got := r.text(t, r.channel, 1); !got.Private || !strings.Contains(got.Text, "does not let me") {
		t.Errorf("shown: %+v", got)
	}
}

func TestUnshowableLateAnswer(t *testing.T) {
	t.Parallel()
	r := start(t, impatient(t))
	release := r.slowly("slow", bot.Say("slow answer"))
	r.acknowledged(t, r.slash(t, r.channel, "slow"))
	r.refuse()
	release()
	if got := r.text(t, r.channel, 1); got.Text != "slow answer" {
		t.Errorf("shown: %+v; without URLs it was taken", got)
	}
}

// TestUnknownPartsOfAPress sends a component that no library knows yet: the press
// still counts.
func TestUnknownPartsOfAPress(t *testing.T) {
	t.Parallel()
	r := start(t, newPlace(t, discordtest.Options{}))
	r.server.Emit("INTERACTION_CREATE", map[string]any{
		"id": "1180000000000000001", "token": "abc", "application_id": r.server.Application(), "type": 3,
		"channel_id": r.channel, "guild_id": r.guild, "member": map[string]any{"user": map[string]any{"id": "1"}, "permissions": "x"},
		"data":    map[string]any{"custom_id": "n:story 12", "component_type": 2},
		"message": map[string]any{"id": "1", "components": []any{map[string]any{"type": 99, "new": true}}},
	})
	req := <-r.host.Requests
	if may, _ := req.MayManage(t.Context()); req.Command != "story" || req.Args != "12" || may {
		t.Errorf("the host got %+v, may manage: %v", req, may)
	}
}

func TestSurvivesHostileEvents(t *testing.T) {
	t.Parallel()
	r := start(t, newPlace(t, discordtest.Options{}))
	events := []any{
		map[string]any{}, map[string]any{"type": 2}, map[string]any{"id": "1180000000000000001", "type": "two"}, []any{}, "x", 7,
		map[string]any{"id": "1180000000000000001", "token": "a/../..", "application_id": "1180000000000000001", "type": 2, "channel_id": r.channel},
		map[string]any{"id": "1180000000000000001", "token": "t", "application_id": "1180000000000000001", "type": 77, "channel_id": r.channel},
		map[string]any{
			"id": "1180000000000000001", "token": "t", "application_id": "1180000000000000001", "type": 3, "channel_id": r.channel,
			"data": map[string]any{"custom_id": "alien"},
		},
		map[string]any{
			"id": "1180000000000000001", "token": "t", "application_id": "1180000000000000001", "type": 2, "channel_id": r.channel,
			"data": map[string]any{"options": []any{nil, map[string]any{"value": map[string]any{}}}},
		},
	}
	for _, kind := range []string{"INTERACTION_CREATE", "GUILD_DELETE", "CHANNEL_DELETE", "THREAD_DELETE", "NEW_EVENT"} {
		for _, e := range events {
			r.server.Emit(kind, e)
		}
	}
	r.drain(t)
	if strings.Contains(r.log.String(), "panic") {
		t.Errorf("the log says:\n%s", r.log)
	}
}

func TestBusyPlatformDropsNotBlocks(t *testing.T) {
	t.Parallel()
	p := newPool(newPlace(t, discordtest.Options{}).Platform.log, 1, 1)
	gate := make(chan struct{})
	begun := make(chan struct{})
	took := []bool{p.try(func() { close(begun); <-gate })}
	<-begun
	took = append(took, p.try(func() { panic("a mistake") }), p.try(func() {}))
	close(gate)
	p.close()
	p.wait()
	took = append(took, p.try(func() {}))
	if want := []bool{true, true, false, false}; !slices.Equal(took, want) {
		t.Errorf("jobs taken: %v, want %v", took, want)
	}
}

func TestPrivateConversation(t *testing.T) {
	t.Parallel()
	r := start(t, newPlace(t, discordtest.Options{}))
	r.slash(t, r.server.NewDM(), "fast")
	req := <-r.host.Requests
	if may, err := req.MayManage(t.Context()); !may || err != nil || req.Place != bot.PlacePrivate || req.Title != "Rita" {
		t.Errorf("the host got %+v, may manage: %v", req, may)
	}
}
