package wire

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestHostile(t *testing.T) {
	t.Parallel()
	var bomb strings.Builder
	bomb.WriteString(`<!DOCTYPE nitf [<!ENTITY a0 "lol">`)
	for i := range 30 {
		fmt.Fprintf(&bomb, `<!ENTITY a%d "&a%d;&a%d;">`, i+1, i, i)
	}
	bomb.WriteString(`]><nitf><head><title>Bomb &a30;</title></head></nitf>`)
	list, err := Read("a", []byte(bomb.String()))
	if err != nil || len(list) != 1 || len(list[0].Title) > 20 {
		t.Errorf("entities: %v, %.100v", err, list)
	}
	for name, c := range map[string]struct {
		text string
		want error
	}{
		"depth":        {"<nitf>" + strings.Repeat("<p>", 1_000_000), ErrTooDeep},
		"breadth":      {"<nitf>" + strings.Repeat("<p/>", 1_000_000), ErrTooBig},
		"another":      {"<rss/>", ErrUnknown},
		"another JSON": {`{"title": "x"}`, ErrUnknown},
		"numbers":      {`{"uri": 1}`, ErrUnknown},
		"cut off":      {"<nitf><head><title>Da", ErrCutOff},
		"cut off JSON": {`{"uri": "a", "headline": "Da`, ErrCutOff},
	} {
		if _, err := Read("a", []byte(c.text)); !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", name, err, c.want)
		}
	}
	for name, text := range map[string]string{
		"deep JSON": strings.Repeat("[", 1_000_000),
		"not XML":   "<nitf <<<", "nothing": "", "two types": `[{"uri": "a"}, 7]`,
	} {
		if list, err := Read("a", []byte(text)); err == nil {
			t.Errorf("%s: read as %+v", name, list)
		}
	}
}

// TestManySubjects would take minutes if each subject were compared with all.
func TestManySubjects(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteString(`<newsItem guid="a"><contentMeta><headline>Dam</headline>`)
	for i := range 30_000 {
		fmt.Fprintf(&b, `<subject qcode="s:%d"/><creator><name>N%d</name></creator>`, i, i)
	}
	b.WriteString(`</contentMeta></newsItem>`)
	list, err := Read("a", []byte(b.String()))
	if err != nil || len(list) != 1 || len(list[0].Keywords) > maxEntries || len(list[0].Authors) > maxEntries {
		t.Errorf("%v, %d articles", err, len(list))
	}
}

// TestMany bounds what is taken of a list.
func TestMany(t *testing.T) {
	t.Parallel()
	one := `{"uri": "a", "headline": "Dam"},`
	list, err := Read("a", []byte("["+strings.Repeat(one, MaxItems+5)+strings.TrimSuffix(one, ",")+"]"))
	if err != nil || len(list) != MaxItems {
		t.Errorf("%v: %d articles, want %d", err, len(list), MaxItems)
	}
}

// corpora is where other people's documents are.
func corpora(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("HERALD_CORPORA")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared", "corpora")
	}
	dir = filepath.Join(dir, "wire")
	if _, err := os.Stat(dir); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("no corpora: %v", err)
		}
		t.Skipf("no corpora: %v", err)
	}
	return dir
}

// TestCorporaWires reads IPTC's own examples and test cases: those that should
// pass without an error and with a title, those that should not without a crash.
func TestCorporaWires(t *testing.T) {
	t.Parallel()
	read, titled, texts := 0, 0, 0
	err := filepath.WalkDir(corpora(t), func(path string, d os.DirEntry, err error) error {
		ext := filepath.Ext(path)
		if err != nil || d.IsDir() || ext != ".xml" && ext != ".json" || strings.Contains(path, "schema") || strings.Contains(path, "specification") {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		list, err := Read("x", data)
		switch {
		case strings.Contains(path, "should_fail") || strings.Contains(path, "not-valid") || !Is(data):
			return nil
		case err != nil:
			t.Errorf("%s: %v", path, err)
		}
		read++
		if len(list) > 0 {
			titled++
		}
		if len(list) > 0 && list[0].Text != "" {
			texts++
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d documents read, %d with a title, %d with a text", read, titled, texts)
	if read < 390 || titled < 140 || texts < 50 {
		t.Errorf("%d documents read, %d with a title, %d with a text: fewer than there are", read, titled, texts)
	}
}

// fuzzed are the bounds of every article that Read returns.
func fuzzed(t *testing.T, data []byte) {
	list, err := Read("f", data)
	if err == nil && Is(data) && len(list) > MaxItems {
		t.Fatalf("%d articles", len(list))
	}
	for _, a := range list {
		if a.Title == "" || a.ID == "" {
			t.Fatalf("an article without title or id: %+v", a)
		}
	}
}

func FuzzXML(f *testing.F) {
	for _, name := range []string{"newsitem.xml", "story.nitf.xml", "newsml1.xml"} {
		f.Add(sample(f, name))
	}
	f.Fuzz(func(t *testing.T, data []byte) { fuzzed(t, data) })
}

func FuzzNinjs(f *testing.F) {
	for _, name := range []string{"ninjs1.json", "ninjs3.json"} {
		f.Add(sample(f, name))
	}
	f.Fuzz(func(t *testing.T, data []byte) { fuzzed(t, data) })
}
