// Package health tells over HTTP how Herald is doing: /metrics for Prometheus,
// /healthz and /readyz for whoever starts and restarts it. It only reads, and
// needs no password: its place is the machine itself or a network of one's own.
// Other parts may have routes of theirs at the same address.
package health
