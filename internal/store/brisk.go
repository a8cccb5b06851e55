package store

import (
	"context"
	"database/sql"
)

// brisk is a transaction of statements that take some microseconds each, of which
// there are hundreds or thousands. To be ready to break one off takes about as long
// as to run it, as the driver starts a goroutine for that, so that whoever gives up
// is heard between two of them.
type brisk struct{ change }

// ExecContext runs a statement, unless ctx has ended.
func (b brisk) ExecContext(ctx context.Context, text string, args ...any) (sql.Result, error) {
	return b.change.ExecContext(unlessEnded(ctx), text, args...)
}

// QueryContext asks, unless ctx has ended.
func (b brisk) QueryContext(ctx context.Context, text string, args ...any) (*sql.Rows, error) {
	return b.change.QueryContext(unlessEnded(ctx), text, args...)
}

// QueryRowContext asks for one row, unless ctx has ended.
func (b brisk) QueryRowContext(ctx context.Context, text string, args ...any) *sql.Row {
	return b.change.QueryRowContext(unlessEnded(ctx), text, args...)
}

// unlessEnded is a context that does not end, unless ctx has ended already.
func unlessEnded(ctx context.Context) context.Context {
	if ctx.Err() != nil {
		return ctx
	}
	return context.WithoutCancel(ctx)
}
