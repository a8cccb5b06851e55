package app

import (
	"herald/articles/desk"
	"herald/articles/feed"
	"herald/articles/websub"
	"herald/bot"
	"herald/bot/commands"
	"herald/bot/console"
	"herald/bot/delivery"
	"herald/bot/discord"
	"herald/bot/telegram"
	"herald/internal/store"
	"herald/scheduler/edition"
)

// The store keeps what each part declares that it needs, and every platform is
// one. This is the one place that proves it.
var (
	_ desk.Store       = (*store.Store)(nil)
	_ edition.Store    = (*store.Store)(nil)
	_ delivery.Ledger  = (*store.Store)(nil)
	_ delivery.Stories = (*store.Store)(nil)
	_ commands.Store   = (*store.Store)(nil)
	_ feed.BatchStates = (*store.Store)(nil)
	_ feed.ItemStates  = (*store.Store)(nil)
	_ websub.Store     = (*store.Store)(nil)
	_ telegram.Inbox   = (*store.Store)(nil)

	_ bot.Platform = (*discord.Platform)(nil)
	_ bot.Platform = (*telegram.Platform)(nil)
	_ bot.Platform = (*console.Platform)(nil)
	_ bot.Host     = (*commands.Router)(nil)
	_ bot.Keeper   = (*commands.Router)(nil)
)
