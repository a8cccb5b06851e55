package desk

import (
	"cmp"
	"fmt"
	"time"

	"herald/articles"
)

// DefaultMaxAge is how old a marked article may be to make its story breaking,
// where nothing else is configured.
const DefaultMaxAge = 6 * time.Hour

// Rules are the configured rules of judgement.
type Rules struct {
	// MaxAge is how long ago a marked article may have appeared to make its
	// story breaking. Zero: DefaultMaxAge.
	MaxAge time.Duration
	// Urgency is the urgency, 1 being the highest, at which or above a wire's own
	// makes its story breaking as a mark does. Zero: no urgency does.
	Urgency int
}

// Judge says whether s is breaking at now, and why. A story that is breaking
// stays so, and what an admin decided stays decided; else a fresh article that
// its publisher marked, or gave a high urgency, makes it breaking.
func Judge(s articles.Story, now time.Time, r Rules) articles.Verdict {
	if s.Verdict.Breaking || s.Verdict.Rule == articles.RuleDecided {
		return s.Verdict
	}
	limit := cmp.Or(r.MaxAge, DefaultMaxAge)
	v := articles.Verdict{Rule: articles.RuleNone, Reason: "no publisher marked it", At: now}
	for _, a := range s.Articles {
		said := claim(a, r)
		if said == "" {
			continue
		}
		age := max(now.Sub(a.Appeared), 0)
		v.Rule = articles.RuleStale
		v.Reason = fmt.Sprintf("%s %s; it appeared %s ago (limit %s)", a.Publisher, said, span(age), span(limit))
		if age <= limit {
			v.Rule, v.Breaking = articles.RuleDeclared, true
			return v
		}
	}
	return v
}

// claim is how the publisher of a said that it is breaking; empty if it did not.
func claim(a articles.Article, r Rules) string {
	switch {
	case a.Marker != "":
		return "marked it " + a.Marker
	case a.Urgency > 0 && a.Urgency <= r.Urgency:
		return fmt.Sprintf("gave it urgency %d (%d is enough)", a.Urgency, r.Urgency)
	}
	return ""
}

// decide is the verdict of an admin.
func decide(by string, now time.Time) articles.Verdict {
	return articles.Verdict{
		Breaking: true, Rule: articles.RuleDecided, At: now,
		Reason: fmt.Sprintf("%s said that it is breaking", cmp.Or(by, "an admin")),
	}
}

// span is a duration in the one unit that fits it best.
func span(d time.Duration) string {
	switch {
	case d < time.Minute:
		return fmt.Sprintf("%d s", int(d.Seconds()))
	case d < 2*time.Hour && d%time.Hour != 0:
		return fmt.Sprintf("%d min", int(d.Minutes()))
	case d < 48*time.Hour:
		return fmt.Sprintf("%d h", int(d.Hours()))
	}
	return fmt.Sprintf("%d d", int(d.Hours()/24))
}
