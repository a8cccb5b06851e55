package commands_test

import (
	"context"
	"fmt"
	"log/slog"

	"herald/bot"
	"herald/bot/commands"
)

// A Router answers requests of any platform.
func Example() {
	router := commands.New(commands.Options{
		Store:    newMemory(),
		Snapshot: func() commands.Snapshot { return commands.Snapshot{} },
		Log:      slog.New(slog.DiscardHandler),
	})
	answer := router.Handle(context.Background(), bot.Request{
		Address: bot.Address{Platform: bot.Telegram, ID: "42"}, Place: bot.PlacePrivate,
		Command: "latets",
	})
	fmt.Println(answer.Plain())
	// Output: I don't know /latets. Did you mean /latest? /help lists the commands.
}
