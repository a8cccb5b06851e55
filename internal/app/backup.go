package app

import (
	"context"

	"herald/internal/config"
	"herald/internal/store"
)

// Backup copies the database of a configuration into a new file and checks the
// copy. Herald may run meanwhile.
func Backup(ctx context.Context, c *config.Config, to string) error {
	return store.Backup(ctx, c.Store, to)
}
