package app

import (
	"context"
	"fmt"
	"strings"
	"time"

	"herald/articles"
	"herald/bot"
)

// judgedFor is the time over which /status counts what broke.
const judgedFor = 24 * time.Hour

// judgedLine counts what broke lately, by which rules, and what waits. A story
// may be counted under several rules.
func (a *App) judgedLine(ctx context.Context, now time.Time) []bot.Block {
	all, err := a.store.Judged(ctx, now.Add(-judgedFor))
	if err != nil {
		a.Log.Warn("cannot count verdicts", "part", "app", "err", err)
		return nil
	}
	broke, rules, waiting := 0, map[articles.Rule]int{}, map[articles.Waiting]int{}
	for _, v := range all {
		if !v.Breaking {
			waiting[v.Waiting]++
			continue
		}
		broke++
		for _, r := range v.Holding() {
			rules[r]++
		}
	}
	text := fmt.Sprintf("Broke in 24 hours: %d", broke)
	var parts []string
	for _, r := range []articles.Rule{articles.RuleDeclared, articles.RuleObserved, articles.RuleDecided} {
		if n := rules[r]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, r))
		}
	}
	if len(parts) > 0 {
		text += " (" + strings.Join(parts, ", ") + ")"
	}
	if n := waiting[articles.WaitConfirmation]; n > 0 {
		text += fmt.Sprintf("; %d held for a second voice", n)
	}
	if n := waiting[articles.WaitApproval] + waiting[articles.WaitEditor]; n > 0 {
		text += fmt.Sprintf("; %d for an admin to decide", n)
	}
	return []bot.Block{bot.Text(bot.Item, text)}
}
