package store

import (
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"herald/articles"
	"herald/articles/desk"
	"herald/bot/commands"
	"herald/scheduler/edition"
)

// errNoRow is what a lookup of one row finds when there is none.
var errNoRow = sql.ErrNoRows

// answers are the errors that are answers: callers compare with them, so they
// are returned as they are.
var answers = []error{
	articles.ErrNoStory, desk.ErrConflict, edition.ErrTicked,
	commands.ErrNoChannel, commands.ErrNoSubscription, commands.ErrSubscribed, commands.ErrNotUncertain, errPaused,
}

// ErrNewer is why Open refuses a database that a later version of Herald has
// written to.
var ErrNewer = errors.New("it was made by a newer Herald; run that one, or restore the backup made before the update")

// explained gives an error of the database the operator's words. It is the one
// place that knows SQLite's codes: https://www.sqlite.org/rescode.html
func explained(err error) error {
	e, ok := errors.AsType[*sqlite.Error](err)
	if !ok {
		return err
	}
	switch e.Code() & 0xff {
	case sqlite3.SQLITE_FULL:
		return fmt.Errorf("no space left on the disk: %w", err)
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM:
		return fmt.Errorf("permission denied: Herald must be able to write the file and its folder: %w", err)
	case sqlite3.SQLITE_CANTOPEN:
		return fmt.Errorf("the file cannot be opened; check that it and its folder may be read and written: %w", err)
	case sqlite3.SQLITE_NOTADB:
		return fmt.Errorf("the file is no database: %w", err)
	case sqlite3.SQLITE_CORRUPT:
		return fmt.Errorf("the file is damaged; restore a backup: %w", err)
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return fmt.Errorf("another program keeps the database locked: %w", err)
	case sqlite3.SQLITE_IOERR:
		return fmt.Errorf("the disk failed: %w", err)
	}
	return err
}

// isDuplicate reports whether err is a violated UNIQUE constraint.
func isDuplicate(err error) bool {
	e, ok := errors.AsType[*sqlite.Error](err)
	return ok && (e.Code() == sqlite3.SQLITE_CONSTRAINT_UNIQUE || e.Code() == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY)
}

// isOrphan reports whether err is a violated FOREIGN KEY constraint.
func isOrphan(err error) bool {
	e, ok := errors.AsType[*sqlite.Error](err)
	return ok && e.Code() == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY
}

func isAnswer(err error) bool {
	return slices.ContainsFunc(answers, func(a error) bool { return errors.Is(err, a) })
}

// failed says what was being done when err came. Answers pass unchanged.
func failed(op string, err error) error {
	if err == nil || isAnswer(err) {
		return err
	}
	return fmt.Errorf("%s: %w", op, explained(err))
}
