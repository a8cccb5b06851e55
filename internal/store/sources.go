package store

import (
	"context"
	"encoding/json"
	"errors"

	"herald/articles/feed"
)

// SourceState is what is remembered of a source, zero for one never fetched.
func (s *Store) SourceState(ctx context.Context, source string) (st feed.State, err error) {
	err = s.read(ctx, "read state of source", func(q query) error {
		var due, ok int64
		var memory string
		err := q.QueryRowContext(ctx, `SELECT url, etag, last_modified, due, ok, failures, error, memory FROM source_states
			WHERE source = ?`, source).Scan(&st.URL, &st.ETag, &st.LastModified, &due, &ok, &st.Failures, &st.Error, &memory)
		if errors.Is(err, errNoRow) {
			return nil
		}
		st.Due, st.OK = moment(due), moment(ok)
		if err == nil && memory != "" {
			err = json.Unmarshal([]byte(memory), &st.Memory)
		}
		return err
	})
	return st, err
}

// SaveSourceState remembers the state of a source.
func (s *Store) SaveSourceState(ctx context.Context, source string, st feed.State) error {
	return s.SaveSourceStates(ctx, map[string]feed.State{source: st})
}

// SaveSourceStates remembers the states of sources, by name, all or none.
func (s *Store) SaveSourceStates(ctx context.Context, states map[string]feed.State) error {
	return s.write(ctx, "save state of source", func(tx change) error {
		for source, st := range states {
			if err := saveSourceState(ctx, brisk{tx}, source, st); err != nil {
				return err
			}
		}
		return nil
	})
}

func saveSourceState(ctx context.Context, tx change, source string, st feed.State) error {
	memory, err := json.Marshal(st.Memory)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO source_states (source, url, etag, last_modified, due, ok, failures, error, memory)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (source) DO UPDATE SET url = excluded.url, etag = excluded.etag,
			last_modified = excluded.last_modified,
			due = excluded.due, ok = excluded.ok, failures = excluded.failures, error = excluded.error,
			memory = excluded.memory`,
		source, clean(st.URL), clean(st.ETag), clean(st.LastModified), micros(st.Due), micros(st.OK), st.Failures,
		clean(st.Error), clean(string(memory)))
	return err
}

// FiledItems is what SaveFiledItems was given last for a source, nil for nothing.
func (s *Store) FiledItems(ctx context.Context, source string) (items []byte, err error) {
	err = s.read(ctx, "read items of source", func(q query) error {
		err := q.QueryRowContext(ctx, `SELECT items FROM source_items WHERE source = ?`, source).Scan(&items)
		if errors.Is(err, errNoRow) {
			return nil
		}
		return err
	})
	return items, err
}

// SaveFiledItems keeps what a poller wants to know of the items of sources.
func (s *Store) SaveFiledItems(ctx context.Context, items map[string][]byte) error {
	return s.write(ctx, "save items of sources", func(tx change) error {
		for source, data := range items {
			_, err := brisk{tx}.ExecContext(ctx, `INSERT INTO source_items (source, items) VALUES (?, ?)
				ON CONFLICT (source) DO UPDATE SET items = excluded.items`, source, data)
			if err != nil {
				return err
			}
		}
		return nil
	})
}
