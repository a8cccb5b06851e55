// Package alarm decides what admins are told of failures: once for each cause,
// when it has stood long enough to matter, and once when it is over. What was
// told is kept, so that a restart repeats nothing and forgets nothing.
//
// Whoever watches Herald hands a Board, every few seconds, the whole Picture of
// what is wrong now. The Board compares it with the one before; it is not told
// of events, and so none can be missed.
package alarm
