package folder

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"herald/articles"
)

// Bounds of JSON, far above what articles need: a value takes up to a hundred times
// its length in memory.
const (
	maxValues = 250_000 // values of one document, by the commas and brackets
	maxLines  = 50_000  // lines of a list
)

var (
	errValues = fmt.Errorf("it has more than %d values", maxValues)
	errLines  = fmt.Errorf("it has more than %d lines: the others are not read", maxLines)
)

// readJSON reads one article, or a list of them.
func readJSON(name, text string) ([]articles.Article, error) {
	if tooMany(text) {
		return nil, errValues
	}
	if strings.HasPrefix(strings.TrimSpace(text), "[") {
		return readJSONList(name, text)
	}
	a, err := readObject([]byte(text))
	if err != nil {
		return nil, inLine(text, err)
	}
	return one(name)(a, nil)
}

// tooMany reports whether a JSON document has more than maxValues.
func tooMany(text string) bool {
	return strings.Count(text, ",")+strings.Count(text, "{")+strings.Count(text, "[") > maxValues
}

func readJSONList(name, text string) ([]articles.Article, error) {
	var entries []json.RawMessage
	if err := json.Unmarshal([]byte(text), &entries); err != nil {
		return nil, inLine(text, err)
	}
	var list []articles.Article
	var errs problems
	for i, e := range entries {
		a, err := readObject(e)
		if err == nil {
			a, err = checked(a, fmt.Sprintf("%s#%d", name, i+1))
		}
		if err != nil {
			errs.add(fmt.Errorf("article %d: %w", i+1, err))
			continue
		}
		list = append(list, a)
	}
	return list, errs.err()
}

// readJSONLines reads an article from every line that is not empty.
func readJSONLines(name, text string) ([]articles.Article, error) {
	var list []articles.Article
	var errs problems
	n := 0
	for l := range strings.Lines(text) {
		if n++; n > maxLines {
			errs.add(errLines)
			break
		}
		if l = strings.TrimSpace(l); l == "" {
			continue
		}
		if tooMany(l) {
			errs.add(fmt.Errorf("line %d: %w", n, errValues))
			continue
		}
		a, err := readObject([]byte(l))
		if err == nil {
			a, err = checked(a, fmt.Sprintf("%s#%d", name, n))
		}
		if err != nil {
			errs.add(fmt.Errorf("line %d: %w", n, err))
			continue
		}
		list = append(list, a)
	}
	return list, errs.err()
}

func readObject(data []byte) (articles.Article, error) {
	var values object
	if err := json.Unmarshal(data, &values); err != nil {
		return articles.Article{}, kind(err)
	}
	if values == nil {
		return articles.Article{}, errors.New("not an article: want an object in braces")
	}
	var a articles.Article
	err := fill(&a, values)
	return a, err
}

// object is a JSON object of which the numbers stay as they were written: ids of
// twenty digits are not the same for being near each other.
type object map[string]any

// UnmarshalJSON reads it.
func (o *object) UnmarshalJSON(data []byte) error {
	var raw map[string]json.RawMessage
	if err := json.Unmarshal(data, &raw); err != nil || raw == nil {
		return err
	}
	*o = make(object, len(raw))
	for key, data := range raw {
		var v any
		if c := data[0]; c == '-' || '0' <= c && c <= '9' {
			v = json.Number(data)
		} else if err := json.Unmarshal(data, &v); err != nil {
			return err
		}
		(*o)[key] = v
	}
	return nil
}

// syntax is an error in JSON at an offset.
type syntax struct {
	offset int64
	reason string
}

func (e *syntax) Error() string { return "not JSON: " + e.reason }

// kind says in plain words what encoding/json found.
func kind(err error) error {
	if s, ok := errors.AsType[*json.SyntaxError](err); ok {
		return &syntax{s.Offset, s.Error()}
	}
	if t, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return fmt.Errorf("not an article: want an object in braces, not %s", t.Value)
	}
	return err
}

// inLine adds the line of text in which a mistake in JSON stands.
func inLine(text string, err error) error {
	if s, ok := errors.AsType[*syntax](kind(err)); ok {
		n := 1 + strings.Count(text[:min(int(s.offset), len(text))], "\n")
		return fmt.Errorf("line %d: %w", n, s)
	}
	return kind(err)
}

// maxProblems is how many mistakes of one file are told.
const maxProblems = 5

// problems are the mistakes of a file: the first few, and the number of others.
type problems struct {
	list []error
	more int
}

func (p *problems) add(err error) {
	if len(p.list) == maxProblems {
		p.more++
		return
	}
	p.list = append(p.list, err)
}

func (p *problems) err() error {
	if p.more > 0 {
		return errors.Join(append(p.list, fmt.Errorf("and %d more mistakes", p.more))...)
	}
	return errors.Join(p.list...)
}
