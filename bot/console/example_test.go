package console_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"herald/bot/bottest"
	"herald/bot/console"
)

// A console reads commands and shows what the host answers.
func Example() {
	p := console.New(console.Options{In: strings.NewReader("latest energy\nexit\n"), Out: os.Stdout})
	err := p.Run(context.Background(), bottest.NewHost())
	fmt.Println(errors.Is(err, console.ErrLeft))
	// Output:
	// hello, I bring news
	//
	// > latest energy
	// answer to latest energy
	//
	// true
}
