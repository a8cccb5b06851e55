package folder

import (
	"bytes"
	"errors"
	"fmt"
	"path"
	"strings"

	"herald/articles"
	"herald/articles/page"
	"herald/articles/wire"
)

// Bounds of a file's size, in bytes. Lists may be longer.
const (
	MaxFile = 8 << 20
	MaxList = 64 << 20
)

// formats are the kinds of file that Read knows.
var formats = map[string]func(name, text string) ([]articles.Article, error){
	".md": readMarkdown, ".markdown": readMarkdown,
	".json": readJSON, ".jsonl": readJSONLines, ".ndjson": readJSONLines,
}

// Known reports whether name ends like a file that Read can read.
func Known(name string) bool {
	ext := strings.ToLower(path.Ext(name))
	return formats[ext] != nil || ext == ".txt" || ext == ".html" || ext == ".htm" || ext == ".xml" || ext == ".eml"
}

// maxSize is how large the file of that name can be, in bytes.
func maxSize(name string) int64 {
	switch strings.ToLower(path.Ext(name)) {
	case ".jsonl", ".ndjson":
		return MaxList
	}
	return MaxFile
}

// Read reads the articles in a file: .md with front matter, .txt, .html, .json
// (an article or a list), .jsonl (an article a line), a wire (.xml, .json) or a
// newsletter (.eml). Each has an ID: its own, or else name, which is the file's
// slash path, with "#2" for the second of several. Source and Appeared are not set.
//
// The error says what is wrong and where, for the person who wrote the file.
// A .jsonl or .json list gives its good articles along with it.
func Read(name string, data []byte) ([]articles.Article, error) {
	if n := int64(len(data)); n > maxSize(name) {
		return nil, tooLarge(n, name)
	}
	switch ext := strings.ToLower(path.Ext(name)); ext {
	case ".txt":
		return one(name)(page.ReadText(data))
	case ".html", ".htm":
		return one(name)(page.ReadHTML(data, ""))
	case ".eml":
		return one(name)(readMail(data))
	case ".xml":
		return wire.Read(name, data)
	default:
		if ext == ".json" && wire.Is(data) {
			return wire.Read(name, data)
		}
		read := formats[ext]
		if read == nil {
			return nil, fmt.Errorf("unknown kind of file %q: known are .md, .txt, .html, .json, .jsonl, .xml and .eml", ext)
		}
		text, err := page.Decode(data)
		if err != nil {
			return nil, err
		}
		return read(name, text)
	}
}

// openEnd reports whether a file that reads well may be the beginning of one that
// is still being written: a text whose last line is not ended, or a page without
// a last tag. JSON does not read well before it is whole.
func openEnd(name string, data []byte) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".txt", ".md", ".markdown", ".eml":
		return !bytes.HasSuffix(data, []byte("\n"))
	case ".html", ".htm", ".xml":
		return !bytes.HasSuffix(bytes.TrimSpace(data), []byte(">"))
	}
	return false
}

func tooLarge(n int64, name string) error {
	return fmt.Errorf("it has %d MiB: at most %d MiB are read", (n+1<<20-1)>>20, maxSize(name)>>20)
}

// one makes a list of the article of a file that holds one.
func one(name string) func(articles.Article, error) ([]articles.Article, error) {
	return func(a articles.Article, err error) ([]articles.Article, error) {
		if err != nil {
			return nil, err
		}
		if a, err = checked(a, name); err != nil {
			return nil, err
		}
		return []articles.Article{a}, nil
	}
}

// errNoTitle is what is wrong with an article that has no headline.
var errNoTitle = errors.New("no title")

// checked is a with an ID, completed.
func checked(a articles.Article, id string) (articles.Article, error) {
	a = page.Complete(a)
	if a.Title == "" {
		return a, errNoTitle
	}
	if a.ID == "" {
		a.ID = id
	}
	return a, nil
}
