package app

import (
	"errors"
	"fmt"

	"herald/bot"
	"herald/bot/console"
	"herald/bot/discord"
	"herald/bot/telegram"
	"herald/internal/config"
)

// ErrNoPlatform is returned where neither a token nor a terminal is given.
var ErrNoPlatform = errors.New("no platform is switched on: set HERALD_DISCORD_TOKEN or HERALD_TELEGRAM_TOKEN " +
	"(or …_TOKEN_FILE), or try `herald console`, which needs neither")

// addressParsers read the ids of config.yaml, one for each platform, switched on
// or not.
func addressParsers() map[bot.PlatformName]func(string) (bot.Address, error) {
	return map[bot.PlatformName]func(string) (bot.Address, error){
		bot.Discord:  new(discord.Platform).ParseAddress,
		bot.Telegram: new(telegram.Platform).ParseAddress,
		bot.Console:  new(console.Platform).ParseAddress,
	}
}

func (a *App) telegramOptions(c config.Telegram) telegram.Options {
	o := telegram.Options{Token: a.Telegram, API: c.API, Log: a.Log, Inbox: a.store, PaidBroadcast: c.PaidBroadcast}
	if c.Webhook != (config.Webhook{}) {
		o.Webhook = telegram.Webhook{Listen: c.Webhook.Listen, URL: c.Webhook.URL, Secret: a.WebhookSecret}
	}
	return o
}

// switchOn makes the platforms that have a token, or a terminal.
func (a *App) switchOn() error {
	c := a.Config.Platforms
	if a.Discord != "" {
		p, err := discord.New(discord.Options{
			Token: a.Discord, API: c.Discord.API, Application: c.Discord.Application, Log: a.Log,
		})
		if err != nil {
			return fmt.Errorf("discord: %w", err)
		}
		a.platforms = append(a.platforms, p)
	}
	if a.Telegram != "" {
		p, err := telegram.New(a.telegramOptions(c.Telegram))
		if err != nil {
			return fmt.Errorf("telegram: %w", err)
		}
		a.platforms = append(a.platforms, p)
	}
	if a.Console != nil {
		a.platforms = append(a.platforms, a.Console)
	}
	return nil
}
