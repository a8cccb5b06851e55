// Package telegram is the Telegram platform: updates by long polling, commands
// in chats, groups, topics and channels, HTML messages with inline keyboards.
package telegram
