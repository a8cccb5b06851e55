package config

import (
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"

	"herald/bot"
)

// The variables that hold the tokens. With _FILE behind its name, each may name a
// file that holds the token instead.
const (
	DiscordToken  = "HERALD_DISCORD_TOKEN"
	TelegramToken = "HERALD_TELEGRAM_TOKEN"
	// TelegramWebhookSecret holds what Telegram must show at the webhook.
	TelegramWebhookSecret = "HERALD_TELEGRAM_WEBHOOK_SECRET" //nolint:gosec // a name
)

// maxToken bounds a token in bytes; real ones have less than 100.
const maxToken = 4096

// Tokens reads the platforms' tokens from the environment. An empty token means
// that the platform is not used. Its errors name variables and files, never what
// they hold.
func Tokens(env func(name string) string) (discord, telegram bot.Secret, err error) {
	discord, discordErr := token(env, DiscordToken)
	telegram, telegramErr := token(env, TelegramToken)
	if err := errors.Join(discordErr, telegramErr); err != nil {
		return "", "", err
	}
	return discord, telegram, nil
}

// WebhookSecret reads from the environment what Telegram must show at the
// webhook. Empty: Herald makes one of the token.
func WebhookSecret(env func(name string) string) (bot.Secret, error) {
	secret, err := token(env, TelegramWebhookSecret)
	if err == nil && secret != "" && !webhookSecret.MatchString(secret.Reveal()) {
		err = fmt.Errorf("%s: must be 1 to 256 letters, digits, _ and -", TelegramWebhookSecret)
	}
	if err != nil {
		return "", err
	}
	return secret, nil
}

// webhookSecret is what Telegram takes
// (https://core.telegram.org/bots/api#setwebhook).
var webhookSecret = regexp.MustCompile(`^[A-Za-z0-9_-]{1,256}$`)

func token(env func(string) string, name string) (bot.Secret, error) {
	value, path := strings.TrimSpace(env(name)), env(name+"_FILE")
	switch {
	case value != "" && path != "":
		return "", fmt.Errorf("%s and %s_FILE are both set; unset one of them", name, name)
	case path != "":
		var err error
		if value, err = tokenFile(path); err != nil {
			return "", fmt.Errorf("%s_FILE: %w", name, err)
		}
	}
	if strings.ContainsFunc(value, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return "", fmt.Errorf("%s: a token has no spaces, line breaks or letters beyond ASCII; copy it again", name)
	}
	return bot.Secret(value), nil
}

func tokenFile(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer func() { _ = f.Close() }() // it was only read
	data, err := io.ReadAll(io.LimitReader(f, maxToken+1))
	if err != nil {
		return "", err
	}
	value := strings.TrimSpace(string(data))
	switch {
	case value == "":
		return "", fmt.Errorf("%s is empty", path)
	case len(data) > maxToken:
		return "", fmt.Errorf("%s is too long for a token", path)
	}
	return value, nil
}

// tokenNames are the variables to set instead of a key in the file.
func tokenNames(key string) string {
	discord, telegram := strings.Contains(key, "discord"), strings.Contains(key, "telegram")
	name := DiscordToken + " or " + TelegramToken
	if discord != telegram {
		name = DiscordToken
		if telegram {
			name = TelegramToken
		}
	}
	return name + " in the environment"
}
