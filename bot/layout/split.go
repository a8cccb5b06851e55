package layout

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"herald/bot"
)

// gap is what parts two blocks, in units: a blank line.
const gap = 2

// ruler measures blocks as one platform counts them.
type ruler struct{ f bot.Format }

// size is what a block takes of a message, the gap after it included.
func (r ruler) size(b bot.Block) int {
	if r.f.Size == nil {
		return utf8.RuneCountInString(b.Plain()) + gap
	}
	return r.f.Size(b) + gap
}

func (r ruler) sizes(blocks []bot.Block) int {
	n := 0
	for _, b := range blocks {
		n += r.size(b)
	}
	return n
}

// paginate lays blocks out on pages: room is what the first page has left for
// them, full what every further one has. It breaks between blocks where it can;
// a block that is longer than a page is split at a sentence, else at a word,
// else anywhere. A heading is not left alone at the end of a page. No block is
// lost, changed in order, or shown twice. There is always a first page.
func (r ruler) paginate(blocks []bot.Block, room, full int) [][]bot.Block {
	p := press{r: r, full: full, left: room, pages: [][]bot.Block{nil}}
	for _, b := range blocks {
		p.put(b)
	}
	return p.pages
}

// press fills one page after the other.
type press struct {
	r          ruler
	full, left int
	pages      [][]bot.Block
}

// put adds a block: to the page at hand if it fits, else to the next, else to as
// many as it needs.
func (p *press) put(b bot.Block) {
	if p.over(b, p.left) && !p.over(b, p.full) && !p.fresh() {
		p.turn()
	}
	for p.over(b, p.left) {
		if p.left < p.full/3 && !p.fresh() {
			p.turn()
			continue
		}
		head, tail := p.r.split(b, p.left)
		p.add(head)
		if tail.Plain() == "" {
			return
		}
		p.turn()
		b = tail
	}
	p.add(b)
}

// over reports whether b takes more than room. A character is taken to have a
// size of one or more, so that long texts need not be measured.
func (p *press) over(b bot.Block, room int) bool {
	n := 0
	for _, s := range b.Spans {
		n += utf8.RuneCountInString(s.Text)
	}
	return n > room || p.r.size(b) > room
}

// fresh reports whether the page at hand is as empty as a page can be.
func (p *press) fresh() bool { return p.left >= p.full }

func (p *press) add(b bot.Block) {
	last := len(p.pages) - 1
	p.pages[last] = append(p.pages[last], b)
	p.left -= p.r.size(b)
}

// turn begins a page. Headings at the end of the one before come along, unless
// they are all there is on it.
func (p *press) turn() {
	last := len(p.pages) - 1
	page := p.pages[last]
	n := len(page)
	for n > 0 && page[n-1].Kind == bot.Heading {
		n--
	}
	if n == 0 && last > 0 {
		n = len(page)
	}
	p.pages[last] = page[:n:n]
	p.pages = append(p.pages, nil)
	p.left = p.full
	for _, heading := range page[n:] {
		p.add(heading)
	}
}

// split cuts a block of one span so that its head takes at most room. The head
// has at least one character. It looks at no more of the block than could fit,
// so that a text without paragraphs does not take for ever.
func (r ruler) split(b bot.Block, room int) (head, tail bot.Block) {
	text := b.Plain()
	runes, ends := window(text, max(room, 1)+1)
	n := r.longest(b.Kind, runes, room)
	if n < len(runes) {
		n = bestCut(runes, n)
	}
	return part(b.Kind, text[:ends[n]]), part(b.Kind, text[ends[n]:])
}

// window is the first n characters of s, and where each begins and the last
// ends, in bytes.
func window(s string, n int) (runes []rune, ends []int) {
	for i, r := range s {
		ends = append(ends, i)
		if len(runes) == n {
			return runes, ends
		}
		runes = append(runes, r)
	}
	return runes, append(ends, len(s))
}

// longest is how many runes of a block fit into room, at least one. A rune is
// taken to have a size of one or more.
func (r ruler) longest(kind bot.BlockKind, runes []rune, room int) int {
	low, high := 1, max(1, min(len(runes), room))
	for low < high {
		mid := (low + high + 1) / 2
		if r.size(part(kind, string(runes[:mid]))) <= room {
			low = mid
		} else {
			high = mid - 1
		}
	}
	return low
}

// bestCut is where to part runes at or before n: after a sentence or at a blank
// in the second half, else between two whole characters.
func bestCut(runes []rune, n int) int {
	for i := n; i > n/2; i-- {
		if endsSentence(runes, i) {
			return i
		}
	}
	for i := n; i > n/2; i-- {
		if i < len(runes) && unicode.IsSpace(runes[i]) {
			return i
		}
	}
	return wholeRunes(runes, n)
}

// endsSentence reports whether a sentence ends just before i.
func endsSentence(runes []rune, i int) bool {
	if strings.ContainsRune("。！？।؟", runes[i-1]) {
		return true
	}
	if i >= len(runes) || !unicode.IsSpace(runes[i]) {
		return false
	}
	j := i - 1
	for j > 0 && strings.ContainsRune(`"'”’»)]`, runes[j]) {
		j--
	}
	return strings.ContainsRune(".!?…", runes[j])
}

func part(kind bot.BlockKind, text string) bot.Block {
	return bot.Text(kind, strings.TrimSpace(text))
}
