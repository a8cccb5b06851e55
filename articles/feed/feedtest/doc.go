// Package feedtest is a server that does everything to those who fetch from it that
// a server should not: it hangs, trickles, floods, lies and blows up. Whoever reads
// feeds and pages must come out of it well, with a reason that people understand.
package feedtest
