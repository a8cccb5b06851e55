//go:build unix

package main

import (
	"context"
	"os"
	"os/signal"
	"sync"
	"syscall"

	"herald/internal/app"
)

// hangups reads the configuration again at each SIGHUP, until stop is called.
func hangups(ctx context.Context, a *app.App) (stop func()) {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGHUP)
	ctx, cancel := context.WithCancel(ctx)
	var wait sync.WaitGroup
	wait.Go(func() {
		for {
			select {
			case <-ctx.Done():
				return
			case <-signals:
				a.Reload()
			}
		}
	})
	return func() { signal.Stop(signals); cancel(); wait.Wait() }
}
