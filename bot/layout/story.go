package layout

import (
	"fmt"
	"strings"
	"time"

	"herald/articles"
	"herald/bot"
)

const (
	// maxListed bounds the keywords, and the credits, shown with a story.
	maxListed = 10
	// maxRelated bounds the related stories offered with a story.
	maxRelated = 3
	// minPage is the smallest page, in units, whatever a platform says.
	minPage = 300
	// endless stands in for the size of a page where f has none.
	endless = 1 << 30
)

// Story is page n, counted from 1, of everything there is about a story: its
// headline, what it is about, who tells it, and the full text, which takes as
// many pages as f asks for. Buttons turn the pages, open the article and lead to
// related stories. A number past the ends gives the first or last page. A
// withdrawn story shows only that it was withdrawn.
func Story(s articles.Story, related []articles.Story, n int, f bot.Format, now time.Time) bot.Message {
	if s.Withdrawn != "" {
		return Withdrawn(s, now)
	}
	pages := storyPages(s, f, now)
	n = min(max(n, 1), len(pages))
	m := bot.Message{Body: pages[n-1]}
	if n == 1 { // a preview and a picture on every page would be in the way
		m.Link, m.Image = page(s), picture(s)
	}
	_, more := timeline(s, now)
	m.Buttons = storyButtons(s, related, n, len(pages), more && n == 1, f)
	return m
}

// storyPages are the bodies of all pages.
func storyPages(s articles.Story, f bot.Format, now time.Time) [][]bot.Block {
	r := ruler{f}
	sheet := newSheet(s, r)
	text, voice := fullText(s)
	head := r.fit(storyHead(s, text, voice, now), sheet.room*2/3)
	texts := r.paginate(text, sheet.room-r.sizes(head), sheet.room)
	pages := make([][]bot.Block, len(texts))
	for i, blocks := range texts {
		if i == 0 {
			blocks = append(head, blocks...)
		}
		pages[i] = sheet.page(i+1, len(texts), blocks)
	}
	return pages
}

// sheet is what every page of a story has, and the room between.
type sheet struct {
	story articles.Story
	title bot.Block
	room  int
}

func newSheet(s articles.Story, r ruler) sheet {
	all := endless
	if r.f.MaxText > 0 {
		all = max(r.f.MaxText, minPage)
	}
	sh := sheet{story: s, title: bot.Text(bot.Title, headline(s, min(articles.MaxTitle, all/4)))}
	sh.room = all - r.size(sh.title) - r.size(sh.foot(9999, 9999))
	return sh
}

func (sh sheet) foot(n, of int) bot.Block {
	return bot.Text(bot.Small, fmt.Sprintf("page %d of %d%sstory %s", n, of, dot, sh.story.ID))
}

func (sh sheet) page(n, of int, blocks []bot.Block) []bot.Block {
	body := append([]bot.Block{sh.title}, blocks...)
	if of > 1 {
		body = append(body, sh.foot(n, of))
	}
	return body
}

// fullText is the text of the first article that has one, and who wrote it.
func fullText(s articles.Story) (text []bot.Block, publisher string) {
	for _, a := range s.Standing() {
		if text = Blocks(a.Text); len(text) > 0 {
			return text, a.Publisher
		}
	}
	return nil, ""
}

// storyHead is what stands above the text: who tells it, what it is about, where
// it is told, keywords. A summary that the text begins with is not said twice.
func storyHead(s articles.Story, text []bot.Block, voice string, now time.Time) []bot.Block {
	var head []bot.Block
	if len(s.Standing()) == 1 {
		head = append(head, loneVoice(s, now))
	} else {
		head = append(head, facts(s, now))
	}
	if sum := gist(s); sum != "" && !beginsWith(text, sum) {
		head = append(head, bot.Text(bot.Paragraph, sum))
	}
	head = append(head, notes(s, now)...)
	events, _ := timeline(s, now)
	head = append(head, events...)
	head = append(head, judgement(s)...)
	if words := firstList(s, func(a articles.Article) []string { return a.Keywords }); words != "" {
		head = append(head, bot.Text(bot.Small, "Keywords: "+words))
	}
	if credited := firstList(s, func(a articles.Article) []string { return a.Credits }); credited != "" {
		head = append(head, bot.Text(bot.Small, "According to: "+credited))
	}
	switch {
	case len(text) == 0:
		head = append(head, bot.Text(bot.Small, textless(s)))
	case voice != s.Lead().Publisher:
		head = append(head, bot.Text(bot.Small, "Full text: "+Clip(voice, maxName)))
	}
	return head
}

