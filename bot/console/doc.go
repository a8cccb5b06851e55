// Package console is a terminal as a platform: one channel in which a person
// types commands and sees what is posted.
package console
