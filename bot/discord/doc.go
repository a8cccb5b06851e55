// Package discord is the Discord platform: slash commands, buttons and embeds
// over the gateway, and a small bounded REST client for sending.
package discord
