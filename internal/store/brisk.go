package store

import (
	"context"
	"database/sql"
)

// briskQuery asks what takes some microseconds. To be ready to break a statement off
// takes about as long as to run it, as the driver starts a goroutine for that and
// looks around every thousand steps, so that whoever gives up is heard between two of
// them.
type briskQuery struct{ query }

// QueryContext asks, unless ctx has ended.
func (b briskQuery) QueryContext(ctx context.Context, text string, args ...any) (*sql.Rows, error) {
	return b.query.QueryContext(unlessEnded(ctx), text, args...)
}

// QueryRowContext asks for one row, unless ctx has ended.
func (b briskQuery) QueryRowContext(ctx context.Context, text string, args ...any) *sql.Row {
	return b.query.QueryRowContext(unlessEnded(ctx), text, args...)
}

// brisk is a transaction of such statements, of which there are hundreds or thousands.
type brisk struct{ change }

// ExecContext runs a statement, unless ctx has ended.
func (b brisk) ExecContext(ctx context.Context, text string, args ...any) (sql.Result, error) {
	return b.change.ExecContext(unlessEnded(ctx), text, args...)
}

// QueryContext is briskQuery's.
func (b brisk) QueryContext(ctx context.Context, text string, args ...any) (*sql.Rows, error) {
	return briskQuery{b.change}.QueryContext(ctx, text, args...)
}

// QueryRowContext is briskQuery's.
func (b brisk) QueryRowContext(ctx context.Context, text string, args ...any) *sql.Row {
	return briskQuery{b.change}.QueryRowContext(ctx, text, args...)
}

// unlessEnded is a context that does not end, unless ctx has ended already.
func unlessEnded(ctx context.Context) context.Context {
	if ctx.Err() != nil {
		return ctx
	}
	return context.WithoutCancel(ctx)
}
