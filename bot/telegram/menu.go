package telegram

import (
	"cmp"
	"context"
	"fmt"
	"regexp"
	"slices"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"herald/bot"
)

// Bounds of the menu (https://core.telegram.org/bots/api#botcommand,
// #setmycommands).
const (
	maxMenu    = 100
	maxSummary = 256
)

var menuName = regexp.MustCompile(`^[a-z0-9_]{1,32}$`)

// keepMenu puts the host's commands into the bot's menus, where they are not
// there yet. The menus are a help only, so nothing waits for them.
func (s *session) keepMenu(ctx context.Context) {
	err := s.persist(ctx, "set the menu", func(ctx context.Context) error {
		return s.setMenus(ctx, s.host.Commands())
	})
	if err != nil {
		s.log.Warn("menu of commands not set", "err", err)
	}
}

// setMenus sets the menu of everybody, which groups and private chats show too,
// and a longer one for those who may manage a group.
func (p *Platform) setMenus(ctx context.Context, commands []bot.Command) error {
	scopes := []struct {
		scope  models.BotCommandScope
		access bot.Access
	}{
		{&models.BotCommandScopeDefault{}, bot.Managers},
		{&models.BotCommandScopeAllPrivateChats{}, bot.Managers},
		{&models.BotCommandScopeAllGroupChats{}, bot.Everyone},
		{&models.BotCommandScopeAllChatAdministrators{}, bot.Managers},
	}
	for _, sc := range scopes {
		if err := p.setMenu(ctx, sc.scope, menu(commands, sc.access)); err != nil {
			return err
		}
	}
	return nil
}

func (p *Platform) setMenu(ctx context.Context, scope models.BotCommandScope, want []models.BotCommand) error {
	have, err := p.api.GetMyCommands(ctx, &tg.GetMyCommandsParams{Scope: scope})
	if err != nil {
		return fmt.Errorf("get menu: %w", err)
	}
	if slices.Equal(have, want) {
		return nil
	}
	if _, err := p.api.SetMyCommands(ctx, &tg.SetMyCommandsParams{Commands: want, Scope: scope}); err != nil {
		return fmt.Errorf("set menu: %w", err)
	}
	return nil
}

// menu lists the commands that need no more than access. Those of admins are in
// no menu.
func menu(commands []bot.Command, access bot.Access) []models.BotCommand {
	out := []models.BotCommand{}
	for _, c := range commands {
		if c.Access > access || !menuName.MatchString(c.Name) || len(out) == maxMenu {
			continue
		}
		summary := clip(cleanLine(c.Summary), maxSummary)
		out = append(out, models.BotCommand{Command: c.Name, Description: cmp.Or(summary, c.Name)})
	}
	return out
}
