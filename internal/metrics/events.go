package metrics

import "time"

// Delivered counts one attempt at a delivery. reason is what the platform made
// of a message that it did not take, empty otherwise. took is how long the
// platform was asked; zero where it was not.
func (s *Set) Delivered(platform, class, outcome, reason string, took time.Duration) {
	s.deliveries.WithLabelValues(platform, class, outcome, reason).Inc()
	if took > 0 {
		s.send.WithLabelValues(platform).Observe(took.Seconds())
	}
}

// Posted notes how long after its verdict a breaking story was posted.
func (s *Set) Posted(platform string, after time.Duration) {
	s.breaking.WithLabelValues(platform).Observe(max(after, 0).Seconds())
}

// How fetches end.
const (
	FetchRead      = "read"      // a document came
	FetchUnchanged = "unchanged" // the server said that there is nothing new
	FetchFailed    = "failed"
)

// Fetched counts one fetch; outcome is one of the constants above.
func (s *Set) Fetched(outcome string, took time.Duration) {
	s.fetches.WithLabelValues(outcome).Inc()
	s.fetch.Observe(took.Seconds())
}

// Pushed counts a document that a hub sent, by what became of it.
func (s *Set) Pushed(outcome string) { s.pushes.WithLabelValues(outcome).Inc() }

// Filed counts an article; opened says that it opened a story.
func (s *Set) Filed(opened bool) {
	s.articles.Inc()
	if opened {
		s.stories.Inc()
	}
}

// Broke counts a story judged breaking by a rule.
func (s *Set) Broke(rule string) { s.verdicts.WithLabelValues(rule).Inc() }

// Ticked counts a tick that began lag after its time.
func (s *Set) Ticked(schedule string, lag time.Duration, err error) {
	outcome := "ok"
	if err != nil {
		outcome = "failed"
	}
	s.ticks.WithLabelValues(schedule, outcome).Inc()
	s.lag.Observe(max(lag, 0).Seconds())
}

// Answered counts an answer to a command. command must be one that there is, or
// a word for all others.
func (s *Set) Answered(platform, command, outcome string, took time.Duration) {
	s.commands.WithLabelValues(platform, command, outcome).Inc()
	s.command.WithLabelValues(platform).Observe(took.Seconds())
}
