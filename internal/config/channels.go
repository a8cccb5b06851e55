package config

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"herald/bot"
	"herald/scheduler"
)

var platformNames = []bot.PlatformName{bot.Discord, bot.Telegram, bot.Console}

func (b *builder) channels() []Channel {
	var out []Channel
	for i, c := range b.file.Channels {
		out = append(out, b.channel(fmt.Sprintf("channels[%d]", i), c))
	}
	b.checkAddresses("channels", each(out, func(c Channel) bot.Address { return c.Address }))
	return out
}

func (b *builder) channel(path string, c rawChannel) Channel {
	if len(c.Schedules) == 0 {
		b.add(path+".schedules", "missing", "name the schedules that this channel gets")
	}
	b.checkKnown(path+".schedules", "schedule", c.Schedules, b.scheduleNames())
	b.checkKnown(path+".topics", "topic", c.Topics, b.topicNames())
	b.zone(path+".timezone", c.Timezone)
	return Channel{
		Address:   b.address(path, rawAddress{c.Platform, c.ID}),
		Schedules: c.Schedules,
		Topics:    c.Topics,
		Zone:      c.Timezone,
		Quiet:     b.quiet(path, c),
	}
}

func (b *builder) quiet(path string, c rawChannel) scheduler.Quiet {
	mode := pick(b, path+".breaking_in_quiet", c.BreakingInQuiet,
		scheduler.QuietHold, scheduler.QuietSilent, scheduler.QuietThrough)
	if c.Quiet == "" {
		if c.BreakingInQuiet != "" {
			b.addf(path+".breaking_in_quiet", "means nothing without quiet:")
		}
		return scheduler.Quiet{}
	}
	q, err := scheduler.ParseQuiet(c.Quiet)
	if err != nil {
		b.addf(path+".quiet", "%s: %v", quote(c.Quiet), err)
	}
	if q.From != q.To {
		q.Mode = mode
	}
	return q
}

// platform reads the name of a platform.
func (b *builder) platform(path, value string) (bot.PlatformName, bool) {
	if value == "" {
		b.add(path, "missing", "must be discord, telegram or console")
		return "", false
	}
	name := pick(b, path, value, platformNames...)
	return name, !b.bad[path]
}

// address reads a channel's address with the help of its platform.
func (b *builder) address(path string, a rawAddress) bot.Address {
	platform, ok := b.platform(path+".platform", a.Platform)
	if a.ID == "" {
		b.add(path+".id", "missing", "")
	}
	if !ok || a.ID == "" {
		return bot.Address{}
	}
	parse := b.opts.ParseAddress[platform]
	if parse == nil {
		return bot.Address{Platform: platform, ID: a.ID}
	}
	address, err := parse(a.ID)
	if err != nil {
		b.addf(path+".id", "%s: %s", quote(a.ID), plain(err))
	}
	return address
}

// plain is the text of an error as far as it is written for people.
func plain(err error) string {
	if e, ok := errors.AsType[*bot.UserError](err); ok {
		return e.Text
	}
	return err.Error()
}

// checkAddresses notes addresses that stand twice in a list.
func (b *builder) checkAddresses(path string, list []bot.Address) {
	first := map[bot.Address]int{}
	for i, a := range list {
		if a == (bot.Address{}) {
			continue
		}
		if j, ok := first[a]; ok {
			b.addf(fmt.Sprintf("%s[%d].id", path, i), "is the same as %s[%d]", path, j)
			continue
		}
		first[a] = i
	}
}

func (b *builder) adminChannels() []bot.Address {
	var out []bot.Address
	for i, a := range b.file.AdminChannels {
		out = append(out, b.address(fmt.Sprintf("admin_channels[%d]", i), a))
	}
	b.checkAddresses("admin_channels", out)
	return out
}

func (b *builder) admins() []bot.User {
	var out []bot.User
	for i, a := range b.file.Admins {
		out = append(out, b.admin(fmt.Sprintf("admins[%d]", i), a))
	}
	b.checkAddresses("admins", each(out, func(u bot.User) bot.Address { return bot.Address{Platform: u.Platform, ID: u.ID} }))
	return out
}

// telegramUser is how Telegram writes ids of people: at most 52 bits
// (https://core.telegram.org/bots/api#user).
var telegramUser = regexp.MustCompile(`^[1-9][0-9]{0,15}$`)

func (b *builder) admin(path string, a rawAddress) bot.User {
	platform, ok := b.platform(path+".platform", a.Platform)
	switch {
	case a.ID == "":
		b.addf(path+".id", "missing")
	case !ok:
		return bot.User{}
	case platform == bot.Discord && !snowflake.MatchString(a.ID):
		b.add(path+".id", quote(a.ID)+": must be 17–20 digits", "copy the user id in Discord with developer mode on")
	case platform == bot.Telegram && !telegramUser.MatchString(a.ID):
		b.add(path+".id", quote(a.ID)+": must be the number of a person", nameHint(a.ID))
	}
	return bot.User{Platform: platform, ID: a.ID}
}

// nameHint tells names from numbers: names can be given up and taken by others.
func nameHint(id string) string {
	switch {
	case strings.HasPrefix(id, "@"):
		return "not the @name, which somebody else may take one day"
	case strings.HasPrefix(id, "-"):
		return "numbers that begin with - are groups and channels"
	}
	return ""
}
