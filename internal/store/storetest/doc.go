// Package storetest is one suite of tests that every database of Herald passes.
package storetest
