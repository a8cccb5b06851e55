package opml

import (
	"bytes"
	"encoding/binary"
	"errors"
	"html"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
)

func TestRead(t *testing.T) {
	t.Parallel()
	const doc = `<?xml version="1.0" encoding="ISO-8859-1"?><opml version="1.0"><head><title>x</title></head><body>
<outline text="News"><outline text="W&#246;rld"><outline type="rss" text="Harbour &amp; Gazette" xmlUrl="https://u:p@harbour.example/feed" htmlUrl="https://harbour.example/"/></outline>
<outline title=" Northern   Wire " text="y" xmlURL="feed://wire.example/rss"/></outline>
<outline text="made" type="HTML+XPath" xmlUrl="https://page.example/"/><outline text="no feed"/><outline text="gone" xmlUrl="file:///etc/passwd"/>
<outline text="Again" xmlUrl="https://harbour.example/feed" category="/Ports/Trade,Ships"/><outline text="bare" xmlUrl="capital.example/feed.xml">`
	want := []Feed{
		{Title: "Harbour & Gazette", URL: "https://harbour.example/feed", Page: "https://harbour.example/", Folders: []string{"News", "Wörld", "Ports", "Trade", "Ships"}},
		{Title: "Northern Wire", URL: "http://wire.example/rss", Folders: []string{"News"}},
		{Title: "bare", URL: "http://capital.example/feed.xml"},
	}
	got, err := Read([]byte(doc))
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}

// TestReadWhatProgramsOfNETWrite has an empty title as one tag, and the encoding of
// the memory in which a list was made in front of one that is saved in another.
func TestReadWhatProgramsOfNETWrite(t *testing.T) {
	t.Parallel()
	const doc = `<?xml version="1.0" encoding="utf-16"?><opml><head><title /></head><body><outline text="Häfen"><outline text="Ä" xmlUrl="https://a.example/rss" /></outline></body></opml>`
	wide := []byte("\xff\xfe")
	for _, unit := range utf16.Encode([]rune(doc)) {
		wide = binary.LittleEndian.AppendUint16(wide, unit)
	}
	want := []Feed{{Title: "Ä", URL: "https://a.example/rss", Folders: []string{"Häfen"}}}
	for name, doc := range map[string][]byte{"UTF-8": []byte(doc), "UTF-8 with a mark": []byte("\ufeff" + doc), "UTF-16": wide} {
		got, err := ReadAny(doc)
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Errorf("%s: %v (-want +got):\n%s", name, err, diff)
		}
	}
}

func TestReadRefuses(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		doc  string
		want error
	}{
		"nothing":      {"", ErrNoOPML},
		"another list": {"<rss><channel/></rss>", ErrNoOPML},
		"too deep":     {"<opml>" + strings.Repeat("<outline text='a'>", maxDepth+1), ErrTooMuch},
	} {
		if _, err := Read([]byte(tt.doc)); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", name, err, tt.want)
		}
	}
}

func TestWriteIsRead(t *testing.T) {
	t.Parallel()
	want := []Feed{
		{Title: `A "<&> b`, URL: "https://a.example/feed?x=1&y=2", Page: "https://a.example/", Folders: []string{"News", "World"}},
		{Title: "B", URL: "https://b.example/feed"},
	}
	var b bytes.Buffer
	if err := Write(&b, "Feeds", want); err != nil {
		t.Fatal(err)
	}
	got, err := Read(b.Bytes())
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v (-want +got):\n%s\n%s", err, diff, b.String())
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(`<opml><body><outline text="a"><outline xmlUrl="http://a.example/"/></outline>`))
	f.Add([]byte("<opml><outline xmlUrl='http://[::1' text='\x00\xff'/></outline></outline>"))
	f.Fuzz(func(t *testing.T, doc []byte) {
		feeds, err := Read(doc)
		if err != nil {
			return
		}
		var b bytes.Buffer
		if err := Write(&b, "x", feeds); err != nil {
			t.Fatal(err)
		}
		again, err := Read(b.Bytes())
		if err != nil || len(again) != len(feeds) {
			t.Errorf("%d feeds, then %d, %v", len(feeds), len(again), err)
		}
	})
}

// Every outline with an address in the lists of others is read.
func TestCorpora(t *testing.T) {
	t.Parallel()
	dir := os.Getenv("HERALD_CORPORA")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared", "corpora")
	}
	dir = filepath.Join(dir, "opml")
	if _, err := os.Stat(dir); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("corpora are needed here: %v", err)
		}
		t.Skipf("no corpora: %v", err)
	}
	lists, feeds := 0, 0
	err := filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".opml" {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		list, err := Read(data)
		if err != nil {
			t.Errorf("%s: %v", path, err)
		}
		unique := map[string]bool{}
		for _, part := range strings.Split(string(data), `xmlUrl="`)[1:] {
			link, _, _ := strings.Cut(part, `"`)
			unique[webAddress(html.UnescapeString(link))] = true
		}
		if len(list) != len(unique) {
			t.Errorf("%s: %d feeds read, %d addresses are there", path, len(list), len(unique))
		}
		lists++
		feeds += len(list)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d lists, %d feeds", lists, feeds)
}
