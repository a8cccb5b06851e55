package store

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

// migration is one numbered step of the schema.
type migration struct {
	number int
	name   string
	text   string
	// fill, where it is not nil, brings what is there already into the new form
	// after text, as far as SQL does not tell how.
	fill func(context.Context, change) error
}

// fills are the fills of migrations, by number.
var fills = map[int]func(context.Context, change) error{28: fillTexts}

// migrations are all steps in their order: they are embedded under names that
// sort by number, 0001 first, without a gap.
func migrations() []migration {
	names, _ := fs.Glob(migrationFiles, "migrations/*.sql") // the pattern is right
	steps := make([]migration, len(names))
	for i, name := range names {
		text, _ := migrationFiles.ReadFile(name) // embedded, so it is there
		base := strings.TrimSuffix(strings.TrimPrefix(name, "migrations/"), ".sql")
		number, _, _ := strings.Cut(base, "_")
		n, _ := strconv.Atoi(number)
		steps[i] = migration{number: n, name: base, text: string(text), fill: fills[n]}
	}
	return steps
}

// errForeign is why Open refuses the database of another program.
var errForeign = errors.New("it is a database, but not one of Herald's")

// migrate brings the schema up to date, each step in a transaction of its own.
// Another process that starts at the same time waits, and finds the work done.
func (s *Store) migrate(ctx context.Context, steps []migration) error {
	if err := s.read(ctx, "look at the schema", isOurs(ctx)); err != nil {
		return err
	}
	if err := s.write(ctx, "prepare the schema", prepareSchema(ctx)); err != nil {
		return err
	}
	if err := s.read(ctx, "look at the schema", s.announce(ctx, len(steps))); err != nil {
		return err
	}
	for _, m := range steps {
		if err := s.write(ctx, "migrate to "+m.name, s.apply(ctx, m)); err != nil {
			return err
		}
	}
	return s.read(ctx, "read the schema", func(q query) error {
		have, err := schemaVersion(ctx, q)
		if err == nil && have > len(steps) {
			err = fmt.Errorf("%w (its schema is %d, this one knows %d)", ErrNewer, have, len(steps))
		}
		return err
	})
}

// isOurs refuses a database that has tables, but not ours, before anything in it
// is changed.
func isOurs(ctx context.Context) func(query) error {
	return func(q query) error {
		tables, err := collect(ctx, q, scanOne[string], `SELECT name FROM sqlite_master WHERE type = 'table'`)
		if err == nil && len(tables) > 0 && !slices.Contains(tables, "schema_versions") {
			err = errForeign
		}
		return err
	}
}

// announce tells the operator that the start takes longer, where there is something
// that steps up to number have to change.
func (s *Store) announce(ctx context.Context, number int) func(query) error {
	return func(q query) error {
		have, err := schemaVersion(ctx, q)
		if err == nil && 0 < have && have < number {
			s.log.Info("bringing the database up to date; a big archive takes a minute or two", "schema", have, "to", number)
		}
		return err
	}
}

func prepareSchema(ctx context.Context) func(change) error {
	return func(tx change) error {
		_, err := tx.ExecContext(ctx, `CREATE TABLE IF NOT EXISTS schema_versions (
			version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied BIGINT NOT NULL)`)
		return err
	}
}

func (s *Store) apply(ctx context.Context, m migration) func(change) error {
	return func(tx change) error {
		have, err := schemaVersion(ctx, tx)
		if err != nil || have >= m.number {
			return err
		}
		if _, err := tx.ExecContext(ctx, m.text); err != nil {
			return err
		}
		if m.fill != nil {
			if err := m.fill(ctx, tx); err != nil {
				return err
			}
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO schema_versions (version, name, applied) VALUES (?, ?, ?)`,
			m.number, m.name, micros(s.now()))
		if err == nil {
			s.log.Debug("database migrated", "migration", m.name)
		}
		return err
	}
}

func schemaVersion(ctx context.Context, q query) (n int, err error) {
	err = q.QueryRowContext(ctx, `SELECT COALESCE(MAX(version), 0) FROM schema_versions`).Scan(&n)
	return n, err
}
