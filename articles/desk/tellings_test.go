package desk

import (
	"strings"
	"testing"
	"time"

	"herald/articles"
)

// telling is how one publisher tells an event: its headline and its lead.
type telling struct{ title, lead string }

// at is that as an article of a publisher.
func (o telling) at(publisher string, when time.Time) articles.Article {
	a := article(publisher, "of "+publisher, o.title, o.lead)
	a.Appeared = when
	return a
}

// TestTellings: one event told in two ways is one story, in every script, with a lead
// and with a headline alone; what comes again every year is not.
func TestTellings(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		a, b telling
		days int // between them
		one  bool
	}{
		{"one quake", telling{"Magnitude 6.1 earthquake strikes northern Chile", "A magnitude 6.1 earthquake struck near Iquique in northern Chile on Monday, the geological survey said. No damage was reported."},
			telling{"Strong quake shakes Iquique in Chile's north", "Residents of Iquique ran into the streets on Monday as a quake of magnitude 6.1 shook the north of Chile."}, 0, true},
		{"one match", telling{"Arsenal beat Chelsea 2-0 in Premier League", "Arsenal beat Chelsea 2-0 on Saturday with goals by Saka and Rice at the Emirates."},
			telling{"Saka and Rice score as Arsenal see off Chelsea", "Goals by Bukayo Saka and Declan Rice gave Arsenal a 2-0 win over Chelsea on Saturday."}, 0, true},
		{"this year's Oscars", telling{"Oscars: 'Harbour' wins best picture", "The drama 'Harbour' won best picture at the Academy Awards in Hollywood on Sunday night."},
			telling{"Oscars: 'Sandbank' takes best picture", "'Sandbank' took the award for best picture at the Academy Awards in Hollywood on Sunday."}, 364, false},
		{"ein Unfall", telling{"Zwei Tote bei Unfall auf der A7 nahe Kassel", "Bei einem Verkehrsunfall auf der A7 nahe Kassel sind am Montag zwei Menschen gestorben, teilte die Polizei mit."},
			telling{"A7 bei Kassel: Zwei Menschen sterben bei Kollision", "Nach einer Kollision auf der Autobahn 7 bei Kassel sind zwei Menschen tot. Die A7 war stundenlang gesperrt."}, 0, true},
		{"un terremoto", telling{"Un terremoto de magnitud 6,1 sacude el norte de Chile", "Un terremoto de magnitud 6,1 sacudió este lunes Iquique, en el norte de Chile, sin que se informara de daños."},
			telling{"Fuerte sismo en Iquique, Chile", "Un fuerte sismo de magnitud 6,1 se sintió el lunes en Iquique y otras ciudades del norte chileno."}, 0, true},
		{"одно землетрясение", telling{"На Камчатке произошло землетрясение магнитудой 6,1", "Землетрясение магнитудой 6,1 произошло в понедельник у берегов Камчатки, сообщили в геофизической службе. Жертв нет."},
			telling{"Сильное землетрясение у берегов Камчатки", "У берегов Камчатки в понедельник зафиксировано землетрясение магнитудой 6,1. Угрозы цунами нет."}, 0, true},
		{"一次地震", telling{"智利北部发生6.1级地震", "据地质调查局消息，智利北部伊基克附近周一发生6.1级地震，目前没有人员伤亡报告。"},
			telling{"智利伊基克强震 震级6.1", "周一，智利北部城市伊基克发生强烈地震，震级为6.1级，居民纷纷跑上街头。"}, 0, true},
		{"زلزال واحد", telling{"زلزال بقوة 6.1 درجات يضرب شمال تشيلي", "ضرب زلزال بقوة 6.1 درجات منطقة إيكيكي شمال تشيلي يوم الاثنين، ولم ترد أنباء عن أضرار."},
			telling{"هزة قوية في إيكيكي بشمال تشيلي", "شعر سكان إيكيكي في تشيلي يوم الاثنين بهزة أرضية قوية بلغت 6.1 درجات."}, 0, true},
		{"एक भूकंप", telling{"चिली के उत्तर में 6.1 तीव्रता का भूकंप", "चिली के उत्तर में इकीक के पास सोमवार को 6.1 तीव्रता का भूकंप आया, किसी नुकसान की खबर नहीं है।"},
			telling{"चिली में तेज भूकंप, इकीक में दहशत", "सोमवार को चिली के इकीक शहर में 6.1 तीव्रता के भूकंप से लोग घरों से बाहर निकल आए।"}, 0, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			for _, bare := range []bool{false, true} {
				if bare {
					tt.a.lead, tt.b.lead = "", ""
				}
				w := filled(60)
				w.Add(1, tt.a.at("Coast Times", noon))
				m, ok := w.Join(tt.b.at("Harbour Post", noon.Add(time.Duration(tt.days)*24*time.Hour)))
				if ok != tt.one {
					t.Errorf("headline alone %t: joined %t, %.3f alike (limit %.3f)", bare, ok, m.Score, m.Limit)
				}
			}
		})
	}
}

