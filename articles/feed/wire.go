package feed

import (
	"fmt"
	"time"

	"herald/articles"
	"herald/articles/wire"
)

// readWire reads a document that a news agency gives in the place of a feed.
func readWire(data []byte, source articles.Source, now time.Time) (Document, error) {
	list, err := wire.Read(source.URL, data)
	if err != nil {
		return Document{}, fmt.Errorf("parse wire: %w", err)
	}
	list = list[:min(len(list), MaxItems)]
	for i := range list {
		a := &list[i]
		a.Source, a.Publisher, a.Appeared = source.Name, source.Publisher, now
		if !a.Published.IsZero() && a.Published.Before(now) {
			a.Appeared = a.Published
		}
	}
	return Document{Articles: list, fresh: list}, nil
}
