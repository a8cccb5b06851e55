package layout

import (
	"fmt"
	"slices"

	"herald/bot"
)

// Fit makes m as short as f asks for: the last items of a list go first, and are
// counted; then blocks from the end; a single block is cut.
func Fit(m bot.Message, f bot.Format) bot.Message {
	r := ruler{f}
	if f.MaxText <= 0 || r.sizes(m.Body) <= f.MaxText || len(m.Body) == 0 {
		return m
	}
	first := m.Body[0]
	if m.Body = r.fit(slices.Clone(m.Body), f.MaxText); len(m.Body) == 0 {
		head, _ := r.split(bot.Text(first.Kind, first.Plain()+" "), f.MaxText-len("…"))
		head.Spans[0].Text += "…"
		m.Body = []bot.Block{head}
	}
	return m
}

// fit drops items from the end of a list, and then whole blocks from the end,
// until blocks take at most room, and says how many items are missing.
func (r ruler) fit(blocks []bot.Block, room int) []bot.Block {
	dropped := 0
	for r.sizes(blocks)+r.note(dropped) > room {
		i := lastItem(blocks)
		if i < 0 {
			break
		}
		blocks = slices.Delete(blocks, i, i+1)
		dropped++
	}
	for len(blocks) > 0 && r.sizes(blocks)+r.note(dropped) > room {
		blocks = blocks[:len(blocks)-1]
	}
	if i := lastItem(blocks); dropped > 0 && i >= 0 {
		blocks = slices.Insert(blocks, i+1, missing(dropped))
	}
	return blocks
}

// note is what the note about missing items takes.
func (r ruler) note(dropped int) int {
	if dropped == 0 {
		return 0
	}
	return r.size(missing(dropped))
}

func missing(n int) bot.Block { return bot.Text(bot.Small, fmt.Sprintf("and %d more", n)) }

func lastItem(blocks []bot.Block) int {
	for i, b := range slices.Backward(blocks) {
		if b.Kind == bot.Item {
			return i
		}
	}
	return -1
}
