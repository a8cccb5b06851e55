package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/bits"
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

// pool is connections of one kind with their statements.
type pool struct {
	*sql.DB
	statements *statements
}

func newPool(db *sql.DB) pool { return pool{db, newStatements(db)} }

// write runs f in a transaction that takes the write lock at its start, so that
// what f reads does not change before it writes. op names it in errors.
func (s *Store) write(ctx context.Context, op string, f func(change) error) error {
	if s.within != nil {
		return failed(op, f(s.within))
	}
	return failed(op, s.writer.inTx(ctx, func(tx transaction) error { return f(tx) }))
}

// read runs f on one unchanging state of the database.
func (s *Store) read(ctx context.Context, op string, f func(query) error) error {
	if s.within != nil {
		return failed(op, f(s.within))
	}
	return failed(op, s.readers.inTx(ctx, func(tx transaction) error { return f(tx) }))
}

// glance is read for what a few statements answer, each in less than a millisecond,
// however much there is: see brisk. Whoever gives up is heard between two of them.
func (s *Store) glance(ctx context.Context, op string, f func(query) error) error {
	if s.within != nil {
		return failed(op, f(s.within))
	}
	return failed(op, s.readers.inBriskTx(ctx, f))
}

func (p pool) inTx(ctx context.Context, f func(transaction) error) error {
	if err := p.in(ctx, p.DB, f); err != nil {
		return givenUp(ctx, err)
	}
	p.statements.prepare(ctx)
	return nil
}

// inBriskTx is as inTx; only to wait for a connection is broken off where ctx ends,
// and no single statement.
func (p pool) inBriskTx(ctx context.Context, f func(query) error) error {
	conn, err := p.Conn(ctx)
	if err != nil {
		return err
	}
	err = p.in(unlessEnded(ctx), conn, func(tx transaction) error { return f(briskQuery{tx}) })
	if err = errors.Join(err, conn.Close()); err != nil { // which gives it back
		return givenUp(ctx, err)
	}
	p.statements.prepare(ctx)
	return nil
}

// beginner begins transactions: a pool on any of its connections, a connection on itself.
type beginner interface {
	BeginTx(ctx context.Context, o *sql.TxOptions) (*sql.Tx, error)
}

// in runs f in a transaction that is written when f returns nil.
func (p pool) in(ctx context.Context, b beginner, f func(transaction) error) error {
	tx, err := b.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	// After a commit this does nothing.
	defer func() { _ = tx.Rollback() }()
	if err = f(transaction{tx, p.statements, map[string]*sql.Stmt{}}); err == nil {
		err = tx.Commit()
	}
	return err
}

// givenUp is err, or, where the caller gave up, that. database/sql then rolls
// back at once, and what comes next fails in various ways.
func givenUp(ctx context.Context, err error) error {
	if ctx.Err() == nil || isAnswer(err) || errors.Is(err, ctx.Err()) {
		return err
	}
	return fmt.Errorf("%w (%w)", ctx.Err(), err)
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

// in is what IN (...) needs for a list that is not empty: placeholders and their
// arguments. Their number is rounded up to a power of two, the last value standing
// for the rest, so that lists of all lengths make few different statements.
func in[T any](list []T) (marks string, args []any) {
	n := 1 << bits.Len(uint(len(list)-1))
	args = make([]any, n)
	for i := range args {
		args[i] = list[min(i, len(list)-1)]
	}
	return strings.TrimSuffix(strings.Repeat("?, ", n), ", "), args
}
