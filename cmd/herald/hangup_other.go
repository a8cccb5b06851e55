//go:build !unix

package main

import (
	"context"

	"herald/internal/app"
)

// hangups does nothing where there is no SIGHUP; /reload does the same.
func hangups(context.Context, *app.App) (stop func()) { return func() {} }
