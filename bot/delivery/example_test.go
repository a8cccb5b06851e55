package delivery_test

import (
	"errors"
	"fmt"
	"time"

	"herald/bot"
	"herald/bot/delivery"
)

func ExampleDecide() {
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	d := bot.Delivery{Kind: bot.KindBreaking, Owed: now}
	fate := &bot.SendError{Fate: bot.Wait, After: 30 * time.Second, Err: errors.New("too many requests")}
	s := delivery.Decide(fate, d, now, delivery.Policy{}).Settlement
	fmt.Println(s.State, s.NotBefore.Format(time.TimeOnly), s.Reason)
	// Output: owed 12:00:30 too many requests
}
