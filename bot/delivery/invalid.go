package delivery

import "time"

// invalids counts the requests that a platform calls invalid: too many of them,
// and it shuts out the whole address.
type invalids struct {
	most Rate
	at   []time.Time
}

// add counts one at now. Where there are too many it says until when to stop.
func (i *invalids) add(now time.Time) (until time.Time) {
	if i.most.Count == 0 {
		return time.Time{}
	}
	i.forget(now)
	i.at = append(i.at, now)
	if len(i.at) < i.most.Count {
		return time.Time{}
	}
	// When half of them are too old to count there is room again.
	return i.at[len(i.at)/2].Add(i.most.Per)
}

// left is how many more there may be; negative where they are not counted.
func (i *invalids) left(now time.Time) int {
	if i.most.Count == 0 {
		return -1
	}
	i.forget(now)
	return i.most.Count - len(i.at)
}

func (i *invalids) forget(now time.Time) {
	n := 0
	for n < len(i.at) && now.Sub(i.at[n]) >= i.most.Per {
		n++
	}
	i.at = i.at[n:]
}
