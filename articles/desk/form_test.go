package desk

import (
	"fmt"
	"strings"
	"testing"

	"herald/articles"
)

// named is a window with other news, in which names were seen inside sentences. What
// names them is of the publisher of the second telling, which does not join its own.
func named(names ...string) *Window {
	w := filled(60)
	for i, name := range names {
		w.Add(articles.StoryID(2000+i), article("Harbour Post", fmt.Sprint("named ", i), "harbour fair opens",
			fmt.Sprintf("the guests were %s, %s and %s", name, name, name)))
	}
	return w
}

// TestOneFormParts: two events of one kind, told on one day in one form of words, are
// two stories, and the reason says by which names.
func TestOneFormParts(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		known []string
		a, b  telling
		says  string
	}{
		{"two quakes", nil,
			telling{"Magnitude 6.1 earthquake strikes northern Chile", "A magnitude 6.1 earthquake struck near Iquique in northern Chile on Monday, the geological survey said. No damage was reported."},
			telling{"Magnitude 5.8 earthquake strikes eastern Turkey", "A magnitude 5.8 earthquake struck near Malatya in eastern Turkey on Monday, the disaster agency said. No damage was reported."},
			"“Turkey” here stands where “Chile” stands there"},
		{"dos terremotos", nil,
			telling{"Un terremoto de magnitud 6,1 sacude el norte de Chile", "Un terremoto de magnitud 6,1 sacudió este lunes Iquique, en el norte de Chile, sin que se informara de daños."},
			telling{"Un terremoto de magnitud 5,4 sacude el sur de México", "Un terremoto de magnitud 5,4 sacudió este lunes Oaxaca, en el sur de México, sin que se informara de daños."},
			"“México” here stands where “Chile” stands there"},
		{"two companies", []string{"Apple", "Samsung"},
			telling{"Apple posts record quarterly profit", "Apple said on Thursday that its quarterly profit rose to a record on strong sales of telephones."},
			telling{"Samsung posts record quarterly profit", "Samsung said on Thursday that its quarterly profit rose to a record on strong sales of chips."},
			"“Samsung” here stands where “Apple” stands there"},
		{"other figures", []string{"Siemens", "Nestle"},
			telling{"Siemens quarterly profit rises 12 percent, beats forecasts", "Siemens said on Thursday its quarterly profit rose 12 percent, beating analysts' forecasts, on strong orders."},
			telling{"Nestle quarterly sales rise 4 percent, beat forecasts", "Nestle said on Thursday its quarterly sales rose 4 percent, beating analysts' forecasts, on higher prices."},
			"“Nestle” here stands where “Siemens” stands there"},
		{"два землетрясения", []string{"Камчатке", "Турции"},
			telling{"На Камчатке произошло землетрясение магнитудой 6,1", "Землетрясение магнитудой 6,1 произошло в понедельник у берегов Камчатки, сообщили в геофизической службе. Жертв нет."},
			telling{"В Турции произошло землетрясение магнитудой 5,8", "Землетрясение магнитудой 5,8 произошло в понедельник на востоке Турции, сообщили в службе по чрезвычайным ситуациям. Жертв нет."},
			"“Турции” here stands where “Камчатке” stands there"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := named(tt.known...)
			w.Add(1, tt.a.at("Coast Times", noon))
			m, ok := w.Join(tt.b.at("Harbour Post", noon))
			if ok || m.Story != 1 || !strings.Contains(m.Reason, tt.says) {
				t.Errorf("joined %t, want it not to for %s: %+v", ok, tt.says, m)
			}
			w.Add(2, tt.b.at("Harbour Post", noon))
			if r, ok := w.Regroup(2); ok {
				t.Errorf("they became one: %+v", r)
			}
		})
	}
}

