// Package hostile makes documents that cost more to read than they are long, of
// every kind that Herald reads, and measures what each takes of the processor and
// of memory. It holds tests only; docs/sources.md has the bounds and the command.
package hostile
