// Package reliability proves that nothing is lost and nothing comes twice: its
// tests kill and starve the real program in front of servers that behave like
// Discord and Telegram, and its benchmarks time broadcasts there. It has no code
// of its own. docs/reliability.md tells how to run it and what came out.
package reliability