// TestOneForm prints which pairs of events are joined that were written to be hard: of
// one kind, on one day, in the same sentences, where nothing else of the kind is open,
// and where the other pairs are.
func TestOneForm(t *testing.T) {
	if !*spreadOut {
		t.Skip("by hand: go test ./articles/desk -run OneForm -spread -v")
	}
	pairs := []struct {
		name string
		a, b telling
	}{
		{"two quakes", telling{"Magnitude 6.1 earthquake strikes northern Chile", "A magnitude 6.1 earthquake struck near Iquique in northern Chile on Monday, the geological survey said. No damage was reported."},
			telling{"Magnitude 5.8 earthquake strikes eastern Turkey", "A magnitude 5.8 earthquake struck near Malatya in eastern Turkey on Monday, the disaster agency said. No damage was reported."}},
		{"quarterly results of two", telling{"Siemens quarterly profit rises 12 percent, beats forecasts", "Siemens said on Thursday its quarterly profit rose 12 percent, beating analysts' forecasts, on strong orders."},
			telling{"Nestle quarterly sales rise 4 percent, beat forecasts", "Nestle said on Thursday its quarterly sales rose 4 percent, beating analysts' forecasts, on higher prices."}},
		{"rates in two places", telling{"Bank of England holds interest rates at 4.5%", "The Bank of England held its main interest rate at 4.5 percent on Thursday, citing inflation."},
			telling{"Norway's central bank raises interest rates to 4.75%", "Norges Bank raised its main interest rate to 4.75 percent on Thursday, citing inflation."}},
		{"zwei Unfälle", telling{"Zwei Tote bei Unfall auf der A7 nahe Kassel", "Bei einem Verkehrsunfall auf der A7 nahe Kassel sind am Montag zwei Menschen gestorben, teilte die Polizei mit."},
			telling{"Drei Tote bei Unfall auf der A3 nahe Würzburg", "Bei einem Verkehrsunfall auf der A3 nahe Würzburg sind am Montag drei Menschen gestorben, teilte die Polizei mit."}},
		{"zwei Bilanzen", telling{"Siemens steigert Gewinn im dritten Quartal deutlich", "Siemens hat im dritten Quartal den Gewinn deutlich gesteigert und hebt die Prognose für das Gesamtjahr an."},
			telling{"BASF steigert Gewinn im dritten Quartal leicht", "BASF hat im dritten Quartal den Gewinn leicht gesteigert und bestätigt die Prognose für das Gesamtjahr."}},
		{"dos terremotos", telling{"Un terremoto de magnitud 6,1 sacude el norte de Chile", "Un terremoto de magnitud 6,1 sacudió este lunes Iquique, en el norte de Chile, sin que se informara de daños."},
			telling{"Un terremoto de magnitud 5,4 sacude el sur de México", "Un terremoto de magnitud 5,4 sacudió este lunes Oaxaca, en el sur de México, sin que se informara de daños."}},
		{"два землетрясения", telling{"На Камчатке произошло землетрясение магнитудой 6,1", "Землетрясение магнитудой 6,1 произошло в понедельник у берегов Камчатки, сообщили в геофизической службе. Жертв нет."},
			telling{"В Турции произошло землетрясение магнитудой 5,8", "Землетрясение магнитудой 5,8 произошло в понедельник на востоке Турции, сообщили в службе по чрезвычайным ситуациям. Жертв нет."}},
		{"два матча", telling{"«Зенит» обыграл «Спартак» со счетом 2:1", "«Зенит» в субботу обыграл «Спартак» в матче чемпионата России, мячи забили Соболев и Вендел."},
			telling{"«Динамо» обыграло «Локомотив» со счетом 3:1", "«Динамо» в субботу обыграло «Локомотив» в матче чемпионата России, мячи забили Тюкавин и Нгамале."}},
		{"两次地震", telling{"智利北部发生6.1级地震", "据地质调查局消息，智利北部伊基克附近周一发生6.1级地震，目前没有人员伤亡报告。"},
			telling{"土耳其东部发生5.8级地震", "据灾害管理局消息，土耳其东部马拉蒂亚附近周一发生5.8级地震，目前没有人员伤亡报告。"}},
		{"两家公司", telling{"华为第三季度净利润增长12%", "华为周四公布财报，第三季度净利润同比增长12%，营收超出市场预期。"},
			telling{"比亚迪第三季度净利润增长8%", "比亚迪周四公布财报，第三季度净利润同比增长8%，营收低于市场预期。"}},
		{"زلزالان", telling{"زلزال بقوة 6.1 درجات يضرب شمال تشيلي", "ضرب زلزال بقوة 6.1 درجات منطقة إيكيكي شمال تشيلي يوم الاثنين، ولم ترد أنباء عن أضرار."},
			telling{"زلزال بقوة 5.8 درجات يضرب شرق تركيا", "ضرب زلزال بقوة 5.8 درجات منطقة ملاطية شرق تركيا يوم الاثنين، ولم ترد أنباء عن أضرار."}},
		{"दो भूकंप", telling{"चिली के उत्तर में 6.1 तीव्रता का भूकंप", "चिली के उत्तर में इकीक के पास सोमवार को 6.1 तीव्रता का भूकंप आया, किसी नुकसान की खबर नहीं है।"},
			telling{"तुर्की के पूर्व में 5.8 तीव्रता का भूकंप", "तुर्की के पूर्व में मलात्या के पास सोमवार को 5.8 तीव्रता का भूकंप आया, किसी नुकसान की खबर नहीं है।"}},
	}
	joined := map[bool]int{}
	for i, p := range pairs {
		for _, crowded := range []bool{false, true} {
			w := filled(60)
			for j, o := range pairs {
				if crowded && i != j {
					w.Add(articles.StoryID(2*j+10), o.a.at("Coast Times", noon))
					w.Add(articles.StoryID(2*j+11), o.b.at("Coast Times", noon))
				}
			}
			w.Add(1, p.a.at("Coast Times", noon))
			if m, ok := w.Join(p.b.at("Harbour Post", noon)); ok && m.Story == 1 {
				joined[crowded]++
				t.Logf("with the others open %t: %s, %.3f alike (limit %.3f)", crowded, p.name, m.Score, m.Limit)
			}
		}
	}
	t.Logf("of %d pairs %d are joined among other news, %d with the others open", len(pairs), joined[false], joined[true])
}

