// Package scale measures what many feeds cost: a server on the loopback
// interface, in a process of its own, plays thousands of publishers, and the
// poller, the desk and the database read them as in the program. It holds tests
// only; docs/performance.md has the figures and the command.
package scale
