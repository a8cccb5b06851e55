package console_test

import (
	"fmt"
	"io"
	"log/slog"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"herald/bot"
	"herald/bot/bottest"
	"herald/bot/console"
)

func TestPlatform(t *testing.T) {
	bottest.TestPlatform(t, openWorld)
}

// paper is what a person reads: everything written, a chunk a write.
type paper struct {
	mu     sync.Mutex
	chunks []string
	more   chan struct{}
}

func newPaper() *paper { return &paper{more: make(chan struct{}, 1)} }

func (p *paper) Write(b []byte) (int, error) {
	p.mu.Lock()
	p.chunks = append(p.chunks, string(b))
	p.mu.Unlock()
	select {
	case p.more <- struct{}{}:
	default:
	}
	return len(b), nil
}

func (p *paper) read() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.chunks)
}

func (p *paper) String() string { return strings.Join(p.read(), "") }

// await waits until what is shown is enough.
func (p *paper) await(t testing.TB, what string, enough func(string) bool) {
	t.Helper()
	deadline := time.After(3 * time.Minute)
	for !enough(p.String()) {
		select {
		case <-p.more:
		case <-deadline:
			t.Fatalf("no %s; shown:\n%s", what, p)
		}
	}
}

func openWorld(t *testing.T) *bottest.World {
	in, keyboard := io.Pipe()
	out, log := newPaper(), newPaper()
	t.Cleanup(func() { _ = keyboard.Close() })
	at := bot.Address{Platform: bot.Console, ID: "console"}
	p := console.New(console.Options{
		In: in, Out: out, Color: true, Width: 1_000_000, User: "Ann",
		Log: slog.New(slog.NewTextHandler(log, nil)),
	})
	bottest.Greet(t, p)
	return &bottest.World{
		Platform: p,
		Private:  at,
		Group:    at,
		Unknown:  bot.Address{Platform: bot.Console, ID: "elsewhere"},
		Type: func(t testing.TB, _ bot.Address, _ bool, line string) {
			go func() { _, _ = fmt.Fprintln(keyboard, line) }()
		},
		Await: func(t testing.TB, _ bot.Address, n int) []bottest.Shown {
			out.await(t, fmt.Sprintf("%d messages", n), func(string) bool { return len(messages(out)) >= n })
			return messages(out)
		},
		Log: log.String,
	}
}

var (
	ansi   = regexp.MustCompile("\x1b\\[[0-9;]*m")
	linked = regexp.MustCompile("\x1b\\[2m(?:\\(|Page: )(https?://[^\x1b]*?)\\)?\x1b\\[0m")
	button = regexp.MustCompile(`(?m)\[([^\[\]]+): (/[^\]]*|https?://[^\]]*)\]`)
)

// messages are the posts and answers that a person can see, without the greeting
// and their own lines.
func messages(p *paper) []bottest.Shown {
	var list []bottest.Shown
	asked := false
	for _, chunk := range p.read() {
		switch {
		case strings.HasPrefix(chunk, "> /") && strings.Count(chunk, "\n") == 1:
			asked = true
			continue
		case !strings.HasPrefix(chunk, "── ") && !asked:
			continue
		case strings.HasPrefix(chunk, "── "):
			_, chunk, _ = strings.Cut(chunk, "\n")
		default:
			asked = false
		}
		list = append(list, shown(chunk, len(list)+1))
	}
	return list
}

func shown(chunk string, n int) bottest.Shown {
	s := bottest.Shown{ID: bot.MessageID(fmt.Sprint(n)), Bold: strings.Contains(chunk, "\x1b[1")}
	for _, m := range linked.FindAllStringSubmatch(chunk, -1) {
		s.Links = append(s.Links, m[1])
	}
	chunk = linked.ReplaceAllString(chunk, "")
	s.Text = strings.TrimSpace(ansi.ReplaceAllString(chunk, ""))
	for _, m := range button.FindAllStringSubmatch(s.Text, -1) {
		s.Buttons = append(s.Buttons, m[1])
		if strings.HasPrefix(m[2], "http") {
			s.Links = append(s.Links, m[2])
		}
	}
	return s
}
