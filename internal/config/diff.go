package config

import (
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"time"

	"herald/articles"
	"herald/bot"
	"herald/scheduler"
)

// needsRestart ends the sentences on settings that are read at start only.
const needsRestart = " (takes effect after a restart)"

// Diff says in sentences for people what changed from before to after, in the
// order of the file; nothing where nothing did. Sentences on what takes effect
// only after a restart say so.
func Diff(before, after *Config) []string {
	var d diff
	d.setting("log", before.Log, after.Log, needsRestart)
	d.setting("store", before.Store, after.Store, needsRestart)
	d.setting("listen", before.Listen, after.Listen, needsRestart)
	d.setting("websub", before.WebSub, after.WebSub, needsRestart)
	d.fetch(before.Fetch, after.Fetch)
	d.entries("source", sourceFacts(before.Sources), sourceFacts(after.Sources))
	d.entries("topic", topicFacts(before.Topics), topicFacts(after.Topics))
	d.entries("schedule", scheduleFacts(before.Schedules), scheduleFacts(after.Schedules))
	d.setting("breaking", before.Breaking, after.Breaking, "")
	d.setting("updates", before.Updates, after.Updates, "")
	d.entries("channel", channelFacts(before.Channels), channelFacts(after.Channels))
	d.entries("admin", userFacts(before.Admins), userFacts(after.Admins))
	d.entries("admin channel", addressFacts(before.AdminChannels), addressFacts(after.AdminChannels))
	d.setting("platforms.discord", before.Platforms.Discord, after.Platforms.Discord, needsRestart)
	d.setting("platforms.telegram", before.Platforms.Telegram, after.Platforms.Telegram, needsRestart)
	d.setting("delivery", before.Delivery, after.Delivery, "")
	return d.sentences
}

type diff struct{ sentences []string }

// fetch tells apart what holds at once and what is read at start only.
func (d *diff) fetch(before, after Fetch) {
	d.setting("fetch.alarm_after", before.AlarmAfter, after.AlarmAfter, "")
	before.AlarmAfter = after.AlarmAfter
	d.setting("fetch", before, after, needsRestart)
}

func (d *diff) say(format string, args ...any) {
	d.sentences = append(d.sentences, fmt.Sprintf(format, args...))
}

func (d *diff) setting(name string, before, after any, remark string) {
	if !reflect.DeepEqual(before, after) {
		d.say("%s changed%s", name, remark)
	}
}

// facts are what is known of each entry of a list, by its name.
type facts map[string][]fact

// fact is one setting of an entry, as people read it.
type fact struct{ name, value string }

// entries compares two lists, entry by entry. The order of entries means nothing.
func (d *diff) entries(what string, before, after facts) {
	for _, name := range slices.Sorted(maps.Keys(before)) {
		now, ok := after[name]
		if !ok {
			d.say("%s %s removed", what, name)
		} else if changes := compare(before[name], now); changes != "" {
			d.say("%s %s changed: %s", what, name, changes)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(after)) {
		if _, ok := before[name]; !ok {
			d.say("%s %s added", what, name)
		}
	}
}

// compare lists the facts that differ. Both have the same facts in the same order.
func compare(before, after []fact) string {
	var changes []string
	for i, b := range before {
		switch a := after[i]; {
		case a.value == b.value:
		case b.name == "feed", len(a.value)+len(b.value) > 80:
			// An address may hold a key; a long text is no sentence.
			changes = append(changes, b.name)
		default:
			changes = append(changes, fmt.Sprintf("%s %s → %s", b.name, orNone(b.value), orNone(a.value)))
		}
	}
	return strings.Join(changes, ", ")
}

func orNone(s string) string {
	if s == "" {
		return "none"
	}
	return s
}

// orMeaning writes a duration, or what it means when it is not set.
func orMeaning(d time.Duration, meaning string) string {
	if d == 0 {
		return meaning
	}
	return short(d)
}

func sourceFacts(list []articles.Source) facts {
	out := facts{}
	for _, s := range list {
		out[s.Name] = []fact{
			{"publisher", s.Publisher}, {"feed", s.URL}, {"folder", s.Path}, {"every", orMeaning(s.Every, "default")},
			{"topics", strings.Join(s.Topics, " ")}, {"private", fmt.Sprint(s.Private)}, {"full_text", string(s.FullText)},
			{"trust", fmt.Sprint(s.Trust())},
		}
	}
	return out
}

func topicFacts(list []articles.Topic) facts {
	out := facts{}
	for _, t := range list {
		patterns := each(t.Patterns, func(p *regexp.Regexp) string { return strings.TrimPrefix(p.String(), ignoreCase) })
		out[t.Name] = []fact{
			{"words", quoted(t.Words)}, {"patterns", quoted(patterns)}, {"sources", strings.Join(t.Sources, " ")},
		}
	}
	return out
}

func scheduleFacts(list []scheduler.Schedule) facts {
	out := facts{}
	for _, s := range list {
		out[s.Name] = []fact{
			{"cron", quote(s.Spec.String())}, {"timezone", s.Spec.Location().String()}, {"posts", string(s.Posts)},
			{"topic", s.Topic}, {"limit", fmt.Sprint(s.Limit)}, {"missed", string(s.Missed)},
			{"at_once", fmt.Sprint(s.AtOnce)}, {"expires", orMeaning(s.Expires, "never")},
		}
	}
	return out
}

func channelFacts(list []Channel) facts {
	out := facts{}
	for _, c := range list {
		out[c.Address.String()] = []fact{
			{"schedules", strings.Join(c.Schedules, " ")}, {"topics", strings.Join(c.Topics, " ")},
			{"timezone", c.Zone}, {"quiet", c.Quiet.String()}, {"breaking_in_quiet", string(c.Quiet.Mode)},
		}
	}
	return out
}

func userFacts(list []bot.User) facts {
	out := facts{}
	for _, u := range list {
		out[bot.Address{Platform: u.Platform, ID: u.ID}.String()] = nil
	}
	return out
}

func addressFacts(list []bot.Address) facts {
	out := facts{}
	for _, a := range list {
		out[a.String()] = nil
	}
	return out
}

// quoted keeps words of several words apart.
func quoted(words []string) string {
	return strings.Join(each(words, quote), " ")
}
