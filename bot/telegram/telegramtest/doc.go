// Package telegramtest is a fake of the Telegram Bot API server for tests and
// demonstrations. It enforces the documented limits and answers with the real
// server's errors.
//
// A Server has chats and people in them: AddChat and AddPerson make them, Type
// and Press act for them, Messages shows what they see. Faults are ordered with
// Inject. A bot reaches it at URL, or in process through Transport.
package telegramtest
