// Package commands answers what people type: one file a command, and a Router
// that finds the command, checks access and arguments, runs it, and turns
// mistakes and failures into sentences.
package commands
