package app

import (
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"testing"
)

// TestReaderUnpacks reads files as they are and packed with gzip.
func TestReaderUnpacks(t *testing.T) {
	t.Parallel()
	const page = "<html><head><title>Gates hold</title></head><body><p>The harbour office said that the gates held through the night, and that the first ferries had left by noon.</p></body></html>"
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	if _, err := z.Write([]byte(page)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	r := NewReader("test")
	defer r.Close()
	for name, data := range map[string][]byte{"a.html": []byte(page), "b.html.gz": packed.Bytes(), "c.HTM": packed.Bytes()} {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		list, err := r.Read(t.Context(), path)
		if err != nil || len(list) != 1 || list[0].Title != "Gates hold" || list[0].Text == "" || list[0].ID != name {
			t.Errorf("%s: %+v, %v", name, list, err)
		}
	}
	broken := filepath.Join(t.TempDir(), "d.html.gz")
	if err := os.WriteFile(broken, packed.Bytes()[:packed.Len()/2], 0o600); err != nil {
		t.Fatal(err)
	}
	if list, err := r.Read(t.Context(), broken); err == nil {
		t.Errorf("half a file gave %+v", list)
	}
}

// TestReaderReadsSavedFeeds reads a feed that somebody saved, whatever the file is
// called.
func TestReaderReadsSavedFeeds(t *testing.T) {
	t.Parallel()
	const (
		rss  = `<rss version="2.0"><channel><title>Harbour</title><item><title>Gates hold</title><link>https://harbour.example/1</link></item></channel></rss>`
		list = `{"version":"https:\/\/jsonfeed.org\/version\/1.1","title":"Harbour","items":[{"id":"1","url":"https://harbour.example/1","title":"Gates hold","content_text":"x"}]}`
	)
	r := NewReader("test")
	defer r.Close()
	for name, data := range map[string]string{"a.xml": rss, "b.rss": rss, "feed": rss, "c.json": list, "d.feed": list} {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
		got, err := r.Read(t.Context(), path)
		if err != nil || len(got) != 1 || got[0].Title != "Gates hold" || got[0].URL != "https://harbour.example/1" {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
	note := filepath.Join(t.TempDir(), "note.json")
	if err := os.WriteFile(note, []byte(`{"title":"A note","version":"2","text":"It is an article."}`), 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := r.Read(t.Context(), note); err != nil || len(got) != 1 || got[0].ID != "note.json" {
		t.Errorf("an article: %+v, %v", got, err)
	}
}
