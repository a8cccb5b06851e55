package store

import (
	"context"
	"database/sql"
	"errors"
	"strings"
)

// query is what reads: a transaction.
type query interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// change is what writes: a transaction of the writer.
type change interface {
	query
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

// write runs f in a transaction that takes the write lock at its start, so that
// what f reads does not change before it writes. op names it in errors.
func (s *Store) write(ctx context.Context, op string, f func(change) error) error {
	return failed(op, inTx(ctx, s.writer, func(tx *sql.Tx) error { return f(tx) }))
}

// read runs f on one unchanging state of the database.
func (s *Store) read(ctx context.Context, op string, f func(query) error) error {
	return failed(op, inTx(ctx, s.readers, func(tx *sql.Tx) error { return f(tx) }))
}

func inTx(ctx context.Context, db *sql.DB, f func(*sql.Tx) error) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	// After a commit this does nothing.
	defer func() { _ = tx.Rollback() }()
	if err = f(tx); err == nil {
		err = tx.Commit()
	}
	if errors.Is(err, sql.ErrTxDone) && ctx.Err() != nil {
		return ctx.Err() // it was rolled back because the caller gave up
	}
	return err
}

// collect reads all rows of a query, each with scan.
func collect[T any](ctx context.Context, q query, scan func(row) (T, error), text string, args ...any) ([]T, error) {
	rows, err := q.QueryContext(ctx, text, args...)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var all []T
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	return all, rows.Err()
}

// row is one row of an answer.
type row interface{ Scan(dest ...any) error }

// scanOne reads rows of a single column.
func scanOne[T any](r row) (v T, err error) {
	err = r.Scan(&v)
	return v, err
}

// affected runs a statement and counts the rows that it changed.
func affected(ctx context.Context, tx change, text string, args ...any) (int, error) {
	res, err := tx.ExecContext(ctx, text, args...)
	if err != nil {
		return 0, err
	}
	n, err := res.RowsAffected()
	return int(n), err
}

// marks are n placeholders for IN (...).
func marks(n int) string {
	return strings.TrimSuffix(strings.Repeat("?, ", n), ", ")
}

// anys makes arguments of ids.
func anys[T any](list []T) []any {
	args := make([]any, len(list))
	for i, v := range list {
		args[i] = v
	}
	return args
}
