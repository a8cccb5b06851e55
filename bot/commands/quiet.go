package commands

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"herald/bot"
	"herald/scheduler"
)

func (r *Router) quiet() command {
	return command{
		Command: bot.Command{
			Name: "quiet", Summary: "Hours in which nothing is posted here", Access: bot.Managers,
			Options: []bot.Option{
				{Name: "hours", Summary: "Such as 22:00-07:00, or off", Complete: true},
				{Name: "zone", Summary: "Time zone, such as Europe/Berlin", Complete: true},
				{Name: "breaking", Summary: "What breaking news does then", Complete: true},
			},
		},
		group: channels, usage: "22:00-07:00 [zone] [hold|silent|through]", shows: true,
		help: "Posts wait until the hours end. Breaking news waits too (hold), comes without a sound (silent), " +
			"or comes as ever (through). Without hours it shows what is set.",
		examples: []string{"/quiet 22:00-07:00", "/quiet 22:00-07:00 Europe/Berlin silent", "/quiet off"},
		run:      r.runQuiet, complete: completeQuiet,
	}
}

// modes are what breaking news can do in quiet hours, in the order of offers.
var modes = []scheduler.QuietMode{scheduler.QuietHold, scheduler.QuietSilent, scheduler.QuietThrough}

// calm is what somebody wants of quiet hours; an empty zone or mode stays as it
// is, and with keep the hours do.
type calm struct {
	hours scheduler.Quiet
	keep  bool
	zone  string
	mode  scheduler.QuietMode
}

// dash is the dash of a range, as people write it.
var dash = regexp.MustCompile(`\s*[-–—]\s*|\s+to\s+`)

// readCalm reads "22:00-07:00 [zone] [mode]", the last two in either order, or a
// mode alone.
func readCalm(args string) (q calm, err error) {
	words := strings.Fields(dash.ReplaceAllString(args, "-"))
	if m := scheduler.QuietMode(strings.ToLower(words[0])); slices.Contains(modes, m) && len(words) == 1 {
		return calm{keep: true, mode: m}, nil
	}
	if q.hours, err = scheduler.ParseQuiet(words[0]); err != nil {
		return calm{}, bot.Errorf("I don't understand the hours “%s”. Write for example /quiet 22:00-07:00, or /quiet off.",
			short(words[0]))
	}
	var zone []string
	for _, w := range words[1:] {
		if m := scheduler.QuietMode(strings.ToLower(w)); slices.Contains(modes, m) {
			q.mode = m
			continue
		}
		zone = append(zone, w)
	}
	if len(zone) > 0 {
		q.zone, err = readZone(strings.Join(zone, " "))
	}
	return q, err
}

func (r *Router) runQuiet(ctx context.Context, c call) (bot.Message, error) {
	if c.Args == "" {
		ch, err := r.channel(ctx, c.Address)
		return tellQuiet(ch), err
	}
	q, err := readCalm(c.Args)
	if err != nil {
		return bot.Message{}, err
	}
	ch, err := r.save(ctx, c.Request)
	if err != nil {
		return bot.Message{}, fmt.Errorf("save channel: %w", err)
	}
	if q.keep && !isQuiet(ch.Quiet) {
		return bot.Message{}, bot.Errorf("There are no quiet hours here yet; /quiet 22:00-07:00 %s sets some.", q.mode)
	}
	ch, err = r.calmDown(ctx, ch, q)
	return tellQuiet(ch), err
}

// calmDown sets the quiet hours of a channel, and returns it as it is then.
func (r *Router) calmDown(ctx context.Context, ch bot.Channel, q calm) (bot.Channel, error) {
	if q.keep {
		q.hours = ch.Quiet
	}
	q.hours.Mode = firstMode(q.mode, ch.Quiet.Mode, scheduler.QuietHold)
	if err := r.o.Store.SetQuiet(ctx, ch.ID, q.hours); err != nil {
		return ch, fmt.Errorf("set quiet hours: %w", err)
	}
	ch.Quiet = q.hours
	if q.zone == "" {
		return ch, nil
	}
	if err := r.o.Store.SetZone(ctx, ch.ID, q.zone); err != nil {
		return ch, fmt.Errorf("set time zone: %w", err)
	}
	ch.Zone = q.zone
	return ch, nil
}

func firstMode(modes ...scheduler.QuietMode) scheduler.QuietMode {
	for _, m := range modes {
		if m != "" {
			return m
		}
	}
	return ""
}

// tellQuiet says what a channel's quiet hours are and mean.
func tellQuiet(ch bot.Channel) bot.Message {
	if !isQuiet(ch.Quiet) {
		return bot.Say("There are no quiet hours here: posts come at any time. /quiet 22:00-07:00 sets some.")
	}
	var breaking string
	switch ch.Quiet.Mode {
	case scheduler.QuietSilent:
		breaking = "Posts wait until they end; breaking news comes without a sound."
	case scheduler.QuietThrough:
		breaking = "Posts wait until they end; breaking news comes as ever."
	default:
		breaking = "Posts wait until they end, breaking news too."
	}
	text := fmt.Sprintf("Quiet hours here: %s (%s). %s", ch.Quiet, ch.Location(), breaking)
	if ch.Zone == "" {
		text += " /timezone sets another zone."
	}
	return bot.Say(text)
}

func isQuiet(q scheduler.Quiet) bool { return q.From != q.To }

// quietHours are quiet hours in a few words: "22:00-07:00, breaking hold".
func quietHours(q scheduler.Quiet) string {
	if !isQuiet(q) {
		return "none"
	}
	return fmt.Sprintf("%s, breaking news: %s", q, firstMode(q.Mode, scheduler.QuietHold))
}
