package app_test

import (
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"strings"
	"testing"
)

// TestChannelComesBackWithItsServer removes the bot from a server and adds it
// again: what the channel had subscribed to comes again.
func TestChannelComesBackWithItsServer(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	guild, channel := w.discord.NewGuild("Harbour")
	there := w.onDiscord(w.discord.NewThread(channel, "news"))
	w.start(t)
	there.say(t, "/subscribe breaking")
	there.await(t, "Subscribed")
	w.discord.RemoveBot(guild)
	w.sides[0].await(t, "discord/"+there.id, "cannot be written to any more")
	w.discord.AddBot(guild)
	w.awaitLog(t, "channel can be written to again")
	w.drop(t, "page.txt", ownPage.text)
	there.await(t, "BREAKING", ownPage.headline)
}

// freeAddress is one where nobody listens, for Herald to take. Its port is none of
// those that systems give to whoever asks for any (from 32768 on), or another
// test could take it meanwhile.
func freeAddress(t *testing.T) string {
	t.Helper()
	for range 100 {
		l, err := net.Listen("tcp", fmt.Sprint("127.0.0.1:", 10_000+rand.IntN(20_000)))
		if err == nil {
			defer func() { _ = l.Close() }()
			return l.Addr().String()
		}
	}
	t.Fatal("no port is free")
	return ""
}

// TestWebhook has Telegram send what people do, as config.yaml says.
func TestWebhook(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	address := freeAddress(t)
	text, err := os.ReadFile(w.config)
	if err != nil {
		t.Fatal(err)
	}
	api := fmt.Sprintf("telegram: {api: %q", w.telegram.URL())
	w.write(t, w.config, strings.Replace(string(text), api,
		fmt.Sprintf("%s, webhook: {listen: %q, url: %q}", api, address, "http://"+address+"/telegram"), 1))
	w.start(t)
	w.sides[1].say(t, "/subscribe breaking")
	w.sides[1].await(t, "Subscribed")
	w.drop(t, "page.txt", ownPage.text)
	w.sides[1].await(t, "BREAKING", ownPage.headline)
	if n := len(w.telegram.Calls("getUpdates")); n != 0 || w.telegram.Webhook() == "" {
		t.Errorf("asked %d times for updates; the webhook is %q", n, w.telegram.Webhook())
	}
}
