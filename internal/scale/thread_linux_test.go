package scale

import "syscall"

// whose is of whom threadTime tells: of the asking thread alone, so that neither
// the collector nor what else runs counts.
const whose = syscall.RUSAGE_THREAD
