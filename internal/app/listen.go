package app

import (
	"context"
	"errors"
	"fmt"
	"net"
	"syscall"

	"herald/internal/health"
)

// listen takes the address at which metrics are served, if one is configured.
func (a *App) listen(ctx context.Context) (err error) {
	if a.Config.Listen == "" {
		return nil
	}
	a.server, err = health.Listen(ctx, a.Config.Listen, a.metrics.Handler(), a.alive, a.ready, a.hubRoutes()...)
	if errors.Is(err, syscall.EADDRINUSE) {
		return fmt.Errorf("%w: another program has it, perhaps a second Herald; stop that, or change listen in config.yaml", err)
	}
	if err == nil {
		a.Log.Info("serving /metrics, /healthz and /readyz", "part", "app", "at", a.server.Addr().String())
	}
	return err
}

// Serving is the address at which metrics are served; nil for none.
func (a *App) Serving() net.Addr {
	if a.server == nil {
		return nil
	}
	return a.server.Addr()
}
