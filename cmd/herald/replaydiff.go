package main

import (
	"fmt"
	"io"
	"strings"

	"herald/articles"
	"herald/internal/app"
)

// showDifference prints what two replays of the same articles do differently: how
// articles are grouped, what is breaking, and what is posted.
func showDifference(w io.Writer, old, changed app.Replay) error {
	var text strings.Builder
	section(&text, "Grouped", groupLines(old), groupLines(changed))
	section(&text, "Judged", verdictLines(old), verdictLines(changed))
	section(&text, "Posted", postLines(old), postLines(changed))
	if text.Len() == 0 {
		text.WriteString("No difference.\n")
	}
	fmt.Fprintf(&text, "\nold: %s, %d breaking, %s\nnew: %s, %d breaking, %s\n",
		stories(len(old.Stories)), breaking(old), count(len(old.Posts), "post"),
		stories(len(changed.Stories)), breaking(changed), count(len(changed.Posts), "post"))
	_, err := io.WriteString(w, text.String())
	return err
}

// section prints the lines that only one side has, those gone with a minus and
// those come with a plus.
func section(text *strings.Builder, title string, old, changed []string) {
	gone, come := missing(old, changed), missing(changed, old)
	if len(gone)+len(come) == 0 {
		return
	}
	if text.Len() > 0 {
		text.WriteByte('\n')
	}
	text.WriteString(title + "\n")
	for _, l := range gone {
		text.WriteString("- " + l + "\n")
	}
	for _, l := range come {
		text.WriteString("+ " + l + "\n")
	}
}

// missing are the lines of a that b does not have as often, in their order.
func missing(a, b []string) (lines []string) {
	left := map[string]int{}
	for _, l := range b {
		left[l]++
	}
	for _, l := range a {
		if left[l] > 0 {
			left[l]--
			continue
		}
		lines = append(lines, l)
	}
	return lines
}

// groupLines name each story by its first article, since numbers may differ.
func groupLines(r app.Replay) (lines []string) {
	for _, s := range r.Stories {
		var ids []string
		for _, a := range s.Articles {
			ids = append(ids, a.ID)
		}
		lines = append(lines, articles.Quote(s.Headline)+": "+strings.Join(ids, ", "))
	}
	return lines
}

func verdictLines(r app.Replay) (lines []string) {
	for _, v := range r.Verdicts {
		lines = append(lines, strings.TrimSpace(strings.ReplaceAll(verdictText(v), "\n    ", " · ")))
	}
	return lines
}

func postLines(r app.Replay) (lines []string) {
	headlines := map[articles.StoryID]string{}
	for _, s := range r.Stories {
		headlines[s.ID] = s.Headline
	}
	for _, p := range r.Posts {
		line := strings.TrimSpace(postText(p))
		if len(p.Stories) == 1 {
			line += " " + articles.Quote(headlines[p.Stories[0]])
		}
		lines = append(lines, line)
	}
	return lines
}

func breaking(r app.Replay) (n int) {
	for _, s := range r.Stories {
		if s.Verdict.Breaking {
			n++
		}
	}
	return n
}
