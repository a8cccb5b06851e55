package articles

import "strconv"

// Status says whether a publisher lets an article be told. Wires call it the
// publishing status: https://cv.iptc.org/newscodes/pubstatusg2/.
type Status string

// The statuses of an article.
const (
	Usable   Status = ""         // it may be told
	Withheld Status = "withheld" // not until the publisher says otherwise
	Canceled Status = "canceled" // killed: it must not be told any more
)

// Corrected stands for the note of a correction whose publisher gave none.
const Corrected = "corrected"

// Standing reports whether the publisher lets a be told, now or after its
// embargo.
func (a Article) Standing() bool { return a.Status == Usable }

// OlderThan reports whether a is an earlier version of the same article than b.
// Versions that are whole numbers are compared as such, others by the time of the
// update. Where either has no version nothing says that it is older.
func (a Article) OlderThan(b Article) bool {
	if a.Version == "" || b.Version == "" || a.Version == b.Version {
		return false
	}
	m, err := strconv.ParseUint(a.Version, 10, 64)
	n, err2 := strconv.ParseUint(b.Version, 10, 64)
	if err == nil && err2 == nil {
		return m < n
	}
	return !a.Updated.IsZero() && a.Updated.Before(b.Updated)
}
