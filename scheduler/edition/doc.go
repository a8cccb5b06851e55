// Package edition decides what goes out at a tick of a schedule: it picks the
// stories, matches them with the interests of subscriptions, and writes the
// deliveries owed. It sends nothing itself.
package edition
