package folder

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"herald/articles"
)

func TestReadMarkdown(t *testing.T) {
	t.Parallel()
	const file = `---
title: "BREAKING: Dam above Arlen fails"
publisher: Arlen Herald
link: https://example.org/dam
author: Jane Doe
date: 2026-03-03
updated: 2026-03-03T12:30:00+02:00
tags: [dam, arlen]
language: en
image: https://example.org/dam.jpg
description: Nobody was hurt.
layout: post
---

The dam **failed** on [Monday](https://example.org/). Nobody was hurt.

## What is known

- Water rose
- Roads are closed

> We heard it.
`
	want := []articles.Article{{
		ID: "in/dam.md", Publisher: "Arlen Herald", URL: "https://example.org/dam", Title: "Dam above Arlen fails",
		Deck: "Nobody was hurt.", Summary: "The dam failed on Monday. Nobody was hurt.",
		Text:    "The dam failed on Monday. Nobody was hurt.\n\n## What is known\n\n- Water rose\n\n- Roads are closed\n\n> We heard it.",
		Authors: []string{"Jane Doe"}, Keywords: []string{"dam", "arlen"}, Language: "en",
		Published: time.Date(2026, 3, 3, 0, 0, 0, 0, time.UTC), Updated: time.Date(2026, 3, 3, 10, 30, 0, 0, time.UTC),
		Images: []string{"https://example.org/dam.jpg"}, Marker: "BREAKING",
	}}
	for name, data := range map[string]string{
		"unix": file, "windows": strings.ReplaceAll(file, "\n", "\r\n"), "byte order mark": "\ufeff" + file,
	} {
		got, err := Read("in/dam.md", []byte(data))
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("%s: %v (-want +got):\n%s", name, err, diff)
		}
	}
}

func TestReadTitles(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, file, data, title, marker, text string }{
		{"heading", "a.md", "# Dam fails\n\nText.", "Dam fails", "", "Text."},
		{"heading repeats", "a.md", "---\ntitle: Dam fails\n---\n# Dam fails\n\nText.", "Dam fails", "", "Text."},
		{"another heading", "a.md", "---\ntitle: Dam fails\n---\n# Why\n\nText.", "Dam fails", "", "## Why\n\nText."},
		{"breaking", "a.md", "---\ntitle: Dam fails\nbreaking: true\n---\n", "Dam fails", "BREAKING", ""},
		{"marker", "a.md", "---\ntitle: Dam fails\nmarker: urgent\n---\n", "Dam fails", "URGENT", ""},
		{"rule, not front matter", "a.md", "---\n\n# Dam fails\n\nText.", "Dam fails", "", "Text."},
		{"empty front matter", "a.md", "---\n---\n# Dam fails\n", "Dam fails", "", ""},
		{"number as title", "a.md", "---\ntitle: 1984\n---\nText.", "1984", "", "Text."},
		{"json aliases", "a.json", `{"headline":"Dam fails","body":"One.\n\nTwo."}`, "Dam fails", "", "One.\n\nTwo."},
		{"text", "a.txt", "Dam fails\n\nThe dam failed on Monday.", "Dam fails", "", "The dam failed on Monday."},
		{"json written twice", "a.json", `{"title":"Dam failsâ\u0080\u0094again","text":"The damâ\u0080\u0099s gates at Ã\u0085lesund."}`, "Dam fails—again", "", "The dam’s gates at Ålesund."},
		{"html written twice", "a.htm", "<title>Dam failsâ\u0080\u0094again</title><p>The damâ\u0080\u0099s gates are open.</p>", "Dam fails—again", "", "The dam’s gates are open."},
		{"html", "a.htm", "<title>Dam fails</title><p>The dam failed on Monday.</p>", "Dam fails", "", "The dam failed on Monday."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := Read(tt.file, []byte(tt.data))
			if err != nil || len(got) != 1 {
				t.Fatalf("got %d articles, error %v", len(got), err)
			}
			if a := got[0]; a.Title != tt.title || a.Marker != tt.marker || a.Text != tt.text || a.ID != tt.file {
				t.Errorf("got id %q, title %q, marker %q, text %q", a.ID, a.Title, a.Marker, a.Text)
			}
		})
	}
}

