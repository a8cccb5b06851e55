// Package articles says what news is: where it comes from (Source), one
// publisher's piece (Article), the event that several pieces tell (Story), why
// a story is or is not breaking (Verdict), and what people ask for (Topic,
// Interest, Query).
//
// It is the ground floor: it imports nothing else of Herald, does no input or
// output and reads no clock. What reads articles lives in the packages below it
// (feed, folder, page), what judges them in desk.
package articles
