package articles

import (
	"slices"
	"time"
)

// Rule names the rule by which a story was judged.
type Rule string

// The rules of the desk.
const (
	RuleNone     Rule = "none"     // nothing says that it is breaking
	RuleStale    Rule = "stale"    // marked, but too old
	RuleDeclared Rule = "declared" // a publisher marked it, or a wire called it urgent
	RuleObserved Rule = "observed" // many independent publishers told it within a short time
	RuleDecided  Rule = "decided"  // an admin said so
	RuleTimeout  Rule = "timeout"  // no admin said anything in time
)

// Waiting says what a story waits for that a rule calls breaking and that is not
// posted yet.
type Waiting string

// What a story can wait for. The zero value: nothing.
const (
	WaitConfirmation Waiting = "confirmation" // a second independent voice
	WaitApproval     Waiting = "approval"     // an admin, until the time is over
	WaitEditor       Waiting = "editor"       // an admin who holds it, without end
)

// Verdict says whether a story is breaking, and why.
type Verdict struct {
	Breaking bool
	// Rule is the rule that settled it, the strongest where several hold.
	Rule Rule
	// Reason is one sentence with the figures behind the rule.
	Reason string
	// At is when the verdict was reached; for a story that waits, since when.
	At time.Time
	// Waiting, where not empty, keeps a story from breaking that Rule calls so.
	Waiting Waiting
	// By is the admin who decided or holds it; empty where nobody did.
	By string
	// Facts are what each rule found, those that do not hold among them, as of the
	// newest article. They are kept apart: a story may be declared and observed.
	Facts []Fact
	// Note is what readers must know of how sure it is, such as that there is one
	// source so far; empty for nothing.
	Note string
}

// Fact is what one rule found about a story.
type Fact struct {
	Rule  Rule `json:"rule"`
	Holds bool `json:"holds"`
	// Reason is one sentence with the figures.
	Reason string `json:"reason"`
}

// Holding are the rules that hold, in the order of the facts.
func (v Verdict) Holding() []Rule {
	var rules []Rule
	for _, f := range v.Facts {
		if f.Holds {
			rules = append(rules, f.Rule)
		}
	}
	return rules
}

// Fact is what a rule found; zero where it was not asked.
func (v Verdict) Fact(r Rule) Fact {
	i := slices.IndexFunc(v.Facts, func(f Fact) bool { return f.Rule == r })
	if i < 0 {
		return Fact{}
	}
	return v.Facts[i]
}

// Same reports whether two verdicts come to the same thing, whatever the figures
// are by now.
func (v Verdict) Same(o Verdict) bool {
	return v.Breaking == o.Breaking && v.Rule == o.Rule && v.Waiting == o.Waiting && v.By == o.By && v.Note == o.Note &&
		slices.Equal(v.Holding(), o.Holding())
}
