package app_test

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"testing"
	"time"

	"herald/bot"
	"herald/internal/app"
)

// The environment of a Herald that runs as a process of its own: this test's
// program, which is killed as a power cut does it.
const (
	childConfig, childLate      = "HERALD_TEST_CONFIG", "HERALD_TEST_LATE"
	childDiscord, childTelegram = "HERALD_TEST_DISCORD", "HERALD_TEST_TELEGRAM"
)

// runChild runs Herald until the process is killed.
func runChild() error {
	late, err := time.ParseDuration(os.Getenv(childLate))
	if err != nil {
		return err
	}
	path := os.Getenv(childConfig)
	c, err := app.Load(path)
	if err != nil {
		return err
	}
	a, err := app.New(context.Background(), app.Options{
		Config: c, Path: path, Version: "test", Now: func() time.Time { return time.Now().Add(late) },
		Discord: bot.Secret(os.Getenv(childDiscord)), Telegram: bot.Secret(os.Getenv(childTelegram)),
		Log: slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelDebug})),
	})
	if err != nil {
		return err
	}
	return a.Run(context.Background())
}

// startChild runs Herald as a process of its own, by a clock that is late by so much,
// until kill is called.
func (w *town) startChild(t *testing.T, late time.Duration) (kill func()) {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program)
	cmd.Env = append(os.Environ(), childConfig+"="+w.config, childLate+"="+late.String(),
		childDiscord+"="+w.discord.Token(), childTelegram+"="+w.telegram.Token())
	cmd.Stdout, cmd.Stderr = w.log, w.log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	kill = func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	}
	t.Cleanup(kill)
	return kill
}

// isChild runs Herald instead of tests, where this process is for that.
func isChild() bool {
	if os.Getenv(childConfig) == "" {
		return false
	}
	if err := runChild(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	return true
}
