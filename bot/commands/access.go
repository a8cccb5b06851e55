package commands

import (
	"context"
	"fmt"
	"slices"

	"herald/bot"
)

// allow reports, as an error for the asker, that cmd is not theirs to use.
func allow(ctx context.Context, cmd *command, req bot.Request, admins []bot.User) error {
	switch cmd.Access {
	case bot.Admins:
		if !isAdmin(req.User, admins) {
			return bot.Errorf("Only Herald's admins can use /%s; its operator names them in config.yaml.", cmd.Name)
		}
	case bot.Managers:
		if cmd.shows && req.Args == "" {
			return nil
		}
		return allowManager(ctx, req)
	}
	return nil
}

func allowManager(ctx context.Context, req bot.Request) error {
	if req.MayManage == nil {
		return nil
	}
	ok, err := req.MayManage(ctx)
	if err != nil {
		return fmt.Errorf("ask who may manage the channel: %w", err)
	}
	if !ok {
		return bot.Errorf("Only %s can change what this channel gets. Everybody can read with /latest, /story and /search.",
			managers(req.Address.Platform))
	}
	return nil
}

// managers are those who may manage a channel, in each platform's own words.
func managers(p bot.PlatformName) string {
	switch p {
	case bot.Discord:
		return "people with the Manage Channels permission"
	case bot.Telegram:
		return "administrators of this chat"
	}
	return "those who manage this channel"
}

// isAdmin reports whether u is an admin: one listed, or whoever sits at the
// terminal that Herald runs in.
func isAdmin(u bot.User, admins []bot.User) bool {
	if u.Platform == bot.Console {
		return true
	}
	return u.ID != "" && slices.ContainsFunc(admins, func(a bot.User) bool {
		return a.Platform == u.Platform && a.ID == u.ID
	})
}
