package discordtest_test

import (
	"fmt"

	"herald/bot/discord/discordtest"
)

func ExampleRead() {
	r := discordtest.Read("**Dam holds**, says the [river office](https://river.example) \\*again\\*")
	fmt.Println(r.Text)
	fmt.Println(r.Links, r.Has("strong"))
	// Output:
	// Dam holds, says the river office *again*
	// [https://river.example] true
}
