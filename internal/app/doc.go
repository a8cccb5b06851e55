// Package app assembles the parts of Herald: it builds them from a
// configuration, starts and supervises them, puts a changed configuration in
// force, and stops them in order. It knows every part; nobody knows it.
package app
