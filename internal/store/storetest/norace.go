//go:build !race

package storetest

// many is how many of something are many.
const many = 5000
