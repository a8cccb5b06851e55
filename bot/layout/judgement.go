package layout

import (
	"strings"

	"herald/articles"
	"herald/bot"
)

// judgement says why a story is breaking, each rule that found it so by itself,
// and how sure it is. Which admin decided is not for everybody. Of a story that is
// not breaking it says nothing.
func judgement(s articles.Story) []bot.Block {
	v := s.Verdict
	if !v.Breaking {
		return nil
	}
	var blocks []bot.Block
	if v.Note != "" {
		blocks = append(blocks, bot.Text(bot.Paragraph, Clip(v.Note, articles.MaxSummary)))
	}
	var found []string
	for _, f := range v.Facts {
		switch {
		case !f.Holds:
		case f.Rule == articles.RuleDecided:
			found = append(found, "decided by an editor")
		default:
			found = append(found, string(f.Rule)+": "+strings.TrimSuffix(f.Reason, "."))
		}
	}
	if len(found) > 0 {
		blocks = append(blocks, bot.Text(bot.Small, Clip("Breaking, "+strings.Join(found, "; "), 2*articles.MaxSummary)))
	}
	return blocks
}
