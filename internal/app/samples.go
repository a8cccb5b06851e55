package app

import (
	"bytes"
	"embed"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"text/template"
	"time"

	"herald/articles"
)

// samples are a small set of made-up articles by made-up publishers, so that
// Herald can be tried with nothing at hand. They are templates: {{ago "2h"}} and
// {{day "2h"}} give a moment that long before the start.
//
//go:embed samples
var samples embed.FS

// samplePublishers are the folders below samples and whose voice each is.
var samplePublishers = []struct{ folder, publisher string }{
	{"harbour-gazette", "Harbour Gazette"},
	{"northern-wire", "Northern Wire"},
	{"capital-post", "Capital Post"},
	{"meridian", "The Meridian"},
	{"field-notes", "Field Notes"},
}

// WriteSamples writes the sample articles below dir as if published lately, and
// returns the sources that read them. A further folder, dir/inbox, is there for
// the person's own files.
func WriteSamples(dir string, now time.Time) ([]articles.Source, error) {
	err := fs.WalkDir(samples, "samples", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		return writeSample(dir, name, now)
	})
	if err != nil {
		return nil, fmt.Errorf("write sample articles: %w", err)
	}
	inbox := filepath.Join(dir, "inbox")
	if err := os.MkdirAll(inbox, 0o755); err != nil {
		return nil, fmt.Errorf("make the inbox: %w", err)
	}
	return sampleSources(dir, inbox), nil
}

func sampleSources(dir, inbox string) []articles.Source {
	sources := []articles.Source{{Name: "inbox", Kind: articles.KindFolder, Publisher: "Inbox", Path: inbox}}
	for _, p := range samplePublishers {
		sources = append(sources, articles.Source{
			Name: p.folder, Kind: articles.KindFolder, Publisher: p.publisher,
			Path: filepath.Join(dir, p.folder),
		})
	}
	return sources
}

// writeSample fills in one template. The file's time is that of the newest
// article in it, as if it had been dropped into the folder then.
func writeSample(dir, name string, now time.Time) error {
	raw, err := samples.ReadFile(name)
	if err != nil {
		return err
	}
	var newest time.Time
	before := func(ago string) (time.Time, error) {
		d, err := time.ParseDuration(ago)
		t := now.Add(-d).Truncate(time.Second)
		if t.After(newest) {
			newest = t
		}
		return t, err
	}
	tmpl, err := template.New(name).Funcs(template.FuncMap{
		"ago": func(s string) (string, error) { t, err := before(s); return t.Format(time.RFC3339), err },
		"day": func(s string) (string, error) { t, err := before(s); return t.Format("January 2, 2006"), err },
	}).Parse(string(raw))
	if err != nil {
		return err
	}
	var text bytes.Buffer
	if err := tmpl.Execute(&text, nil); err != nil {
		return err
	}
	rel, err := filepath.Rel("samples", filepath.FromSlash(name))
	if err != nil {
		return err
	}
	target := filepath.Join(dir, rel)
	if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(target, text.Bytes(), 0o600); err != nil {
		return err
	}
	return os.Chtimes(target, newest, newest)
}
