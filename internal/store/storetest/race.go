//go:build race

package storetest

// many is how many of something are many. The race detector makes the database
// some twenty times slower.
const many = 80
