package app_test

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"
	"testing"

	"herald/bot/discord/discordtest"
	"herald/bot/telegram/telegramtest"
)

// side is one channel of a platform, as somebody in it sees it.
type side struct {
	name string
	// id is the channel's, as config.yaml names it.
	id string
	// say types a line, press presses the newest button with a label.
	say   func(t *testing.T, line string)
	press func(t *testing.T, label string)
	shown func() []shown
	// changed is closed at the server's next change.
	changed func() <-chan struct{}
}

// shown is a message in a channel.
type shown struct {
	id, text string
	buttons  []string
	// picture is the address of a picture, or of the page that is previewed; answers
	// the id of the message that it answers.
	picture, answers string
	edited, silent   bool
	// struck says that something in it is struck out.
	struck bool
}

// until waits for a condition, looked at whenever something changes.
func (s *side) until(ctx context.Context, done func() bool) error {
	for {
		changed := s.changed()
		if done() {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// await waits for a message with all the words in it, newest first.
func (s *side) await(t *testing.T, words ...string) shown {
	t.Helper()
	var found shown
	ctx, cancel := context.WithTimeout(context.WithoutCancel(t.Context()), patience)
	defer cancel()
	err := s.until(ctx, func() bool {
		for _, m := range slices.Backward(s.shown()) {
			if containsAll(m.text, words) {
				found = m
				return true
			}
		}
		return false
	})
	if err != nil {
		t.Fatalf("%s shows nothing with %q; it shows:\n%+v", s.name, words, s.shown())
	}
	return found
}

// awaitNone waits until no post tells of a headline.
func (s *side) awaitNone(t *testing.T, headline string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(t.Context()), patience)
	defer cancel()
	gone := func() bool {
		return !slices.ContainsFunc(s.shown(), func(m shown) bool { return strings.Contains(m.text, headline) })
	}
	if err := s.until(ctx, gone); err != nil {
		t.Fatalf("%s still shows %q:\n%+v", s.name, headline, s.shown())
	}
}

// awaitEdited waits for a message that was edited and has all the words in it, the
// newest first.
func (s *side) awaitEdited(t *testing.T, words ...string) shown {
	t.Helper()
	var found shown
	ctx, cancel := context.WithTimeout(context.WithoutCancel(t.Context()), patience)
	defer cancel()
	err := s.until(ctx, func() bool {
		for _, m := range slices.Backward(s.shown()) {
			if m.edited && containsAll(m.text, words) {
				found = m
				return true
			}
		}
		return false
	})
	if err != nil {
		t.Fatalf("%s has edited nothing to %q; it shows:\n%+v", s.name, words, s.shown())
	}
	return found
}

// posts is how many posts tell of a headline as breaking.
func (s *side) posts(headline string) int {
	n := 0
	for _, m := range s.shown() {
		if slices.Contains(m.buttons, "Read story") && containsAll(m.text, []string{"BREAKING · ", headline}) {
			n++
		}
	}
	return n
}

func containsAll(text string, words []string) bool {
	return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) })
}

// onTelegram is the town's group, seen by its administrator.
func (w *town) onTelegram() *side { return w.onChat(group) }

// onChat is a Telegram chat, seen by its administrator.
func (w *town) onChat(chat int64) *side {
	s := w.telegram
	return &side{
		name: "telegram", id: strconv.FormatInt(chat, 10),
		say: func(_ *testing.T, line string) { s.Type(chat, 0, tina, line) },
		press: func(t *testing.T, label string) {
			t.Helper()
			if s.Press(chat, 0, tina, label) == "" {
				t.Fatalf("no button %q", label)
			}
		},
		shown: func() []shown {
			var list []shown
			for _, m := range s.Messages(chat, 0) {
				list = append(list, showTelegram(m))
			}
			return list
		},
		changed: s.Changed,
	}
}

// onDiscord is a channel of the town's server, seen by its manager.
func (w *town) onDiscord(channel string) *side {
	s := w.discord
	return &side{
		name: "discord", id: channel,
		say: func(t *testing.T, line string) {
			t.Helper()
			name, rest, _ := strings.Cut(strings.TrimPrefix(line, "/"), " ")
			if _, err := s.Slash(channel, dora, name, w.values(t, name, rest)...); err != nil {
				t.Fatal(err)
			}
		},
		press: func(t *testing.T, label string) {
			t.Helper()
			w.pressAs(t, channel, dora, label)
		},
		shown: func() []shown {
			var list []shown
			for _, m := range s.Messages(channel) {
				list = append(list, showDiscord(m))
			}
			return list
		},
		changed: s.Changed,
	}
}

// pressAs presses a button on Discord when the gateway is there to tell of it:
// posts do not wait for it.
func (w *town) pressAs(t *testing.T, channel string, who discordtest.User, label string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	if err := w.discord.AwaitReady(ctx, 1); err != nil {
		t.Fatal(err)
	}
	if _, err := w.discord.Press(channel, who, label); err != nil {
		t.Fatal(err)
	}
}

// values spreads a line over the options of a slash command, the last one taking
// the rest, once Herald has registered its commands.
func (w *town) values(t *testing.T, name, line string) []discordtest.Value {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	if err := w.discord.AwaitReady(ctx, 1); err != nil {
		t.Fatal(err)
	}
	if err := w.discord.Until(ctx, func() bool { return len(w.discord.Commands()) > 0 }); err != nil {
		t.Fatal(err)
	}
	var values []discordtest.Value
	for _, c := range w.discord.Commands() {
		if c.Name != name {
			continue
		}
		for i, o := range c.Options {
			word := line
			if i < len(c.Options)-1 {
				word, line, _ = strings.Cut(line, " ")
			}
			if word != "" {
				values = append(values, discordtest.Value{Name: o.Name, Value: word})
			}
		}
	}
	return values
}

func showTelegram(m telegramtest.Message) shown {
	s := shown{
		id: strconv.Itoa(m.ID), text: m.Text, buttons: m.Labels(), edited: m.Edited, silent: m.Silent,
		picture: cmp.Or(m.Photo, m.Preview),
	}
	if m.ReplyTo != 0 {
		s.answers = strconv.Itoa(m.ReplyTo)
	}
	s.struck = slices.ContainsFunc(m.Entities, func(e telegramtest.Entity) bool { return e.Type == "strikethrough" })
	return s
}

func showDiscord(m discordtest.Message) shown {
	s := shown{id: m.ID, edited: m.Edited, silent: m.Silent, answers: m.ReplyTo}
	var text []string
	for _, e := range m.Embeds {
		text = append(text, discordtest.Read(e.Title).Text, discordtest.Read(e.Description).Text)
		s.struck = s.struck || discordtest.Read(e.Title).Has("strike") || discordtest.Read(e.Description).Has("strike")
		if e.Footer != nil {
			text = append(text, e.Footer.Text)
		}
		if e.Image != nil {
			s.picture = e.Image.URL
		}
	}
	s.text = strings.Join(text, "\n")
	for _, row := range m.Buttons {
		for _, b := range row {
			s.buttons = append(s.buttons, b.Label)
		}
	}
	return s
}
