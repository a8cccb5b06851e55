package layout

import (
	"fmt"
	"strings"
	"time"

	"herald/articles"
	"herald/bot"
)

// Candidate asks the admins whether a story is breaking that a rule calls so, or
// tells what became of it: who decided, or what it waits for. Rule is the line
// that says what happens when nobody decides; it stands while that may happen.
func Candidate(s articles.Story, rule string, now time.Time) bot.Message {
	v := s.Verdict
	m := bot.Message{Body: []bot.Block{bot.Text(bot.Title, standing(s)+dot+headline(s, articles.MaxTitle))}}
	if text := gist(s); text != "" {
		m.Body = append(m.Body, bot.Text(bot.Paragraph, text))
	}
	for _, f := range v.Facts {
		if f.Holds && f.Rule != articles.RuleDecided {
			m.Body = append(m.Body, bot.Text(bot.Item, string(f.Rule)+": "+Clip(f.Reason, articles.MaxSummary)))
		}
	}
	if v.Note != "" {
		m.Body = append(m.Body, bot.Text(bot.Paragraph, v.Note))
	}
	if text := outcome(s, rule, now); text != "" {
		m.Body = append(m.Body, bot.Text(bot.Paragraph, text))
	}
	m.Body = append(m.Body, facts(s, now))
	m.Buttons = candidateButtons(s)
	return m
}

// standing is how a candidate stands, in a word or two.
func standing(s articles.Story) string {
	v := s.Verdict
	switch {
	case s.Withdrawn != "":
		return "WITHDRAWN"
	case v.Breaking:
		return "POSTED"
	case v.Waiting == articles.WaitApproval:
		return "BREAKING?"
	case v.Waiting != "":
		return "HELD"
	case v.Rule == articles.RuleTimeout:
		return "DROPPED"
	}
	return "NOT BREAKING"
}

// outcome says who decided and when, or what happens if nobody does.
func outcome(s articles.Story, rule string, now time.Time) string {
	v, at := s.Verdict, s.Verdict.At.In(now.Location()).Format("15:04 MST")
	switch {
	case s.Withdrawn != "":
		return "Withdrawn: " + sentence(Clip(s.Withdrawn, articles.MaxSummary))
	case v.Waiting == articles.WaitApproval:
		return rule
	case v.Waiting == articles.WaitEditor:
		return fmt.Sprintf("Held by %s at %s. It waits until an admin decides.", v.By, at)
	case v.Waiting != "":
		return "It waits for a second voice."
	case v.Rule == articles.RuleDecided && v.Breaking:
		return fmt.Sprintf("Posted by %s at %s.", v.By, at)
	case v.Rule == articles.RuleDecided:
		return fmt.Sprintf("Not breaking, said %s at %s.", v.By, at)
	case v.Breaking:
		return fmt.Sprintf("Posted at %s%s.", at, afterwards(v.Reason))
	}
	return fmt.Sprintf("Not posted, at %s%s.", at, afterwards(v.Reason))
}

// afterwards is why a verdict was reached without an admin; empty where that was
// not the reason.
func afterwards(reason string) string {
	i := strings.LastIndex(reason, ", as no admin")
	if i < 0 {
		return ""
	}
	return reason[i:]
}

// candidateButtons are what an admin can do about a candidate.
func candidateButtons(s articles.Story) [][]bot.Button {
	id := s.ID.String()
	read := bot.Button{Label: "Read story", Command: "story " + id}
	if s.Verdict.Waiting == "" || s.Withdrawn != "" {
		return [][]bot.Button{{read}}
	}
	decide := []bot.Button{{Label: "Post", Command: "break " + id, Replace: true}}
	if s.Verdict.Waiting != articles.WaitEditor {
		decide = append(decide, bot.Button{Label: "Hold", Command: "hold " + id, Replace: true})
	}
	decide = append(decide, bot.Button{Label: "Not breaking", Command: "notbreaking " + id, Replace: true})
	return [][]bot.Button{decide, {{Label: "Change headline", Command: "headline " + id}, read}}
}
