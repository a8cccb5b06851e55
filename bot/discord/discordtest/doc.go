// Package discordtest is a fake of Discord, REST and gateway, for tests and
// demonstrations. It enforces the documented limits and answers with the real
// server's errors: rate limits with their headers, lengths, nonces, the deadlines
// of interactions, the gateway's close codes. People give commands and press
// buttons through its methods; Messages shows what they see.
package discordtest
