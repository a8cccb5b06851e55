// Package metrics counts what Herald does and shows it in the text format of
// Prometheus (https://prometheus.io/docs/instrumenting/exposition_formats/).
//
// It knows nothing of Herald's parts: events are told to a Set in plain words,
// and what is read at the time of asking comes in a Sample. Labels are names of
// platforms, commands, schedules and outcomes, never of channels, people or
// sources, so that there are a few hundred series at most, however many chats
// there are. Nothing that a stranger wrote becomes a label.
package metrics
