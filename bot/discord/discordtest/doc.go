// Package discordtest is a fake of Discord, REST and gateway, for tests and
// demonstrations. It enforces the documented limits and answers with the real
// server's errors.
package discordtest
