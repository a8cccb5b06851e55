package folder

import (
	"strings"
	"testing"
)

// TestMarkdownBombs reads Markdown that is made to cost more than it is long.
// Each must come back, with or without an error.
func TestMarkdownBombs(t *testing.T) {
	t.Parallel()
	const n = 15_000
	for name, data := range map[string]string{
		"quotes":         strings.Repeat("> ", n),
		"quotes by line": strings.Repeat("> ", 60) + strings.Repeat("\n> x", n),
		"lists":          strings.Repeat("- ", n) + "x",
		"growing list":   growing(300, "  ", "- x\n"),
		"numbers":        strings.Repeat("1. ", n) + "x",
		"brackets":       strings.Repeat("[", maxBrackets),
		"links":          strings.Repeat("[a](", maxBrackets),
		"images":         strings.Repeat("![", maxBrackets) + strings.Repeat("](x)", n),
		"stars":          strings.Repeat("*a **b ", maxMarks/3),
		"underscores":    strings.Repeat("_a __b ", maxMarks/3),
		"backticks":      backticks(199),
		"html":           strings.Repeat("<div>", maxMarks),
		"entities":       strings.Repeat("&amp;", maxMarks),
		"table":          "|" + strings.Repeat("a|", maxBars-1) + "\n|" + strings.Repeat("-|", maxBars-1) + strings.Repeat("\n|x|", 1000),
		"wide table":     "|" + strings.Repeat("a|", n) + "\n|" + strings.Repeat("-|", n),
		"references":     strings.Repeat("[a]: /x\n", maxBrackets/2) + strings.Repeat("[a]", maxBrackets/2),
		"strikes":        strings.Repeat("~~a", maxMarks/2),
		"urls":           strings.Repeat("http://a.", n),
		"comments":       strings.Repeat("<!--", maxMarks),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := Read("a.md", []byte("---\ntitle: X\n---\n"+data))
			t.Logf("%d bytes: %v", len(data), err)
		})
	}
}

func growing(n int, indent, item string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat(indent, i))
		b.WriteString(item)
	}
	return b.String()
}

func backticks(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat("`", i) + " ")
	}
	return b.String()
}
