package store

import (
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	_ "modernc.org/sqlite" // the driver "sqlite", pure Go
)

// memory is the path of a database that is kept nowhere.
const memory = ":memory:"

// readerConns bounds the connections that read at the same time.
const readerConns = 4

// pragmas are set on every connection.
//
// synchronous=FULL waits at each commit until the disk has it: what was settled
// as sent is known to be sent even after the power failed, or it would be sent
// again. journal_size_limit gives space back after a burst of writes.
var pragmas = []string{
	"busy_timeout(10000)",
	"foreign_keys(1)",
	"synchronous(FULL)",
	"journal_size_limit(67108864)",
	"temp_store(MEMORY)",
}

// What each connection keeps in memory of the file, in KiB; it takes twice as much, as
// the driver gives each page of 4 KiB with what SQLite notes of it 8. The operating
// system keeps more of the file, for all connections.
const (
	writerCache = "_pragma=cache_size(-2048)"
	readerCache = "_pragma=cache_size(-1024)"
)

// connect opens the pools. database/sql connects at the first use.
func (s *Store) connect(path string) (err error) {
	if path != memory {
		// Connections are made when they are needed, perhaps after a chdir.
		if path, err = filepath.Abs(path); err != nil {
			return err
		}
	}
	writer, err := sql.Open("sqlite", dsn(path, "_txlock=immediate", "_pragma=journal_mode(WAL)", writerCache))
	if err != nil {
		return err
	}
	s.writer = newPool(keep(writer, 1))
	if path == memory {
		// A second connection would be a second, empty database.
		s.readers = s.writer
		return nil
	}
	readers, err := sql.Open("sqlite", dsn(path, "_pragma=query_only(1)", readerCache))
	if err != nil {
		return err
	}
	s.readers = newPool(keep(readers, readerConns))
	return nil
}

// keep makes db hold on to n connections for good.
func keep(db *sql.DB, n int) *sql.DB {
	db.SetMaxOpenConns(n)
	db.SetMaxIdleConns(n)
	return db
}

// dsn is the driver's form of path with pragmas and further parameters. Double
// quotes always mean names (_dqs), as in the SQL standard.
func dsn(path string, params ...string) string {
	params = append(params, "_dqs=0")
	for _, p := range pragmas {
		params = append(params, "_pragma="+p)
	}
	if path != memory {
		// In a URI these three mean something: https://www.sqlite.org/uri.html
		path = strings.NewReplacer("%", "%25", "?", "%3f", "#", "%23").Replace(filepath.ToSlash(path))
	}
	return "file:" + path + "?" + strings.Join(params, "&")
}

// prepareFile makes the folder and the file where they are missing, readable by
// the owner alone: who reads what is nobody else's business.
func prepareFile(path string) error {
	if path == "" {
		return errors.New("no path given")
	}
	if path == memory {
		return nil
	}
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir():
		return errors.New("it is a folder, not a file")
	case err == nil:
		// Opening and closing an existing file here would end the locks that
		// another store of this process holds on it.
		return nil
	case !errors.Is(err, fs.ErrNotExist):
		return err
	}
	return makeFile(path)
}

func makeFile(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		return fmt.Errorf("make its folder: %w", err)
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil // another process was faster
	}
	if err != nil {
		return err
	}
	return f.Close()
}