// TestOneFormMixed: a story that was made of two events told in one form is parted.
func TestOneFormMixed(t *testing.T) {
	t.Parallel()
	w := named("Apple", "Samsung")
	for i, name := range []string{"Apple", "Samsung"} {
		o := telling{name + " posts record quarterly profit", name + " said on Thursday that its quarterly profit rose to a record on strong sales."}
		w.Add(1, o.at(fmt.Sprint("paper ", i), noon))
	}
	if r, ok := w.Regroup(1); !ok || r.Whole() || len(r.keys) != 1 {
		t.Errorf("regrouped %t: %+v", ok, r)
	}
}

// TestOneFormJoins: other words for one event in one form of words stay one story.
func TestOneFormJoins(t *testing.T) {
	t.Parallel()
	quake := "A magnitude 6.1 earthquake struck near Iquique in northern Chile on Monday, the geological survey said."
	fire := "Fire swept through a hotel near the harbour of Izmir late on Monday, the governor of Izmir said."
	tests := []struct {
		name  string
		known []string
		a, b  telling
	}{
		{"paraphrased", nil, telling{"Magnitude 6.1 earthquake strikes northern Chile", quake},
			telling{"Powerful earthquake shakes north of Chile", "The north of Chile was shaken by a strong earthquake of magnitude 6.1 near Iquique on Monday."}},
		{"a toll that grows", nil, telling{"Hotel fire in Izmir kills 12", fire}, telling{"Hotel fire in Izmir kills 15", fire}},
		{"a country spelled in two ways", []string{"Turkey", "Türkiye"},
			telling{"Hotel fire in Turkey kills 12", "Fire swept through a hotel near the harbour late on Monday, the governor said."},
			telling{"Hotel fire in Türkiye kills 15", "Fire swept through a hotel near the harbour late on Monday, the governor said."}},
		{"a country with two names", []string{"UK", "Britain", "Downing", "Starmer"},
			telling{"UK bans sale of disposable vapes", "The UK banned the sale of disposable vapes on Monday, Starmer said in Downing Street."},
			telling{"Britain bans sale of disposable vapes", "The sale of disposable vapes is banned in Britain from Monday, Starmer said in Downing Street."}},
		{"a country and its people", nil, telling{"Earthquake strikes northern Chile", quake},
			telling{"Earthquake strikes Chilean north", "A magnitude 6.1 earthquake struck near Iquique in the Chilean north on Monday, a survey said."}},
		{"a person by surname", []string{"Macron", "Emmanuel"},
			telling{"Macron resigns as president after vote", "President Emmanuel Macron resigned on Monday after losing the vote."},
			telling{"Emmanuel resigns as president after vote", "President Emmanuel Macron resigned on Monday after losing the vote."}},
		{"a credit in front", []string{"Reuters", "Samsung"},
			telling{"Samsung posts record quarterly profit", "Samsung said on Thursday that its quarterly profit rose to a record."},
			telling{"Reuters: Samsung posts record quarterly profit", "The quarterly profit of Samsung rose to a record, Samsung said on Thursday."}},
		{"a place inside a place", []string{"Iquique"}, telling{"Earthquake strikes northern Chile", quake},
			telling{"Earthquake strikes northern Iquique", "A magnitude 6.1 earthquake struck Iquique on Monday."}},
		{"one figure, two places", []string{"Healdsburg", "Sonoma"},
			telling{"4.6 magnitude earthquake shakes Healdsburg", "An earthquake of magnitude 4.6 shook Healdsburg on Monday, a survey said."},
			telling{"4.6 magnitude earthquake shakes Sonoma", "An earthquake of magnitude 4.6 shook Sonoma on Monday, a survey said."}},
		{"headlines alone", []string{"Apple", "Cupertino"},
			telling{"Apple posts record quarterly profit", ""}, telling{"Cupertino posts record quarterly profit", ""}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := named(tt.known...)
			w.Add(1, tt.a.at("Coast Times", noon))
			if m, ok := w.Join(tt.b.at("Harbour Post", noon)); !ok || m.Story != 1 {
				t.Errorf("joined %t: %+v", ok, m)
			}
		})
	}
}
