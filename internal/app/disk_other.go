//go:build !linux && !darwin

package app

// freeSpace is not known here.
func freeSpace(string) (bytes int64, known bool) { return 0, false }
