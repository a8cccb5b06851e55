package bot

import (
	"strings"
	"time"
)

// Message is what Herald says, free of any platform's markup. Text in it is
// plain: each platform escapes it, so that nothing from outside can mention
// anyone or break the layout.
type Message struct {
	Tone Tone
	Body []Block
	// Link is the page that the message is about; platforms may preview it.
	Link string
	// Image is the URL of a picture to show with it.
	Image string
	// Buttons stand in rows under the message.
	Buttons [][]Button
	// Ask, where set, asks the reader for a line of text. Body says how to give it
	// by typing, for platforms that cannot ask.
	Ask *Ask
	// Silent messages notify nobody.
	Silent bool
	// Private replies are shown to the asker alone where the platform can.
	Private bool
}

// Tone colours a message where the platform has colours.
type Tone int

// The tones.
const (
	TonePlain Tone = iota
	ToneBreaking
	ToneProblem
)

// BlockKind says how a block is set.
type BlockKind int

// The kinds of block.
const (
	Paragraph BlockKind = iota
	Title               // the headline of the message; at most one, the first block
	Heading             // a section heading
	Item                // one entry of a list
	Quote
	Small // the line of facts under something: publishers, age, page number
)

// Block is one paragraph, heading or list item.
type Block struct {
	Kind  BlockKind
	Spans []Span
}

// Style is a set of text styles.
type Style uint8

// The styles.
const (
	Bold Style = 1 << iota
	Italic
	Strike
	Code
)

// Span is a run of text in one style, perhaps a link.
type Span struct {
	Text  string
	Style Style
	// URL makes the span a link; http and https only, anything else is shown as
	// plain text.
	URL string
	// Time, where set, is a moment that a platform may show in the reader's own
	// time; Text is what the others show.
	Time time.Time
}

// Button is pressed instead of typing a command, or opens a page.
type Button struct {
	Label string
	// Command is the line that a press stands for, without the slash, such as
	// "story 12 page 2". At most MaxButtonCommand bytes.
	Command string
	// Replace puts the answer in the place of the message that was pressed, as
	// for paging; else it comes as a new message.
	Replace bool
	// URL opens a page; then there is no Command.
	URL string
}

// Ask asks for a line of text that completes a command.
type Ask struct {
	// Label names what is asked for, in at most MaxAskLabel characters.
	Label string
	// Value is what may stand there already, to be changed; at most MaxAskText
	// characters.
	Value string
	// Command is the line that the text is put behind, without the slash, such as
	// "headline 12". At most MaxButtonCommand bytes.
	Command string
}

// Bounds of an Ask: Discord's dialogues have titles of at most 45 characters
// (https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object-modal),
// and a headline takes no more than MaxAskText.
const (
	MaxAskLabel = 45
	MaxAskText  = 300
)

// MaxButtonCommand is the longest Command in bytes: Telegram carries 64 bytes
// with a button (https://core.telegram.org/bots/api#inlinekeyboardbutton), one
// of which says Replace.
const MaxButtonCommand = 63

// Text is a block of one plain span.
func Text(kind BlockKind, text string) Block {
	return Block{Kind: kind, Spans: []Span{{Text: text}}}
}

// Say is a message of one plain paragraph.
func Say(text string) Message { return Message{Body: []Block{Text(Paragraph, text)}} }

// Plain is the text of b without styles.
func (b Block) Plain() string {
	var s strings.Builder
	for _, span := range b.Spans {
		s.WriteString(span.Text)
	}
	return s.String()
}

// Plain is the text of m without styles, a line a block.
func (m Message) Plain() string {
	lines := make([]string, len(m.Body))
	for i, b := range m.Body {
		lines[i] = b.Plain()
	}
	return strings.Join(lines, "\n")
}

// Format says how a platform counts, so that layouts fit before they are sent.
type Format struct {
	// MaxText is the most units that the body of one message may take.
	MaxText int
	// Size is how many units a block takes on this platform, its markup and
	// escapes included where they count. It must be safe for concurrent use.
	Size func(Block) int
	// MaxButtons bounds the buttons of a row, MaxRows the rows.
	MaxButtons, MaxRows int
}
