package console_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"herald/bot"
	"herald/bot/bottest"
	"herald/bot/console"
)

var (
	at    = bot.Address{Platform: bot.Console, ID: "console"}
	clock = func() time.Time { return time.Date(2026, 3, 14, 14, 5, 0, 0, time.UTC) }
)

// run types lines at a console that is no terminal, and gives what is shown.
func run(t *testing.T, host bot.Host, lines string) (shown string, err error) {
	t.Helper()
	out := newPaper()
	p := console.New(console.Options{In: strings.NewReader(lines), Out: out, Now: clock})
	err = p.Run(t.Context(), host)
	return out.String(), err
}

func TestAnswersComeInOrder(t *testing.T) {
	t.Parallel()
	got, err := run(t, bottest.NewHost(), "/latest\n\n  story   12 \nplain\x1b[31m words\nlast without end")
	want := `hello, I bring news

> /latest
answer to latest

> story 12
answer to story 12

> plain[31m words
answer to  plain[31m words

> last without end
answer to  last without end

`
	if !errors.Is(err, console.ErrLeft) {
		t.Errorf("Run returned %v at the end of the input, want ErrLeft", err)
	}
	if got = strings.ReplaceAll(got, "answer to latest \n", "answer to latest\n"); got != want {
		t.Errorf("shown:\n%q\nwant:\n%q", got, want)
	}
}

func TestLeaving(t *testing.T) {
	t.Parallel()
	for _, word := range []string{"exit", "QUIT", "/exit", " quit "} {
		got, err := run(t, bottest.NewHost(), word+"\n/latest\n")
		if !errors.Is(err, console.ErrLeft) || strings.Contains(got, "answer") {
			t.Errorf("%q: Run returned %v and showed %q", word, err, got)
		}
	}
}

// late is a host that takes its time to greet.
type late struct {
	bot.Host
	greet chan struct{}
}

func (l late) Joined(ctx context.Context, at bot.Address, place bot.Place, title string) bot.Message {
	<-l.greet
	return l.Host.Joined(ctx, at, place, title)
}

func TestPostsComeAfterTheGreeting(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		out := newPaper()
		p := console.New(console.Options{In: strings.NewReader(""), Out: out})
		send := func(ctx context.Context) error {
			_, err := p.Send(ctx, bot.Post{To: at, Message: bot.Say("a post")})
			return err
		}
		hasty, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if fate := bot.FateOf(send(hasty)).Fate; fate != bot.Retry {
			t.Errorf("a post before anybody is greeted has fate %q, want %q", fate, bot.Retry)
		}
		host, results := late{bottest.NewHost(), make(chan struct{})}, make(chan error, 2)
		go func() { results <- p.Run(t.Context(), host) }()
		go func() { results <- send(t.Context()) }()
		synctest.Wait()
		if got := out.String(); got != "" {
			t.Errorf("shown before the greeting: %q", got)
		}
		close(host.greet)
		synctest.Wait()
		_, _ = <-results, <-results
		if got := out.String(); !strings.Contains(got, "a post") || strings.Index(got, "hello") > strings.Index(got, "a post") {
			t.Errorf("shown: %q", got)
		}
	})
}

func TestPostsAndEdits(t *testing.T) {
	t.Parallel()
	out := newPaper()
	p := console.New(console.Options{In: strings.NewReader(""), Out: out, Now: clock})
	bottest.Greet(t, p)
	send := func(m bot.Message) bot.MessageID {
		id, err := p.Send(t.Context(), bot.Post{To: at, Message: m})
		if err != nil {
			t.Fatalf("Send: %v", err)
		}
		return id
	}
	first := send(bot.Message{Tone: bot.ToneBreaking, Body: bot.Say("one").Body})
	second := send(bot.Message{Silent: true, Body: bot.Say("two").Body})
	for _, text := range []string{"two", "two, corrected", "two, corrected"} {
		if err := p.Edit(t.Context(), at, second, bot.Say(text)); err != nil {
			t.Fatalf("Edit: %v", err)
		}
	}
	if first != "1" || second != "2" {
		t.Errorf("message ids are %q and %q, want 1 and 2", first, second)
	}
	want := "── breaking · 14:05 ──\none\n\n── 14:05 · silent ──\ntwo\n\n── (edited) · 14:05 ──\ntwo, corrected\n\n"
	if got := out.String(); got != want {
		t.Errorf("shown:\n%s\nwant:\n%s", got, want)
	}
}

func TestOtherAddressesAreGone(t *testing.T) {
	t.Parallel()
	p := console.New(console.Options{In: strings.NewReader(""), Out: io.Discard})
	other := bot.Address{Platform: bot.Console, ID: "kitchen"}
	_, err := p.Send(t.Context(), bot.Post{To: other, Message: bot.Say("x")})
	if fate := bot.FateOf(err); err == nil || fate.Fate != bot.Gone {
		t.Errorf("Send: %v", err)
	}
	if err := p.Edit(t.Context(), other, "1", bot.Say("x")); err == nil || bot.FateOf(err).Fate != bot.Gone {
		t.Errorf("Edit: %v", err)
	}
}

// shut is an output that fails.
type shut struct{}

func (shut) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestAClosedOutputEndsRun(t *testing.T) {
	t.Parallel()
	p := console.New(console.Options{In: strings.NewReader("/latest\n"), Out: shut{}})
	if err := p.Run(t.Context(), bottest.NewHost()); bot.FateOf(err).Fate != bot.Refused {
		t.Errorf("Run returned %v, want fate %q", err, bot.Refused)
	}
}

