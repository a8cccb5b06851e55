package app_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"
)

// agency is a news agency that gives its newest item at an address.
type agency struct {
	*httptest.Server
	item atomic.Value
	// given has an entry for each time that an item was given.
	given chan string
}

func newAgency(t *testing.T) *agency {
	t.Helper()
	a := &agency{given: make(chan string, 100)}
	a.item.Store(`<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet/></newsMessage>`)
	a.Server = httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, _ *http.Request) {
		rw.Header().Set("Content-Type", "application/vnd.iptc.g2.newsitem+xml")
		item := a.item.Load()
		_, _ = fmt.Fprint(rw, item)
		select {
		case a.given <- fmt.Sprint(item):
		default:
		}
	}))
	t.Cleanup(a.Close)
	return a
}

// give sends a version of the item from now on.
func (a *agency) give(version int, headline, meta string) {
	a.item.Store(fmt.Sprintf(`<?xml version="1.0"?>
<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:newsml:wire.example:rate" version="%d" xml:lang="en">
<itemMeta><provider qcode="p:NW"><name>Northern Wire</name></provider>%s</itemMeta>
<contentMeta><urgency>1</urgency><headline>%s</headline></contentMeta>
<contentSet><inlineXML><nitf><body><body.content><p>The central bank of Estmark raised its rate on Tuesday.</p></body.content></body></nitf></inlineXML></contentSet>
</newsItem>`, version, meta, headline))
}

// awaitRead waits until the item given now was read: until it is asked for again.
func (a *agency) awaitRead(t *testing.T) {
	t.Helper()
	limit := time.After(patience)
	for n := 0; n < 2; {
		select {
		case item := <-a.given:
			if item == a.item.Load() {
				n++
			}
		case <-limit:
			t.Fatal("the agency is not asked")
		}
	}
}

// TestWire takes an item from an agency's address through its life: it breaks by
// its urgency, is corrected, and is killed.
func TestWire(t *testing.T) {
	t.Parallel()
	agency := newAgency(t)
	w := newTown(t)
	w.addSource(t, fmt.Sprintf("  - {name: agency, publisher: Northern Wire, feed: '%s/rate', private: true, every: 1s}\n", agency.URL))
	w.start(t)
	for _, s := range w.sides {
		s.say(t, "/subscribe breaking")
		s.await(t, "Subscribed")
	}
	agency.give(1, "Estmark raises rate by half a point", "")
	for _, s := range w.sides {
		s.await(t, "BREAKING", "Estmark raises rate by half a point")
	}
	agency.give(2, "Estmark raises rate by a quarter point", `<edNote>Corrects the step.</edNote><signal qcode="sig:correction"/>`)
	agency.awaitRead(t)
	agency.give(3, "Estmark rate", `<pubStatus qcode="stat:canceled"/><edNote>The bank has not met yet.</edNote>`)
	for _, s := range w.sides {
		post := s.awaitEdited(t, "Killed by Northern Wire (", "): The bank has not met yet.", "by a quarter point")
		if !post.edited {
			t.Errorf("%s: the kill is a new message", s.name)
		}
	}
}
