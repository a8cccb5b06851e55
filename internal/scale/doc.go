// Package scale measures what many feeds and a big archive cost. For feeds, a
// server on the loopback interface, in a process of its own, plays thousands of
// publishers, and the poller, the desk and the database read them as in the
// program; the archive has a million articles in a database, of which questions
// are asked. It holds tests only; docs/performance.md has the figures and the
// commands.
package scale
