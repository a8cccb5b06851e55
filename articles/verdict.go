package articles

import "time"

// Rule names the rule by which a story was judged.
type Rule string

// The rules of the desk.
const (
	RuleNone     Rule = "none"     // nothing says that it is breaking
	RuleStale    Rule = "stale"    // marked, but too old
	RuleDeclared Rule = "declared" // a publisher marked it
	RuleDecided  Rule = "decided"  // an admin said so
)

// Verdict says whether a story is breaking, and why.
type Verdict struct {
	Breaking bool
	Rule     Rule
	// Reason is one sentence with the figures behind the rule.
	Reason string
	// At is when the verdict was reached.
	At time.Time
}
