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

// Single says what becomes of a story that one independent voice tells so far.
type Single string

// The ways to treat a single source's word. The zero value means SinglePost.
const (
	SinglePost  Single = "post"  // as any other
	SingleLabel Single = "label" // posted, and the post says that there is one source
	SingleHold  Single = "hold"  // held until a second independent voice confirms it
)

// Observed says how many voices within what time make a story breaking. A zero
// Publishers: no number does.
type Observed struct {
	// Publishers is how much the voices must weigh together, each as much as its
	// source is trusted: with full trust, how many they must be.
	Publishers int
	// Within is the time from the first of them to the last.
	Within time.Duration
}

// Rules are the configured rules of judgement. The zero value: markers alone,
// posted without a label.
type Rules struct {
	// MaxAge is how long ago a marked article may have appeared to make its
	// story breaking. Zero: DefaultMaxAge.
	MaxAge time.Duration
	// Urgency is the least urgent value of Article.Urgency that declares a story
	// breaking; zero: none does.
	Urgency  int
	Observed Observed
	Single   Single
	// Approve has an admin decide about each story that a rule calls breaking. Who
	// has not decided within ApproveWithin (zero: MaxAge) has agreed if PostLate is
	// set, and else refused.
	Approve       bool
	ApproveWithin time.Duration
	PostLate      bool
	// Trust is how much a source counts.
	Trust articles.Trust
}

// maxAge is how old news may be.
func (r Rules) maxAge() time.Duration { return cmp.Or(r.MaxAge, DefaultMaxAge) }

// Deadline is until when an admin has to decide about a story that waits for one;
// zero for a story that does not.
func (r Rules) Deadline(v articles.Verdict) time.Time {
	if v.Waiting != articles.WaitApproval {
		return time.Time{}
	}
	return v.At.Add(cmp.Or(r.ApproveWithin, r.maxAge()))
}

// Judge says whether s is breaking at now, and why. What each rule finds is kept
// apart, in the facts, and brought up to date with each article. A story that is
// breaking stays so, and what an admin decided, or nobody in time, stays as it is;
// else a rule that holds makes it breaking, unless it has to wait for a second
// voice or for an admin.
func Judge(s articles.Story, now time.Time, r Rules) articles.Verdict {
	c := newCase(s, now, r)
	v := s.Verdict
	v.Facts = c.facts()
	switch {
	case v.Breaking, v.Waiting == articles.WaitEditor, v.Waiting == articles.WaitApproval && r.Approve:
		v.Note = c.note(v.Note)
		return v
	case settled(v):
		return v
	}
	return c.verdict()
}

// settled reports whether a verdict against a story stays, whatever comes.
func settled(v articles.Verdict) bool {
	return v.Rule == articles.RuleDecided || v.Rule == articles.RuleTimeout
}

// verdict judges a story that nobody has decided about.
func (c *judging) verdict() articles.Verdict {
	v := articles.Verdict{Rule: articles.RuleNone, Reason: c.declared.Reason, At: c.now, Facts: c.facts()}
	switch {
	case c.declared.Holds && c.observed.Holds:
		v.Rule, v.Reason = articles.RuleDeclared, c.declared.Reason+"; "+c.observed.Reason
	case c.declared.Holds:
		v.Rule = articles.RuleDeclared
	case c.observed.Holds:
		v.Rule, v.Reason = articles.RuleObserved, c.observed.Reason
	case c.stale:
		v.Rule = articles.RuleStale
		return v
	default:
		return v
	}
	v.Note = c.firstNote()
	switch {
	case len(c.confirming) < 2 && c.rules.Single == SingleHold:
		v.Waiting = articles.WaitConfirmation
		v.Reason += "; held for a second voice. " + c.soleSource()
		if was := c.story.Verdict; was.Waiting == v.Waiting {
			v.At = was.At
		}
		return v
	case c.rules.Approve:
		v.Waiting = articles.WaitApproval
	default:
		v.Breaking = true
	}
	if c.story.Verdict.Waiting == articles.WaitConfirmation && len(c.confirming) > 1 {
		v.Reason += ". " + c.confirmed()
	}
	return v
}

// decide is the verdict of an admin on a story.
func (c *judging) decide(breaking bool, by string) articles.Verdict {
	said := "%s said that it is breaking"
	if !breaking {
		said = "%s said that it is not breaking"
	}
	v := articles.Verdict{
		Breaking: breaking, Rule: articles.RuleDecided, At: c.now, By: cmp.Or(by, "an admin"), Note: c.firstNote(),
	}
	v.Reason = fmt.Sprintf(said, v.By)
	c.decided = articles.Fact{Rule: articles.RuleDecided, Holds: breaking, Reason: v.Reason}
	v.Facts = c.facts()
	return v
}

// hold is the verdict of an admin who wants to wait.
func (c *judging) hold(by string) articles.Verdict {
	v := c.story.Verdict
	v.Waiting, v.By, v.At, v.Facts, v.Note = articles.WaitEditor, cmp.Or(by, "an admin"), c.now, c.facts(), c.firstNote()
	return v
}

// timeout is the verdict on a story that no admin decided about in time.
func (c *judging) timeout() articles.Verdict {
	v := c.story.Verdict
	within := span(cmp.Or(c.rules.ApproveWithin, c.rules.maxAge()))
	v.Waiting, v.At, v.Facts, v.Note = "", c.now, c.facts(), c.firstNote()
	if c.rules.PostLate {
		v.Breaking = true
		v.Reason += "; posted, as no admin decided within " + within
		return v
	}
	v.Rule = articles.RuleTimeout
	v.Reason += "; dropped, as no admin decided within " + within
	return v
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