// stuck is an output that nobody reads until it is freed.
type stuck struct{ free chan struct{} }

func (s stuck) Write(b []byte) (int, error) {
	<-s.free
	return len(b), nil
}

func TestAStuckOutputHoldsNobodyUp(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		out := stuck{free: make(chan struct{})}
		p := console.New(console.Options{In: strings.NewReader(""), Out: out})
		bottest.Greet(t, p)
		send := func() bot.Fate {
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			_, err := p.Send(ctx, bot.Post{To: at, Message: bot.Say("x")})
			return bot.FateOf(err).Fate
		}
		if fate := send(); fate != bot.Uncertain {
			t.Errorf("what is being written has fate %q, want %q", fate, bot.Uncertain)
		}
		if fate := send(); fate != bot.Retry {
			t.Errorf("what waits behind it has fate %q, want %q", fate, bot.Retry)
		}
		if n, err := p.Writer().Write([]byte("log\n")); err == nil {
			t.Errorf("a log line was written: %d", n)
		}
		close(out.free)
		synctest.Wait()
		if _, err := p.Send(t.Context(), bot.Post{To: at, Message: bot.Say("x")}); err != nil {
			t.Errorf("Send after the output is free: %v", err)
		}
	})
}

func TestRunEndsWithItsContextAndGoesOn(t *testing.T) {
	t.Parallel()
	in, keyboard := io.Pipe()
	defer func() { _ = keyboard.Close() }()
	out := newPaper()
	p := console.New(console.Options{In: in, Out: out})
	host := bottest.NewHost()

	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- p.Run(ctx, host) }()
	out.await(t, "greeting", func(s string) bool { return strings.Contains(s, "hello") })
	cancel()
	if err := <-done; err != nil {
		t.Errorf("Run returned %v after its context ended, want nil", err)
	}

	// The next Run gets what was typed meanwhile, and does not greet again.
	go func() { done <- p.Run(t.Context(), host) }()
	fmt.Fprintln(keyboard, "/latest")
	out.await(t, "answer", func(s string) bool { return strings.Contains(s, "answer to latest") })
	_ = keyboard.Close()
	if err := <-done; !errors.Is(err, console.ErrLeft) {
		t.Errorf("Run returned %v, want ErrLeft", err)
	}
	if n := strings.Count(out.String(), "hello"); n != 1 {
		t.Errorf("greeted %d times", n)
	}
}

// sit gives a person at a terminal: what they type goes to keyboard, what they
// see is on paper.
func sit(t *testing.T) (p *console.Platform, keyboard *io.PipeWriter, out *paper, done chan error) {
	t.Helper()
	in, keyboard := io.Pipe()
	t.Cleanup(func() { _ = keyboard.Close() })
	out, done = newPaper(), make(chan error, 1)
	p = console.New(console.Options{In: in, Out: out, TTY: true, Now: clock})
	ctx, cancel := context.WithCancel(t.Context())
	go func() { done <- p.Run(ctx, bottest.NewHost()) }()
	t.Cleanup(cancel)
	out.await(t, "prompt", func(s string) bool { return strings.HasSuffix(s, "> ") })
	return p, keyboard, out, done
}

func TestTerminal(t *testing.T) {
	t.Parallel()
	p, keyboard, out, done := sit(t)

	// Tab finishes the command; a post in between leaves the line whole.
	fmt.Fprint(keyboard, "lat\ten")
	out.await(t, "completion", func(s string) bool { return strings.Contains(s, "latest en") || strings.Contains(s, "est en") })
	if _, err := p.Send(t.Context(), bot.Post{To: at, Message: bot.Say("a post\nof two lines")}); err != nil {
		t.Fatal(err)
	}
	seen := out.String()
	found := strings.Contains(seen, "── 14:05 ──\r\na post\r\nof two lines\r\n")
	if !found || !strings.HasSuffix(seen, "> latest en") {
		t.Fatalf("after a post the terminal shows %q", seen)
	}
	if _, err := p.Writer().Write([]byte("a line of log\n")); err != nil {
		t.Fatal(err)
	}
	fmt.Fprint(keyboard, "ergy\r")
	out.await(t, "answer", func(s string) bool { return strings.Contains(s, "answer to latest energy\r\n\r\n> ") })

	// The arrow up brings the line back.
	fmt.Fprint(keyboard, "\x1b[A\r")
	out.await(t, "second answer", func(s string) bool { return strings.Count(s, "answer to latest energy") == 2 })

	fmt.Fprint(keyboard, "exit\r")
	if err := <-done; !errors.Is(err, console.ErrLeft) {
		t.Errorf("Run returned %v, want ErrLeft", err)
	}
	if !strings.HasSuffix(out.String(), "\r\n") {
		t.Error("the line of the prompt is not ended")
	}
}

func TestTerminalKeysThatLeave(t *testing.T) {
	t.Parallel()
	for name, key := range map[string]string{"Ctrl-C": "\x03", "Ctrl-D": "\x04", "Ctrl-C in a line": "lat\x03"} {
		_, keyboard, _, done := sit(t)
		fmt.Fprint(keyboard, key)
		if err := <-done; !errors.Is(err, console.ErrLeft) {
			t.Errorf("%s: Run returned %v, want ErrLeft", name, err)
		}
	}
}

func TestPrint(t *testing.T) {
	t.Parallel()
	out := newPaper()
	if err := console.Print(out, bot.Say("a few words that are wrapped"), 20); err != nil {
		t.Fatal(err)
	}
	if got, want := out.String(), "a few words that are\nwrapped\n\n"; got != want {
		t.Errorf("printed %q, want %q", got, want)
	}
}
