// Package store is everything that Herald remembers, in SQLite: articles and
// their stories, channels and subscriptions, ticks, and deliveries. It
// implements the small interfaces that the other packages declare, and only
// internal/app imports it.
package store
