package store

import (
	"context"
	"database/sql"
	"sync"
)

// maxStatements bounds the statements that a pool keeps ready: there are fewer
// in this package.
const maxStatements = 200

// statements keeps the statements of a pool ready to run. To read and plan one
// takes SQLite about as long as to run it.
type statements struct {
	db *sql.DB
	mu sync.Mutex
	// ready has nil for those that are asked for and not prepared yet.
	ready map[string]*sql.Stmt
	asked []string
}

func newStatements(db *sql.DB) *statements {
	return &statements{db: db, ready: map[string]*sql.Stmt{}}
}

// get is the statement of a text, nil if it is not ready. It will be when
// prepare has run.
func (s *statements) get(text string) *sql.Stmt {
	s.mu.Lock()
	defer s.mu.Unlock()
	stmt, known := s.ready[text]
	if !known && len(s.ready) < maxStatements {
		s.ready[text] = nil
		s.asked = append(s.asked, text)
	}
	return stmt
}

// prepare makes ready what was asked for. It needs a connection of its own, so
// it runs after the transaction that asked, which holds the only one. What cannot
// be prepared now may be asked for again.
func (s *statements) prepare(ctx context.Context) {
	s.mu.Lock()
	texts := s.asked
	s.asked = nil
	s.mu.Unlock()
	for _, text := range texts {
		stmt, err := s.db.PrepareContext(ctx, text) //nolint:sqlclosecheck // kept, and closed with the pool
		s.mu.Lock()
		if err == nil {
			s.ready[text] = stmt
		} else {
			delete(s.ready, text)
		}
		s.mu.Unlock()
	}
}

// close closes the pool and its statements.
func (p pool) close() error {
	p.statements.mu.Lock()
	defer p.statements.mu.Unlock()
	for _, stmt := range p.statements.ready {
		if stmt != nil {
			_ = stmt.Close() // what is wrong with it the pool says, too
		}
	}
	return p.Close()
}

// transaction runs statements that are ready, and others as text.
type transaction struct {
	*sql.Tx
	statements *statements
	// own are those that were used in it already, closed with it.
	own map[string]*sql.Stmt
}

func (t transaction) stmt(ctx context.Context, text string) *sql.Stmt {
	if own := t.own[text]; own != nil {
		return own
	}
	stmt := t.statements.get(text)
	if stmt == nil {
		return nil
	}
	own := t.StmtContext(ctx, stmt)
	t.own[text] = own
	return own
}

func (t transaction) ExecContext(ctx context.Context, text string, args ...any) (sql.Result, error) {
	if stmt := t.stmt(ctx, text); stmt != nil { //nolint:sqlclosecheck // closed with the transaction
		return stmt.ExecContext(ctx, args...)
	}
	return t.Tx.ExecContext(ctx, text, args...)
}

func (t transaction) QueryContext(ctx context.Context, text string, args ...any) (*sql.Rows, error) {
	if stmt := t.stmt(ctx, text); stmt != nil { //nolint:sqlclosecheck // closed with the transaction
		return stmt.QueryContext(ctx, args...)
	}
	return t.Tx.QueryContext(ctx, text, args...)
}

func (t transaction) QueryRowContext(ctx context.Context, text string, args ...any) *sql.Row {
	if stmt := t.stmt(ctx, text); stmt != nil { //nolint:sqlclosecheck // closed with the transaction
		return stmt.QueryRowContext(ctx, args...)
	}
	return t.Tx.QueryRowContext(ctx, text, args...)
}
