package feed

import (
	"testing"
	"time"
)

func TestParseTimes(t *testing.T) {
	t.Parallel()
	at := func(h int) time.Time { return time.Date(2025, 6, 21, h, 0, 0, 0, time.UTC) }
	tests := []struct {
		name, item                   string
		published, updated, appeared time.Time
	}{
		{"dated", `<pubDate>Sat, 21 Jun 2025 10:00:00 GMT</pubDate>`, at(10), time.Time{}, at(10)},
		{"in the future", `<pubDate>Sat, 21 Jun 2025 14:00:00 GMT</pubDate>`, at(14), time.Time{}, testNow},
		{"undated", ``, time.Time{}, time.Time{}, testNow},
		{"never set", `<pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate>`, time.Time{}, time.Time{}, testNow},
		{"nonsense", `<pubDate>soon</pubDate>`, time.Time{}, time.Time{}, testNow},
		{"updated", `<pubDate>Sat, 21 Jun 2025 10:00:00 GMT</pubDate><dc:date>2025-06-21T11:00:00Z</dc:date>`, at(10), at(11), at(10)},
		{"italian", `<pubDate>sab, 21 giu 2025 12:00:00 +0200</pubDate>`, at(10), time.Time{}, at(10)},
		{"french", `<pubDate>sam., 21 juin 2025 10:00:00</pubDate>`, at(10), time.Time{}, at(10)},
		{"far in the future", `<pubDate>Sun, 22 Jun 2025 12:00:01 GMT</pubDate>`, time.Time{}, time.Time{}, testNow},
		{"russian", `<pubDate>Сб, 21 июн 2025 13:00:00 +0300</pubDate>`, at(10), time.Time{}, at(10)},
		{"numbers", `<pubDate>21/06/2025 10:00</pubDate>`, at(10), time.Time{}, at(10)},
		{"numbers of an unknown order", `<pubDate>06/05/2025 10:00</pubDate>`, time.Time{}, time.Time{}, testNow},
		{"long and of a zone by name", `<pubDate>Mon, 21 June 2025 6:00 am EDT</pubDate>`, at(10), time.Time{}, at(10)},
		{"no seconds", `<pubDate>21 Jun 2025 10:00 Z</pubDate>`, at(10), time.Time{}, at(10)},
		{"seconds since 1970", `<pubDate>1750500000</pubDate>`, at(10), time.Time{}, at(10)},
		{"milliseconds since 1970", `<pubDate>1750500000000</pubDate>`, at(10), time.Time{}, at(10)},
		{"american", `<pubDate>Sat, Jun 21 2025 10:00:00 AM</pubDate>`, at(10), time.Time{}, at(10)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			a := parseItem(t, `<title>Bridge closed</title>`+tt.item)
			if !a.Published.Equal(tt.published) || !a.Updated.Equal(tt.updated) || !a.Appeared.Equal(tt.appeared) {
				t.Errorf("published %v, updated %v, appeared %v; want %v, %v, %v",
					a.Published, a.Updated, a.Appeared, tt.published, tt.updated, tt.appeared)
			}
		})
	}
}
