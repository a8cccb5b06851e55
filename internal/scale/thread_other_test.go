//go:build unix && !linux

package scale

import "syscall"

// whose is of whom threadTime tells: only Linux knows what one thread used.
const whose = syscall.RUSAGE_SELF
