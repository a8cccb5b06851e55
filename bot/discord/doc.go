// Package discord is the Discord platform: slash commands, buttons and embeds.
//
// discordgo connects to the gateway, and does nothing else: a session keeps no
// state, never reconnects by itself, and hands over raw events, of which only the
// fields that matter are read. What can go wrong inside it is noticed from
// outside, on its connection (line), and a new session takes its place.
//
// All requests go through a small client (rest): one attempt a call, with a
// deadline, bounded, and never repeated unasked. Posts carry a nonce, so that a
// repeated one is not shown twice; interactions are answered once by nature.
package discord
