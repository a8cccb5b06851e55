// Package config reads config.yaml into an immutable, validated snapshot, finds
// every mistake at once with its line and a hint, and watches the file.
package config
