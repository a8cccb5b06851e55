package layout

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"herald/articles"
	"herald/bot"
)

// TraceView is what is shown of a trace.
type TraceView struct {
	bot.Trace
	// Here is what became of the story in the channel that asks, a line each, and At
	// that channel.
	Here []string
	At   bot.Address
	// Full shows what is for admins: where articles were read, and what became
	// of the story in other channels.
	Full bool
}

// Trace is page n, counted from 1, of why a story is as it is: how each article
// came in, what was judged and decided, and what was posted.
func Trace(v TraceView, n int, f bot.Format, now time.Time) bot.Message {
	r := ruler{f}
	title := bot.Text(bot.Title, Clip(fmt.Sprintf("Why story %s: %s", v.Story.ID, headline(v.Story, maxEntry)), maxEntry))
	foot := func(n, of int) bot.Block { return bot.Text(bot.Small, fmt.Sprintf("page %d of %d", n, of)) }
	room := endless
	if f.MaxText > 0 {
		room = max(f.MaxText, minPage) - r.size(title) - r.size(foot(999, 999))
	}
	pages := r.paginate(traceBody(v, now), room, room)
	n = min(max(n, 1), len(pages))
	m := bot.Message{Body: append([]bot.Block{title}, pages[n-1]...)}
	if len(pages) > 1 {
		m.Body = append(m.Body, foot(n, len(pages)))
	}
	m.Buttons = Rows(f, 0, turns(fmt.Sprintf("why %s", v.Story.ID), n, len(pages)))
	return m
}

// turns are the buttons that turn the pages of what a command shows.
func turns(command string, n, of int) (row []bot.Button) {
	turn := func(label string, to int) {
		row = append(row, bot.Button{Label: label, Command: fmt.Sprintf("%s page %d", command, to), Replace: true})
	}
	if n > 1 {
		turn("◀ Previous", n-1)
	}
	if n < of {
		turn("Next ▶", n+1)
	}
	return row
}

func traceBody(v TraceView, now time.Time) []bot.Block {
	body := []bot.Block{bot.Text(bot.Heading, "Judged")}
	for _, d := range v.Decisions {
		body = append(body, item(clock(d.At, now)+": "+d.Text))
	}
	if !toldAlready(v.Decisions, v.Story) {
		body = append(body, item(verdict(v.Story, now)))
	}
	for _, f := range v.Story.Verdict.Facts {
		body = append(body, item(found(f)))
	}
	body = append(body, bot.Text(bot.Heading, "Told by"))
	if len(v.Story.Standing()) > 1 {
		body = append(body, bot.Text(bot.Paragraph, counts(v.Story)))
	}
	for i, a := range v.Story.Articles {
		if i < len(v.Filings) {
			body = append(body, filingBlocks(a, v.Filings[i], v.Full, now)...)
		}
	}
	if len(v.Here) > 0 {
		body = append(body, bot.Text(bot.Heading, "Here"))
		body = append(body, items(v.Here)...)
	}
	if v.Full {
		body = append(body, bot.Text(bot.Heading, "Posts"))
		body = append(body, items(postLines(v, now))...)
	}
	return body
}

// maxVoices is how many publishers of each kind a trace names.
const maxVoices = 8

// found is what one rule found about the story, whether it holds or not.
func found(f articles.Fact) string {
	if f.Holds {
		return string(f.Rule) + ", yes: " + f.Reason
	}
	return string(f.Rule) + ", no: " + f.Reason
}

// toldAlready reports whether one of the decisions says how the story stands.
func toldAlready(all []bot.Decision, s articles.Story) bool {
	stands := cmp.Or(s.Withdrawn, s.Verdict.Reason)
	return slices.ContainsFunc(all, func(d bot.Decision) bool { return strings.Contains(d.Text, stands) })
}

func item(text string) bot.Block { return bot.Text(bot.Item, Clip(text, maxSentence)) }

func items(lines []string) []bot.Block {
	blocks := make([]bot.Block, len(lines))
	for i, l := range lines {
		blocks[i] = item(l)
	}
	return blocks
}

// maxSentence bounds one line of a trace, in characters.
const maxSentence = 600

// clock is a moment with its seconds, which traces need, or the day where no more
// is known.
func clock(t, now time.Time) string {
	if dateOnly(t) {
		return t.UTC().Format("2 Jan 2006")
	}
	t = t.In(now.Location())
	switch {
	case sameDay(t, now):
		return t.Format("15:04:05")
	case t.Year() == now.Year():
		return t.Format("2 Jan 15:04:05")
	}
	return t.Format("2 Jan 2006 15:04:05")
}

func verdict(s articles.Story, now time.Time) string {
	state := "not breaking"
	switch {
	case s.Withdrawn != "":
		return "withdrawn: " + s.Withdrawn
	case s.Verdict.Breaking:
		state = "breaking"
	}
	text := state
	if s.Verdict.Reason != "" {
		text += ": " + s.Verdict.Reason
	}
	if !s.Verdict.At.IsZero() {
		text += " (judged " + clock(s.Verdict.At, now) + ")"
	}
	return text
}

