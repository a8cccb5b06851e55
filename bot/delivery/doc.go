// Package delivery is the courier: it claims the deliveries that are owed, lays
// them out, paces them to the platform's limits, sends them, and settles each
// as sent, to be tried again, held, dropped or uncertain. What to do after a
// failure is the pure function Decide.
package delivery
