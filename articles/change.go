package articles

import "time"

// ChangeKind says what happened to a story after it was opened.
type ChangeKind string

// The kinds of change.
const (
	// ChangeHeadline: a publisher wrote another headline over its article.
	ChangeHeadline ChangeKind = "headline"
	// ChangeCorrection: a publisher says that it corrected its article.
	ChangeCorrection ChangeKind = "correction"
	// ChangeFigures: several voices give a figure that the posts did not have.
	ChangeFigures ChangeKind = "figures"
	// ChangeConfirmation: a second independent voice tells what the posts called one
	// source's claim.
	ChangeConfirmation ChangeKind = "confirmation"
	// ChangeWithdrawal: a publisher took its article back, or, where By is empty,
	// an editor the whole story.
	ChangeWithdrawal ChangeKind = "withdrawal"
	// ChangeMerge: another story turned out to be this one.
	ChangeMerge ChangeKind = "merge"
	// ChangeSplit: what some told of it turned out to be another story.
	ChangeSplit ChangeKind = "split"
	// ChangePart: it was told as a part of another story before.
	ChangePart ChangeKind = "part"
)

// Change is one thing that happened to a story after it was opened, beyond that
// a further publisher told it: what its timeline tells, and, where it matters
// enough, what those who had its post are told.
type Change struct {
	// Number counts the changes of one story from 1.
	Number int
	Kind   ChangeKind
	// At is when Herald noticed.
	At time.Time
	// By is the publisher whose doing it is; of a split, those who tell the other
	// story.
	By string
	// Was and Is are the headline before and after, where it changed; of figures,
	// Is is the headline that gives them.
	Was, Is string
	// Other is the other story of a merge or split, whose headline is Was; zero for
	// none.
	Other StoryID
	// Note is what the publisher or the editor says about it.
	Note string
	// Material says that people are told of it, not only shown; Reason is why, or
	// why not, in one sentence with the figures behind the rule.
	Material bool
	Reason   string
}