// loneVoice is the line of facts of a story that one article tells: "Reuters ·
// 14:05 UTC, 5 min ago · story 12".
func loneVoice(s articles.Story, now time.Time) bot.Block {
	a := s.Lead()
	said := moment(a.Time(), now)
	if old := Age(a.Time(), now); old != said {
		said += ", " + old
	}
	return bot.Block{Kind: bot.Small, Spans: []bot.Span{
		{Text: Clip(a.Publisher, maxName), URL: web(a.URL)},
		{Text: dot},
		{Text: said, Time: a.Time()},
		{Text: dot + "story " + s.ID.String()},
	}}
}

func textless(s articles.Story) string {
	if page(s) == "" {
		return "There is no full text of this story."
	}
	return "There is no full text here; the article has it."
}

// beginsWith reports whether the text opens with the summary.
func beginsWith(text []bot.Block, summary string) bool {
	var opening strings.Builder
	for _, b := range text {
		if opening.Len() > len(summary) {
			break
		}
		if b.Kind == bot.Paragraph {
			opening.WriteString(b.Plain() + " ")
		}
	}
	return strings.HasPrefix(opening.String(), strings.TrimRight(summary, "…."))
}

// moment is the clock time of what happened within a day, and the date of what
// is older, or of which no more is known. Midnight in UTC to the second is taken
// for that.
func moment(t, now time.Time) string {
	d := now.Sub(t)
	switch {
	case t.IsZero(), d > 24*time.Hour, d < -time.Hour:
		return Age(t, now)
	case dateOnly(t):
		return t.UTC().Format("2 Jan 2006")
	}
	return t.In(now.Location()).Format("15:04 MST")
}

// dateOnly reports whether t is what publishers leave who give only the date.
func dateOnly(t time.Time) bool { return t.Equal(t.Truncate(24 * time.Hour)) }

func web(url string) string {
	if isWeb(url) {
		return url
	}
	return ""
}

// firstList joins a list of the first article that has one.
func firstList(s articles.Story, list func(articles.Article) []string) string {
	for _, a := range s.Standing() {
		var words []string
		for _, w := range list(a)[:min(len(list(a)), maxListed)] {
			if w = Clip(w, maxName); w != "" {
				words = append(words, w)
			}
		}
		if len(words) > 0 {
			return strings.Join(words, ", ")
		}
	}
	return ""
}

// storyButtons are a row to turn pages, see the whole timeline and open the
// article, and a row for each related story.
func storyButtons(s articles.Story, related []articles.Story, n, of int, more bool, f bot.Format) [][]bot.Button {
	var nav []bot.Button
	turn := func(label string, to int) {
		nav = append(nav, bot.Button{Label: label, Command: fmt.Sprintf("story %s page %d", s.ID, to), Replace: true})
	}
	if n > 1 {
		turn("◀ Previous", n-1)
	}
	if n < of {
		turn("Next ▶", n+1)
	}
	if more {
		nav = append(nav, bot.Button{Label: "Timeline", Command: "story " + s.ID.String() + " timeline"})
	}
	if b, ok := open(page(s)); ok {
		nav = append(nav, b)
	}
	rows := Rows(f, 0, nav)
	for _, other := range related[:min(len(related), maxRelated)] {
		if f.MaxRows > 0 && len(rows) >= f.MaxRows {
			break
		}
		rows = append(rows, []bot.Button{Named(other)})
	}
	return rows
}
