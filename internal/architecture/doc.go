// Package architecture holds the tests that check the repository itself: which
// package may import which, that every package says what it is for, and that
// nothing at the top level is there by accident.
package architecture
