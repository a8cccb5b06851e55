package telegramtest_test

import (
	"context"
	"fmt"
	"net/http"

	"herald/bot"
	"herald/bot/telegram"
	"herald/bot/telegram/telegramtest"
)

// A platform sends to a group of the fake, without any socket, and the fake
// shows what people see.
func Example() {
	server := telegramtest.NewServer(telegramtest.Options{})
	defer server.Close()
	server.AddChat(telegramtest.Chat{ID: -1001, Type: telegramtest.Supergroup, Title: "Readers"})

	platform, err := telegram.New(telegram.Options{
		Token:  bot.Secret(server.Token()),
		API:    "http://telegram.test", // server.URL() where sockets are wanted
		Client: &http.Client{Transport: server.Transport()},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	to, err := platform.ParseAddress("-1001")
	if err != nil {
		fmt.Println(err)
		return
	}
	post := bot.Post{To: to, Message: bot.Message{Body: []bot.Block{bot.Text(bot.Title, "Dam holds & river falls")}}}
	if _, err := platform.Send(context.Background(), post); err != nil {
		fmt.Println(err)
		return
	}
	for _, m := range server.Messages(-1001, 0) {
		fmt.Println(m.Text, m.Has("bold"))
	}
	// Output: Dam holds & river falls true
}
