package console

import (
	"io"
	"strings"

	"herald/bot"
)

// Print writes m as a console shows it, without colour, for commands that print
// and end. A width of zero means 80.
func Print(w io.Writer, m bot.Message, width int) error {
	text := look{width: fitWidth(width)}.render(m)
	_, err := io.WriteString(w, strings.TrimRight(text, "\n")+"\n\n")
	return err
}
