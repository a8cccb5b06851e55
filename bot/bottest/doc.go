// Package bottest is one suite of tests that every platform passes, against a
// fake of its server.
package bottest
