package store

import (
	"encoding/json"
	"strings"
	"time"
)

// micros is t as it is stored: microseconds since 1970, 0 for the zero time.
func micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

// moment is the stored time n, in UTC.
func moment(n int64) time.Time {
	if n == 0 {
		return time.Time{}
	}
	return time.UnixMicro(n).UTC()
}

// list is values as they are stored: a JSON array, or empty text for none.
func list[T any](values []T) string {
	if len(values) == 0 {
		return ""
	}
	// Numbers and text always marshal; text that is no UTF-8 is mended.
	b, _ := json.Marshal(values)
	return string(b)
}

// unlist is the list stored as text. What is no list gives none: one bad row
// must not make everything around it unreadable.
func unlist[T any](text string) []T {
	if text == "" {
		return nil
	}
	var values []T
	if err := json.Unmarshal([]byte(text), &values); err != nil {
		return nil
	}
	return values
}

// clean is s as every database takes it: valid UTF-8 without NUL.
func clean(s string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "")
}

// flag is b as it is stored.
func flag(b bool) int {
	if b {
		return 1
	}
	return 0
}
