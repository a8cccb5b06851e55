package feed

import (
	"slices"

	"github.com/mmcdole/gofeed"
	"github.com/mmcdole/gofeed/json"
)

// jsonTranslator is gofeed's, which does not expect null where an item or author
// should be, and would panic.
type jsonTranslator struct{ gofeed.DefaultJSONTranslator }

// Translate turns a *json.Feed into the common model.
func (t *jsonTranslator) Translate(feed any) (*gofeed.Feed, error) {
	if f, ok := feed.(*json.Feed); ok && f != nil {
		f.Authors = withoutNil(f.Authors)
		f.Items = withoutNil(f.Items)
		for _, item := range f.Items {
			item.Authors = withoutNil(item.Authors)
		}
	}
	return t.DefaultJSONTranslator.Translate(feed)
}

func withoutNil[T any](list []*T) []*T {
	return slices.DeleteFunc(list, func(e *T) bool { return e == nil })
}
