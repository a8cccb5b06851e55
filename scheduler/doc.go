// Package scheduler says when: cron expressions in time zones with daylight
// saving handled (Spec), what goes out at their ticks (Schedule), quiet hours
// (Quiet), and the runner that calls a function at each tick, missed ones
// included (Runner).
//
// Like package articles it is a ground floor: it imports nothing else of
// Herald.
package scheduler