// TestOtherNames: two pieces that name somebody, but nobody in common, are less alike
// than the same words would be without names; where one name is the same, they are not.
func TestOtherNames(t *testing.T) {
	t.Parallel()
	first := telling{"Harbour ferry sinks in storm", "The ferry of Arlen sank in a storm off the coast. The mayor of Arlen said that divers search for survivors."}
	tests := []struct {
		name   string
		second telling
		less   bool
	}{
		{"other names", telling{"Harbour ferry sinks in storm", "The ferry of Orrin sank in a gale off the coast. The mayor of Orrin asked for divers."}, true},
		{"the same name", telling{"Harbour ferry sinks in storm", "The ferry of Arlen sank in a gale off the coast. The mayor of Arlen asked for divers."}, false},
		{"names in one only", telling{"Harbour ferry sinks in storm", "A ferry sank in a gale off the coast. A mayor asked for divers."}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			named, small := likenessOf(first, tt.second), likenessOf(lower(first), lower(tt.second))
			if less := named < small-tiny; less != tt.less {
				t.Errorf("%.4f alike, without names %.4f; want less %t", named, small, tt.less)
			}
		})
	}
}

// lower is what a publisher tells without capital letters, which tell names.
func lower(o telling) telling { return telling{strings.ToLower(o.title), strings.ToLower(o.lead)} }

// likenessOf is how alike two tellings are.
func likenessOf(a, b telling) float64 {
	w := filled(60)
	w.Add(1, a.at("Coast Times", noon))
	m, _ := w.Join(b.at("Harbour Post", noon))
	return m.Score
}