// filingBlocks are how one article came in.
func filingBlocks(a articles.Article, f bot.FilingTrace, full bool, now time.Time) []bot.Block {
	blocks := []bot.Block{{Kind: bot.Item, Spans: []bot.Span{
		{Text: Clip(a.Publisher, maxName), URL: web(a.URL), Style: bot.Bold}, {Text: ": " + Clip(a.Headline(), maxEntry)},
	}}}
	facts := []string{filed(a, f, full, now), f.Joined, origin(a)}
	if len(f.Topics) > 0 {
		facts = append(facts, "topics: "+strings.Join(f.Topics, "; "))
	}
	for _, fact := range facts {
		if fact = Clip(fact, maxSentence); fact != "" {
			blocks = append(blocks, bot.Text(bot.Small, fact))
		}
	}
	return blocks
}

// filed says when and from where an article came, and what was read of it.
func filed(a articles.Article, f bot.FilingTrace, full bool, now time.Time) string {
	parts := []string{"filed " + clock(f.At, now)}
	if full && f.Origin != "" {
		parts[0] += " from " + f.Origin
	} else if a.Source != "" {
		parts[0] += " from source " + a.Source
	}
	if !a.Published.IsZero() {
		parts = append(parts, "published "+clock(a.Published, now))
	}
	parts = append(parts, counted(f.Words, "no full text", "word"))
	if a.Language != "" {
		parts = append(parts, "in "+a.Language)
	}
	if a.Urgency > 0 {
		parts = append(parts, fmt.Sprintf("urgency %d", a.Urgency))
	}
	if a.Marker != "" {
		parts = append(parts, "marked "+a.Marker)
	}
	if f.Versions > 0 {
		parts = append(parts, "changed "+counted(f.Versions, "", "time"))
	}
	return strings.Join(parts, ", ")
}

// counts says who of a story's publishers is a voice of its own, and who is not for
// what reason.
func counts(s articles.Story) string {
	text := sentence("Independent voices: " + names(s.Voices(), maxVoices))
	if copies := s.Copies(); len(copies) > 0 {
		text += " " + sentence("Only copies: "+names(copies, maxVoices))
	}
	if echoes := s.Echoes(); len(echoes) > 0 {
		text += " " + sentence("In their own words, but on the word of a source that counts already: "+names(echoes, maxVoices))
	}
	return text
}

// origin says on whose word an article is, where it is not the publisher's own.
func origin(a articles.Article) string {
	switch {
	case a.CopyOf != "":
		return "repeats the words of " + Clip(a.CopyOf, maxName) + ", so it is no voice of its own"
	case len(a.Credits) == 1:
		return "names its source: " + Clip(a.Credits[0], maxName) + "; all who name only that one are one voice"
	case len(a.Credits) > 1:
		return "names its sources: " + names(a.Credits, maxNames)
	}
	return ""
}

// counted is "3 words", or none where there are none.
func counted(n int, none, noun string) string {
	switch n {
	case 0:
		return none
	case 1:
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// postLines are what became of the posts: how many went which way, and the
// newest of them one by one, but those that Here tells of.
func postLines(t TraceView, now time.Time) []string {
	if len(t.Tallies) == 0 {
		return []string{"none was owed: no schedule picked the story, or nobody subscribes to one that did"}
	}
	var lines []string
	for _, y := range t.Tallies {
		lines = append(lines, because(fmt.Sprintf("%s %s: %d %s", y.Platform, y.Kind, y.Count, y.State), y.Reason))
	}
	for _, d := range t.Deliveries {
		if len(t.Here) > 0 && d.Channel.Address == t.At {
			continue
		}
		lines = append(lines, DeliveryLine(d, true, now))
	}
	return lines
}

// DeliveryLine says what became of one delivery; named says to whom.
func DeliveryLine(d bot.Delivery, named bool, now time.Time) string {
	text := string(d.Kind)
	if named {
		text = channelName(d.Channel) + ": " + text
	}
	if d.Schedule != "" {
		text += " of schedule " + d.Schedule
	}
	if d.State == bot.Owed {
		text += ", owed since " + clock(d.Owed, now)
	} else {
		text += ", owed " + clock(d.Owed, now) + ", " + string(d.State)
	}
	if d.State == bot.Owed && d.NotBefore.After(now) {
		text += ", held until " + clock(d.NotBefore, now)
		if d.Kind == bot.KindUpdate && d.Attempts == 0 && d.Reason == "" {
			text += ": a post is edited at most once a minute"
		}
	}
	if d.State == bot.Owed && d.Attempts > 0 {
		text += ", tried " + counted(d.Attempts, "", "time")
	}
	if d.State == bot.Sent && d.Message != "" {
		text += " as message " + string(d.Message)
	}
	return because(text, d.Reason)
}

func because(text, reason string) string {
	if reason == "" {
		return text
	}
	return text + ": " + reason
}

// channelName names a channel by its title, where it has one, and its address.
func channelName(c bot.Channel) string {
	if c.Title == "" {
		return c.Address.String()
	}
	return c.Title + " (" + c.Address.String() + ")"
}
