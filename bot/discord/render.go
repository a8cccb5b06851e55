package discord

import (
	"errors"
	"strings"

	"github.com/bwmarrin/discordgo"

	"herald/bot"
)

// The limits of an embed
// (https://discord.com/developers/docs/resources/message#embed-object-embed-limits).
// The three together stay below 6000, the most for all text of a message's embeds.
const (
	maxTitle       = 256
	maxDescription = 4096
	maxFooter      = 1000 // of 2048
	// maxText is what layouts may fill; the rest is room for markup between blocks.
	maxText = 3800
)

// The colours of the tones.
const (
	red   = 0xD7263D
	amber = 0xE8A33D
)

// outgoing is the body of a request that makes or edits a message. A missing
// allowed_mentions would mean the default, which mentions people, on edits too
// (https://discord.com/developers/docs/resources/message#edit-message).
type outgoing struct {
	Content         *string                      `json:"content,omitempty"`
	Embeds          []*discordgo.MessageEmbed    `json:"embeds"`
	Components      []discordgo.MessageComponent `json:"components"`
	AllowedMentions mentions                     `json:"allowed_mentions"`
	Flags           int                          `json:"flags,omitempty"`
	Reference       *reference                   `json:"message_reference,omitempty"`
	Nonce           string                       `json:"nonce,omitempty"`
	EnforceNonce    bool                         `json:"enforce_nonce,omitempty"`
}

// mentions names the kinds of mention that notify: none.
type mentions struct {
	Parse []string `json:"parse"`
}

// reference is the message that another one answers. Where it is gone, that one is
// to be posted all the same
// (https://discord.com/developers/docs/resources/message#message-reference-structure).
type reference struct {
	Message         string `json:"message_id"`
	FailIfNotExists bool   `json:"fail_if_not_exists"`
}

// The flags of a message
// (https://discord.com/developers/docs/resources/message#message-object-message-flags).
const (
	flagEphemeral = 1 << 6
	flagSilent    = 1 << 12
)

// errEmpty is a message that shows nothing.
var errEmpty = errors.New("the message is empty")

// newMessage renders m as one embed and rows of buttons.
func newMessage(m bot.Message) (outgoing, error) {
	e := card(m)
	if e.Title == "" && e.Description == "" && e.Image == nil && e.Footer == nil {
		return outgoing{}, errEmpty
	}
	o := envelope(m)
	o.Embeds = []*discordgo.MessageEmbed{e}
	return o, nil
}

// envelope is all of m but its text.
func envelope(m bot.Message) outgoing {
	o := outgoing{Components: rows(m.Buttons), AllowedMentions: mentions{Parse: []string{}}}
	if m.Silent {
		o.Flags |= flagSilent
	}
	return o
}

// forEdit is o as it replaces a message: without the flags, which cannot be
// changed any more, and with nothing left of the text before.
func (o outgoing) forEdit() outgoing {
	o.Flags = 0
	if o.Content == nil {
		o.Content = new("")
	}
	return o
}

// card renders the text and picture of m.
func card(m bot.Message) *discordgo.MessageEmbed {
	e := &discordgo.MessageEmbed{URL: webURL(m.Link)}
	switch m.Tone {
	case bot.ToneBreaking:
		e.Color = red
	case bot.ToneProblem:
		e.Color = amber
	case bot.TonePlain:
	}
	body := m.Body
	if len(body) > 0 && body[0].Kind == bot.Title {
		e.Title = title(body[0].Spans)
		if e.URL == "" {
			e.URL = firstLink(body[0].Spans)
		}
		body = body[1:]
	}
	if n := len(body) - 1; n >= 0 && isFooter(body[n]) {
		e.Footer = footer(body[n].Spans)
		body = body[:n]
	}
	e.Description = description(body, maxDescription)
	if u := webURL(m.Image); u != "" {
		e.Image = &discordgo.MessageEmbedImage{URL: u}
	}
	return e
}

func title(spans []bot.Span) string {
	return shorten(spans, maxTitle, func(s []bot.Span) string { return inline(onOneLine(s), false) })
}

func firstLink(spans []bot.Span) string {
	for _, s := range spans {
		if u := webURL(s.URL); u != "" {
			return u
		}
	}
	return ""
}

// isFooter reports whether b can stand at the foot, where there are neither
// links, nor styles, nor local times.
func isFooter(b bot.Block) bool {
	if b.Kind != bot.Small || plain(b.Spans) == "" {
		return false
	}
	for _, s := range b.Spans {
		if s.URL != "" || !s.Time.IsZero() || s.Style != 0 {
			return false
		}
	}
	return true
}

func footer(spans []bot.Span) *discordgo.MessageEmbedFooter {
	return &discordgo.MessageEmbedFooter{Text: shorten(spans, maxFooter, plain)}
}

// description renders the blocks, as many as there is room for.
func description(body []bot.Block, room int) string {
	var b strings.Builder
	var last bot.BlockKind
	for _, block := range body {
		between := ""
		if b.Len() > 0 {
			between = gap(last, block.Kind)
		}
		limit := room - len(between)
		if limit <= 0 {
			break
		}
		text := shorten(block.Spans, limit, func(s []bot.Span) string { return blockText(block.Kind, s) })
		if text == "" {
			continue
		}
		b.WriteString(between + text)
		room = limit - units(text)
		last = block.Kind
	}
	return b.String()
}

// gap is what stands between two blocks: lists and lines of facts stay close.
func gap(above, below bot.BlockKind) string {
	switch {
	case below == bot.Heading, below == bot.Title, below == bot.Paragraph && above != bot.Heading:
		return "\n\n"
	case below == bot.Quote && above != bot.Heading:
		return "\n\n"
	}
	return "\n"
}

// blockText renders one block of the description.
func blockText(kind bot.BlockKind, spans []bot.Span) string {
	if kind != bot.Paragraph && kind != bot.Quote {
		spans = onOneLine(spans)
	}
	if kind == bot.Heading || kind == bot.Title {
		spans = emboldened(spans)
	}
	text := strings.Trim(inline(spans, true), " \n")
	if text == "" {
		return ""
	}
	switch kind {
	case bot.Item:
		return "• " + text
	case bot.Small:
		return "-# " + text
	case bot.Quote:
		return "> " + strings.ReplaceAll(text, "\n", "\n> ")
	case bot.Paragraph, bot.Title, bot.Heading:
	}
	return text
}

func onOneLine(spans []bot.Span) []bot.Span {
	list := make([]bot.Span, len(spans))
	for i, s := range spans {
		s.Text = strings.ReplaceAll(clean(s.Text), "\n", " ")
		list[i] = s
	}
	return list
}

func emboldened(spans []bot.Span) []bot.Span {
	list := make([]bot.Span, len(spans))
	for i, s := range spans {
		s.Style |= bot.Bold
		list[i] = s
	}
	return list
}

// size is how much of maxText a block takes, with the gap before it.
func size(b bot.Block) int { return units(blockText(b.Kind, b.Spans)) + len("\n\n") }
