package bot

// Class orders what waits to be sent: a lower class goes first.
type Class int

// The classes. Answers to commands are in none: they are sent at once.
const (
	ClassBreaking Class = iota // breaking stories and what became of them, words to the admins
	ClassList                  // lists and digests
	ClassEdit                  // edits of what was sent, and deletions
)

// Classes are all of them, the first to go out first.
func Classes() []Class { return []Class{ClassBreaking, ClassList, ClassEdit} }

// String names the class for metrics and logs.
func (c Class) String() string {
	switch c {
	case ClassBreaking:
		return "breaking"
	case ClassList:
		return "digest"
	}
	return "edit"
}

// Class is the class of d.
func (d Delivery) Class() Class {
	switch {
	case d.Edits != "":
		return ClassEdit
	case d.Kind == KindBreaking || d.Kind == KindDevelopment || d.Kind == KindNotice:
		return ClassBreaking
	}
	return ClassList
}
