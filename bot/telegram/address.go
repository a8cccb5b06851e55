package telegram

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"herald/bot"
)

// general is the forum topic that every forum has. It is written to by naming no
// topic at all; naming it gives "message thread not found".
const general = 1

// maxChatBits bounds chat ids, which have at most 52 significant bits
// (https://core.telegram.org/bots/api#chat).
const maxChatBits = 1 << 52

// channelName is the public name of a channel or group
// (https://core.telegram.org/method/account.checkUsername).
var channelName = regexp.MustCompile(`^@[A-Za-z][A-Za-z0-9_]{3,31}$`)

// place is an address taken apart: a chat, by number or name, and a forum topic
// in it, or 0.
type place struct {
	id    int64
	name  string // @name, where id is 0
	topic int
}

// ParseAddress reads "123456" (a person), "-1001234567890" (a group or channel),
// "-1001234567890/45" (a forum topic) or "@name" (a public channel or group).
func (p *Platform) ParseAddress(id string) (bot.Address, error) {
	at, err := parsePlace(id)
	if err != nil {
		return bot.Address{}, err
	}
	return at.address(), nil
}

func parsePlace(id string) (place, error) {
	chat, topic, hasTopic := strings.Cut(strings.TrimSpace(id), "/")
	var at place
	if strings.HasPrefix(chat, "@") {
		if !channelName.MatchString(chat) {
			return place{}, badAddress(id)
		}
		at.name = chat
	} else {
		n, err := strconv.ParseInt(chat, 10, 64)
		if err != nil || n == 0 || n >= maxChatBits || n <= -maxChatBits {
			return place{}, badAddress(id)
		}
		at.id = n
	}
	if hasTopic {
		n, err := strconv.ParseInt(topic, 10, 32)
		if err != nil || n < 1 {
			return place{}, badAddress(id)
		}
		if n != general {
			at.topic = int(n)
		}
	}
	return at, nil
}

func badAddress(id string) error {
	return fmt.Errorf("telegram id %q: must be a chat number such as -1001234567890, with a topic -1001234567890/45, or a public name such as @channel", clip(id, 60))
}

// address is the one form in which the place is known everywhere else.
func (at place) address() bot.Address {
	id := at.name
	if id == "" {
		id = strconv.FormatInt(at.id, 10)
	}
	if at.topic != 0 {
		id += "/" + strconv.Itoa(at.topic)
	}
	return bot.Address{Platform: bot.Telegram, ID: id}
}

// chatID is what the API takes: a number or a name.
func (at place) chatID() any {
	if at.name != "" {
		return at.name
	}
	return at.id
}

// clip is the first n runes of s.
func clip(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}
