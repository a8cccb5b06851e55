package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"herald/bot/console"
	"herald/internal/app"
	"herald/internal/config"
)

func newConsole() *cobra.Command {
	var path string
	cmd := &cobra.Command{
		Use:   "console",
		Short: "Try everything in the terminal, without a token",
		Long: `Console makes the terminal a chat with the bot: what its schedules post appears
here, and every command is answered. Without --config it reads a few made-up
articles and forgets everything at the end; with --config it uses the sources,
schedules and database of that file, and no other platform.

Where standard input is not a terminal, commands are read line by line, and
Herald ends when they are answered.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return chat(cmd, path) },
	}
	cmd.Flags().StringVarP(&path, "config", "c", "", "a configuration file; without it, built-in samples")
	return cmd
}

// chat runs Herald with the terminal as its only platform.
func chat(cmd *cobra.Command, path string) (err error) {
	ctx, stop := signal.NotifyContext(cmd.Context(), syscall.SIGHUP) // the terminal is closed
	defer stop()
	signal.Ignore(syscall.SIGPIPE) // a write fails instead, and everything is cleared away
	stage, err := newStage(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, stage.clear()) }()
	var a *app.App
	platform, logs := newTerminal(cmd, func(ctx context.Context) { a.Settle(ctx) })
	a, err = app.New(ctx, app.Options{
		Config: stage.config, Path: path, Console: platform, Greeting: stage.greeting(), Version: version(),
		Log: newLog(logs, config.Log{Level: max(stage.config.Log.Level, slog.LevelWarn)}),
	})
	if err != nil {
		return err
	}
	err = a.Run(ctx)
	if errors.Is(err, console.ErrLeft) {
		err = nil
	}
	return errors.Join(err, a.Close())
}

// greeting says in two lines what this is and what to do.
func (s *stage) greeting() []string {
	try := "Try /latest. To leave: exit."
	if s.inbox != "" {
		try = fmt.Sprintf("Try /latest, or drop an article file into %s. To leave: exit.", s.inbox)
	}
	return []string{"This terminal is a chat with Herald: posts appear as they come, /help lists the commands.", try}
}

// stage is what a console plays on: a configuration and, where it is the
// built-in one, a folder for the samples and the database.
type stage struct {
	config *config.Config
	inbox  string
	folder string
}

func newStage(path string) (*stage, error) {
	if path != "" {
		c, err := load(path)
		return &stage{config: c}, err
	}
	folder, err := os.MkdirTemp("", "herald-console-")
	if err != nil {
		return nil, fmt.Errorf("make a folder for the samples: %w", err)
	}
	sources, err := app.WriteSamples(filepath.Join(folder, "articles"), time.Now())
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(folder))
	}
	c := config.Default().WithSources(sources)
	c.Store = filepath.Join(folder, "herald.db")
	return &stage{config: c, inbox: sources[0].Path, folder: folder}, nil
}

// clear removes what the built-in samples left.
func (s *stage) clear() error {
	if s.folder == "" {
		return nil
	}
	return os.RemoveAll(s.folder)
}

// newTerminal is the console platform on the command's input and output, and
// where logs go so that they do not break its lines. It takes commands after
// settle.
func newTerminal(cmd *cobra.Command, settle func(context.Context)) (p *console.Platform, logs io.Writer) {
	o := console.Options{In: cmd.InOrStdin(), Out: cmd.OutOrStdout(), User: os.Getenv("USER"), Settle: settle}
	inTTY, outTTY := isTerminal(o.In), isTerminal(o.Out)
	o.TTY = inTTY && outTTY
	o.Color = outTTY && os.Getenv("NO_COLOR") == ""
	p = console.New(o)
	if o.TTY {
		return p, p.Writer()
	}
	return p, cmd.ErrOrStderr()
}

// isTerminal reports whether a stream is a terminal.
func isTerminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}
