package app_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestDroppedPageIsPostedAndRead is the main job from end to end: channels of
// both platforms subscribe by command, the saved text of a news page is dropped
// into the folder, the breaking schedule posts it, and people read it in full.
func TestDroppedPageIsPostedAndRead(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.start(t)
	page := ownPage
	if data, ok := seed(t); ok {
		page = dropped{
			text:     string(data),
			headline: "asked us to negotiate and we refused",
			sections: []string{"The Role of International Actors", "The Evolving Landscape of Diplomacy", "the stakes are high"},
			gone:     []string{"Leave a Reply", "email address", "YOUTUBE"},
			related:  relatedToSeed,
		}
	}
	for _, s := range w.sides {
		s.say(t, "/subscribe breaking")
		s.await(t, "Subscribed", "breaking")
	}
	w.drop(t, "page.txt", page.text)
	for _, s := range w.sides {
		post := s.await(t, "BREAKING", page.headline)
		if !slices.Contains(post.buttons, "Read story") {
			t.Errorf("%s: the post has buttons %q", s.name, post.buttons)
		}
	}
	w.drop(t, "related.md", page.related)
	w.awaitRead(t, "related.md")
	for _, s := range w.sides {
		s.readsAll(t, page)
		if n := s.posts(page.headline); n != 1 {
			t.Errorf("%s shows the post %d times", s.name, n)
		}
	}
}

// dropped is a page and what people must find of it.
type dropped struct {
	text, headline string
	sections, gone []string
	// related is another page, whose story is offered at the end of this one's.
	related string
}

// readsAll opens story 1, turns all its pages, and looks for every section and
// for a related story at the end.
func (s *side) readsAll(t *testing.T, page dropped) {
	t.Helper()
	before := len(s.shown())
	s.say(t, "/story 1")
	s.awaitCount(t, before+1)
	var read strings.Builder
	for range 50 {
		now := s.shown()[before]
		read.WriteString(now.text + "\n")
		if !slices.Contains(now.buttons, "Next ▶") {
			if !slices.ContainsFunc(now.buttons, func(b string) bool { return strings.HasPrefix(b, "2 ·") }) {
				t.Errorf("%s: the last page offers no related story: %q", s.name, now.buttons)
			}
			break
		}
		s.press(t, "Next ▶")
		s.awaitChange(t, before, now.text)
	}
	for _, part := range page.sections {
		if !strings.Contains(read.String(), part) {
			t.Errorf("%s: the story lacks %q; it reads\n%s", s.name, part, read.String())
		}
	}
	for _, part := range page.gone {
		if strings.Contains(read.String(), part) {
			t.Errorf("%s: the story contains the page's %q", s.name, part)
		}
	}
	if n := len(s.shown()); n != before+1 {
		t.Errorf("%s: turning pages left %d messages, want one", s.name, n-before)
	}
}

func (s *side) awaitCount(t *testing.T, n int) {
	t.Helper()
	ctx, cancel := soon(t)
	defer cancel()
	if err := s.until(ctx, func() bool { return len(s.shown()) >= n }); err != nil {
		t.Fatalf("%s shows %d messages, want %d", s.name, len(s.shown()), n)
	}
}

// awaitChange waits until message i no longer reads as it did.
func (s *side) awaitChange(t *testing.T, i int, was string) {
	t.Helper()
	ctx, cancel := soon(t)
	defer cancel()
	if err := s.until(ctx, func() bool { return s.shown()[i].text != was }); err != nil {
		t.Fatalf("%s: the page does not turn; it shows\n%s", s.name, was)
	}
}

// seed is the real page that comes with the corpora, where they are.
func seed(t *testing.T) ([]byte, bool) {
	t.Helper()
	corpora := os.Getenv("HERALD_CORPORA")
	if corpora == "" {
		corpora = filepath.Join("..", "..", "..", "shared", "corpora")
	}
	data, err := os.ReadFile(filepath.Join(corpora, "..", "seed", "iran-negotiations.txt"))
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatalf("the real page is missing: %v", err)
		}
		t.Logf("the real page is not here, a page of our own stands in: %v", err)
	}
	return data, err == nil
}

// ownPage stands in where the real page is absent.
var ownPage = dropped{
	text: `Varnholm Shuts Its Harbour After Spill — Varnholm harbour news, oil spill, ferries

By | March 4, 2026

Harbour Office Calls It A Precaution
Varnholm harbour, spill, shipping
—————–

The harbour of Varnholm was closed to all ships on Wednesday after oil was found on the water near the grain quay. The harbour office said that the slick was small and that booms were laid within an hour.

Where the oil came from

Divers look for the source. A tanker that left in the night is being asked, according to the Varnholm Harbour Office.

  • YOU MAY ALSO LIKE: Ten Quiet Beaches

BREAKING: Varnholm harbour closed after oil is found at the grain quay

Ferries to the islands do not run before Thursday, and talks between the harbour office and the ferry company about the losses have begun.

What happens next

The negotiations about who pays may take weeks, and the minister refused to name a sum.

Leave a Reply

Your email address will not be published. Required fields are marked *
`,
	headline: "Varnholm harbour closed after oil is found at the grain quay",
	sections: []string{"Where the oil came from", "What happens next", "refused to name a sum"},
	gone:     []string{"Leave a Reply", "email address", "MAY ALSO LIKE"},
	related:  relatedToOwn,
}

// The related pages are about the subject of a page, and another event.
const (
	relatedToSeed = `---
title: Iran and Afghanistan argue over the water of the Helmand river
publisher: Northern Wire
---
Iran wants its share of the Helmand river, and the foreign minister of Afghanistan says that there is too little water
to give. Farmers on both banks have lost a third of the harvest. Negotiations are to go on in spring.
`
	relatedToOwn = `---
title: Varnholm votes on a tram line to the university
publisher: Northern Wire
---
People in Varnholm vote on Sunday on a tram from the harbour to the university. The line would cost 90 million crowns
and take the place of four buses. Polls see it just ahead.
`
)