func TestReadMistakes(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, file, data, want string }{
		{"kind", "a.pdf", "x", `unknown kind of file ".pdf": known are .md, .txt, .html, .json, .jsonl, .xml and .eml`},
		{"empty", "a.txt", " \n", "there is no text in it"},
		{"binary", "a.txt", "\x89PNG\x00\x01", "it is binary data, not text"},
		{"no title", "a.md", "---\npublisher: X\n---\nJust text.", "no title"},
		{"open front matter", "a.md", "---\ntitle: X\n", "line 1: front matter begins with --- but no line of --- ends it"},
		{"toml", "a.md", "+++\ntitle = 1\n+++\n", "line 1: front matter in +++ (TOML) is not read: write YAML between lines of ---"},
		{"yaml", "a.md", "---\ntitle: X\ntitle: Y\n---\n", "front matter: unmarshal errors:\n  line 3: mapping key \"title\" already defined at line 2"},
		{"time", "a.md", "---\ntitle: X\ndate: soon\n---\n", `date: "soon" is not a time: write 2026-03-03 or 2026-03-03T10:15:00Z`},
		{"all at once", "a.md", "---\ntitle: [X]\nbreaking: maybe\n---\n", "breaking: must be true or false, not \"maybe\"\ntitle: must be text"},
		{"json", "a.json", "{\n\"title\": \"X\",\n}", "line 3: not JSON: invalid character '}' looking for beginning of object key string"},
		{"json value", "a.json", "7", "not an article: want an object in braces, not number"},
		{"json null", "a.json", "null", "not an article: want an object in braces"},
		{"jsonl", "a.jsonl", "{\"title\":\"X\"}\n[]\n{}\n", "line 2: not an article: want an object in braces, not array\nline 3: no title"},
		{"list", "a.json", `[{"title":"X"},{"text":7}]`, "article 2: text: must be text"},
		{"nesting", "a.md", strings.Repeat(">", 100) + " x", "quotations or lists nest more than 64 deep"},
		{"large", "a.md", strings.Repeat("x", MaxFile+1), "it has 9 MiB: at most 8 MiB are read"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := Read(tt.file, []byte(tt.data))
			if err == nil {
				t.Fatal("no error")
			}
			if diff := cmp.Diff(tt.want, err.Error()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestReadManyMistakes(t *testing.T) {
	t.Parallel()
	got, err := Read("a.jsonl", []byte(strings.Repeat("x\n", 100)+`{"title":"Good"}`))
	if len(got) != 1 || got[0].ID != "a.jsonl#101" {
		t.Errorf("got %v, want the good line", got)
	}
	if err == nil || !strings.HasSuffix(err.Error(), "and 95 more mistakes") {
		t.Errorf("error %v", err)
	}
}

// TestReadLongNumbers: ids that are long numbers are told apart by their last digit.
func TestReadLongNumbers(t *testing.T) {
	t.Parallel()
	got, err := Read("a.jsonl", []byte(`{"id":12345678901234567890,"title":"A"}`+"\n"+`{"id":12345678901234567891,"title":"B"}`))
	if err != nil || len(got) != 2 || got[0].ID != "12345678901234567890" || got[1].ID != "12345678901234567891" {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestDraftsAreLeftOut(t *testing.T) {
	t.Parallel()
	got, err := Read("a.md", []byte("---\ntitle: X\ndraft: true\n---\n"))
	if len(got) != 0 || err != nil {
		t.Errorf("got %v, %v", got, err)
	}
}

// TestReadWhatReadPrints reads the JSON that `herald read --json` prints.
func TestReadWhatReadPrints(t *testing.T) {
	t.Parallel()
	const data = `{"id":"7","source":"old","publisher":"Arlen Herald","url":"https://example.org/","title":"Dam fails","deck":"D",` +
		`"summary":"S.","text":"One.\n\n## Two\n\n- three","authors":["Jane Doe"],"keywords":["dam"],"published":"2026-03-03T10:15:00Z",` +
		`"updated":"2026-03-03T11:15:00Z","language":"en","images":["https://example.org/a.jpg"],"marker":"URGENT","marked_title":"M","credits":["AFP"]}`
	want := articles.Article{
		ID: "7", Publisher: "Arlen Herald", URL: "https://example.org/", Title: "Dam fails", Deck: "D", Summary: "S.",
		Text: "One.\n\n## Two\n\n- three", Authors: []string{"Jane Doe"}, Keywords: []string{"dam"}, Language: "en",
		Published: time.Date(2026, 3, 3, 10, 15, 0, 0, time.UTC), Updated: time.Date(2026, 3, 3, 11, 15, 0, 0, time.UTC),
		Images: []string{"https://example.org/a.jpg"}, Marker: "URGENT", MarkedTitle: "M", Credits: []string{"AFP"},
	}
	got, err := Read("a.json", []byte(data))
	if diff := cmp.Diff([]articles.Article{want}, got); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}

func TestScan(t *testing.T) {
	t.Parallel()
	file := func(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }
	fsys := fstest.MapFS{
		"b.md": file("# B"), "a/c.md": file("# C"), ".git/x.md": file("# X"), "d.md~": file("# D"), "e.png": file(""), "f.json": file("{"),
	}
	var got []string
	err := Scan(t.Context(), fsys, func(name string, list []articles.Article, err error) error {
		if err != nil {
			got = append(got, name+" failed")
		}
		for _, a := range list {
			got = append(got, name+" "+a.Title)
		}
		return nil
	})
	if diff := cmp.Diff([]string{"a/c.md C", "b.md B", "f.json failed"}, got); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}

func FuzzRead(f *testing.F) {
	f.Add("a.md", "---\ntitle: X\ntags: [a, b]\n---\n# Y\n\n- a\n  - b\n> c")
	f.Add("a.md", "---\na: &a [1]\nb: [*a, *a]\n---\n")
	f.Add("a.json", `[{"title":"X","authors":[{"name":"Y"}],"published":"2026-03-03"}]`)
	f.Add("a.jsonl", "{\"title\":\"X\"}\n\n{}")
	f.Fuzz(func(t *testing.T, name, data string) {
		list, err := Read(name, []byte(data))
		for _, a := range list {
			if a.ID == "" || a.Title == "" {
				t.Errorf("article without id or title: %+v", a)
			}
		}
		if err != nil && err.Error() == "" {
			t.Error("an error that says nothing")
		}
	})
}
