package desk

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"herald/articles"
)

// maxNamed bounds the publishers that a reason names.
const maxNamed = 5

// judging is a story before the desk: what is known of it, and what each rule
// finds.
type judging struct {
	story articles.Story
	now   time.Time
	rules Rules
	// voices are the independent ones, in the order in which they told it;
	// confirming those of them that are trusted at all.
	voices, confirming          []voice
	declared, observed, decided articles.Fact
	// stale says that it was marked, and too long ago.
	stale bool
}

// voice is one independent publisher of a story.
type voice struct {
	publisher string
	first     time.Time
	trust     float64
}

func newCase(s articles.Story, now time.Time, r Rules) *judging {
	c := &judging{story: s, now: now, rules: r}
	c.voices = voicesOf(s, r)
	for _, v := range c.voices {
		if v.trust > 0 {
			c.confirming = append(c.confirming, v)
		}
	}
	c.declare()
	c.observe()
	return c
}

// voicesOf are the independent voices of a story, first come first, each trusted
// as the best of its sources.
func voicesOf(s articles.Story, r Rules) []voice {
	place := map[string]int{}
	var all []voice
	for _, name := range s.Voices() {
		place[name] = len(all)
		all = append(all, voice{publisher: name})
	}
	for _, a := range s.Articles {
		i, ok := place[a.Publisher]
		if !ok {
			continue
		}
		v := &all[i]
		if v.first.IsZero() || a.Appeared.Before(v.first) {
			v.first = a.Appeared
		}
		v.trust = max(v.trust, r.Trust.Of(a.Source))
	}
	slices.SortStableFunc(all, func(a, b voice) int { return a.first.Compare(b.first) })
	return all
}

// facts are what the rules found, and what an admin decided where one did. What
// held when the story broke, or was shown to an admin, stays true of it: a mark
// does not grow old afterwards.
func (c *judging) facts() []articles.Fact {
	was := c.story.Verdict
	if c.decided.Rule == "" {
		c.decided = was.Fact(articles.RuleDecided)
	}
	stays := was.Breaking || was.Waiting == articles.WaitApproval || was.Waiting == articles.WaitEditor
	var all []articles.Fact
	for _, f := range []articles.Fact{c.declared, c.observed, c.decided} {
		if had := was.Fact(f.Rule); stays && had.Holds && !f.Holds {
			f = had
		}
		if f.Rule != "" {
			all = append(all, f)
		}
	}
	return all
}

// observe finds whether enough voices told the story within the time, and which.
// Of all such spans it gives the weightiest.
func (c *judging) observe() {
	c.observed.Rule = articles.RuleObserved
	want := c.rules.Observed
	best, weight := c.burst(want.Within)
	if want.Publishers <= 0 {
		c.observed.Reason = fmt.Sprintf("%s; no number of them makes a story breaking here", voiceCount(len(c.voices)))
		return
	}
	c.observed.Holds = weight >= float64(want.Publishers)-tiny
	reason := voiceCount(len(best))
	if len(best) > 1 {
		if gap := best[len(best)-1].first.Sub(best[0].first); gap >= time.Second {
			reason += " within " + span(gap)
		}
	}
	if !near(weight, float64(len(best))) {
		reason += ", weighing " + decimal(weight) + " by trust"
	}
	if len(best) > 0 {
		reason += ": " + list(publishers(best))
	}
	reason += fmt.Sprintf(" (it takes %d within %s)", want.Publishers, span(want.Within))
	if old := c.tooOld(); old > 0 {
		reason += fmt.Sprintf("; %s told it more than %s ago, too long to count", voiceCount(old), span(c.rules.maxAge()))
	}
	c.observed.Reason = reason
}

// tooOld is how many voices told the story too long ago to be news.
func (c *judging) tooOld() (n int) {
	for _, v := range c.voices {
		if v.first.Before(c.now.Add(-c.rules.maxAge())) {
			n++
		}
	}
	return n
}

// burst are the voices of the span of that length in which they weigh most, among
// those that are not too old to be news.
func (c *judging) burst(within time.Duration) (best []voice, weight float64) {
	oldest := c.now.Add(-c.rules.maxAge())
	for i, from := range c.voices {
		if from.first.Before(oldest) {
			continue
		}
		sum, j := 0.0, i
		for ; j < len(c.voices) && c.voices[j].first.Sub(from.first) <= within; j++ {
			sum += c.voices[j].trust
		}
		if best == nil || sum > weight {
			best, weight = c.voices[i:j], sum
		}
	}
	return best, weight
}

// soleSource says of a story with one voice whose it is, and on whose word.
func (c *judging) soleSource() string {
	if len(c.voices) == 0 {
		return "One source so far."
	}
	first := c.voices[0].publisher
	if len(c.confirming) > 0 {
		first = c.confirming[0].publisher
	}
	text := "One source so far: " + first
	if credits := creditsOf(c.story, first); len(credits) > 0 {
		text += ", citing " + list(credits)
	}
	return text + "."
}

// creditsOf are the sources that the articles of a publisher name, without the
// publisher itself.
func creditsOf(s articles.Story, publisher string) []string {
	var all []string
	for _, a := range s.Articles {
		if a.Publisher != publisher {
			continue
		}
		for _, name := range a.Credits {
			if !articles.SamePublisher(name, publisher) && !slices.Contains(all, name) {
				all = append(all, name)
			}
		}
	}
	return all
}

// soleMark begins the note on a story with one source.
const soleMark = "One source so far"

// firstNote is the note on a story that is judged for the first time, or has
// waited so far.
func (c *judging) firstNote() string {
	had := c.story.Verdict.Note
	if c.rules.Single != SingleLabel && c.rules.Single != SingleHold {
		return c.note(had)
	}
	if len(c.confirming) < 2 {
		return c.soleSource()
	}
	return c.note(had)
}

// note is the note on a story that is breaking, once it was had.
func (c *judging) note(had string) string {
	switch {
	case !strings.HasPrefix(had, soleMark):
		return had
	case len(c.confirming) < 2:
		return c.soleSource()
	}
	return c.confirmed()
}

// confirmed says who told a story alone, and who confirmed it.
func (c *judging) confirmed() string {
	first, second := c.confirming[0], c.confirming[1]
	later := "right"
	if gap := second.first.Sub(first.first); gap >= time.Second {
		later = span(gap)
	}
	return fmt.Sprintf("Confirmed by %s, %s after %s.", second.publisher, later, first.publisher)
}

func publishers(voices []voice) []string {
	names := make([]string, len(voices))
	for i, v := range voices {
		names[i] = v.publisher
	}
	return names
}

// list joins names, and counts those beyond maxNamed.
func list(names []string) string {
	if len(names) == 0 {
		return "nobody"
	}
	text := strings.Join(names[:min(len(names), maxNamed)], ", ")
	if n := len(names) - maxNamed; n > 0 {
		text += fmt.Sprintf(" and %d more", n)
	}
	return text
}

func voiceCount(n int) string {
	if n == 1 {
		return "1 independent publisher"
	}
	return fmt.Sprintf("%d independent publishers", n)
}

// decimal writes a weight with as few digits as it needs, at most two.
func decimal(f float64) string {
	return strings.TrimRight(strings.TrimRight(strconv.FormatFloat(f, 'f', 2, 64), "0"), ".")
}

func near(a, b float64) bool { return a-b < 0.005 && b-a < 0.005 }
