// Package telegramtest is a fake of the Telegram Bot API server for tests and
// demonstrations. It enforces the documented limits and answers with the real
// server's errors.
package telegramtest
