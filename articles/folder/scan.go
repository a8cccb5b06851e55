package folder

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"

	"herald/articles"
)

// Scan reads every article file in fsys once, folders within it included, in
// the order of their paths, and calls each with what it holds or what is wrong
// with it. It ends with the error of each, of ctx, or of a folder that cannot be
// read. Files with dots before their names, temporary files and files of other
// kinds are passed over.
func Scan(ctx context.Context, fsys fs.FS, each func(name string, list []articles.Article, err error) error) error {
	return fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case ctx.Err() != nil:
			return ctx.Err()
		case d.IsDir() && name != "." && ignored(name):
			return fs.SkipDir
		case d.IsDir() || ignored(name) || !Known(name):
			return nil
		}
		data, err := readFile(fsys, name)
		if err != nil {
			return each(name, nil, err)
		}
		list, err := Read(name, data)
		return each(name, list, err)
	})
}

// temporary are the ends of names of files that programs are still writing.
var temporary = []string{"~", ".part", ".partial", ".tmp", ".temp", ".swp", ".swx", ".crdownload", ".download", ".lock", ".bak"}

// ignored reports whether a file or folder is not for us: hidden, or temporary.
func ignored(name string) bool {
	base := strings.ToLower(path.Base(name))
	if strings.HasPrefix(base, ".") || strings.HasPrefix(base, "~") || strings.HasPrefix(base, "#") {
		return true
	}
	for _, end := range temporary {
		if strings.HasSuffix(base, end) {
			return true
		}
	}
	return false
}

var errNotRegular = errors.New("it is not a regular file")

// readFile reads a regular file within its bounds.
func readFile(fsys fs.FS, name string) ([]byte, error) {
	info, err := fs.Stat(fsys, name)
	if err != nil {
		return nil, plain(err)
	}
	if !info.Mode().IsRegular() {
		return nil, errNotRegular
	}
	if info.Size() > maxSize(name) {
		return nil, tooLarge(info.Size(), name)
	}
	f, err := fsys.Open(name)
	if err != nil {
		return nil, plain(err)
	}
	defer func() { _ = f.Close() }()
	data, err := io.ReadAll(io.LimitReader(f, maxSize(name)+1))
	if err != nil {
		return nil, fmt.Errorf("read: %w", plain(err))
	}
	return data, nil
}

// plain is err without the operation and path, which the caller names.
func plain(err error) error {
	if p, ok := errors.AsType[*fs.PathError](err); ok {
		return p.Err
	}
	return err
}
