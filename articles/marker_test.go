package articles

import (
	"strings"
	"testing"
)

func TestCutMarker(t *testing.T) {
	t.Parallel()
	tests := []struct{ title, marker, rest string }{
		{"BREAKING: Dam fails in the north", "BREAKING", "Dam fails in the north"},
		{"Breaking: Dam fails", "BREAKING", "Dam fails"},
		{"BREAKING Dam fails", "BREAKING", "Dam fails"},
		{"BREAKING | Dam fails", "BREAKING", "Dam fails"},
		{"BREAKING - Dam fails", "BREAKING", "Dam fails"},
		{"BREAKING- Dam fails", "BREAKING", "Dam fails"},
		{"BREAKING -- Dam fails", "BREAKING", "Dam fails"},
		{"BREAKING—Dam fails", "BREAKING", "Dam fails"},
		{"Breaking – ‘The dam fails’", "BREAKING", "‘The dam fails’"},
		{"[BREAKING] Dam fails", "BREAKING", "Dam fails"},
		{"(Breaking) Dam fails", "BREAKING", "Dam fails"},
		{"*BREAKING* Dam fails", "BREAKING", "Dam fails"},
		{"**BREAKING:** Dam fails", "BREAKING", "Dam fails"},
		{"#BREAKING Dam fails", "BREAKING", "Dam fails"},
		{"🚨 BREAKING: Dam fails", "BREAKING", "Dam fails"},
		{"🚨BREAKING🚨 Dam fails", "BREAKING", "Dam fails"},
		{"‼️ BREAKING ‼️ Dam fails", "BREAKING", "Dam fails"},
		{"BREAKING! Dam fails", "BREAKING", "Dam fails"},
		{"BREAKING… Dam fails", "BREAKING", "Dam fails"},
		{"BREAKING... Dam fails", "BREAKING", "Dam fails"},
		{"#BREAKING | Dam fails", "BREAKING", "Dam fails"},
		{"🚨 BREAKING 🚨 Dam fails", "BREAKING", "Dam fails"},
		{"JUST IN — Dam fails", "JUST IN", "Dam fails"},
		{"URGENT! Dam fails", "URGENT", "Dam fails"},
		{"BREAKING ALERT: Dam fails", "BREAKING ALERT", "Dam fails"},
		{"News flash: Dam fails", "NEWS FLASH", "Dam fails"},
		{"BREAKING NEWS: Dam fails", "BREAKING NEWS", "Dam fails"},
		{"Breaking news | Dam fails", "BREAKING NEWS", "Dam fails"},
		{"JUST IN: Dam fails", "JUST IN", "Dam fails"},
		{"URGENT - Dam fails", "URGENT", "Dam fails"},
		{"BREAKING | JUST IN: Dam fails", "BREAKING", "Dam fails"},
		{"Breaking: Breaking Bad returns", "BREAKING", "Breaking Bad returns"},
		{"BREAKING:", "BREAKING", ""},
		{"EILMELDUNG: Damm gebrochen", "EILMELDUNG", "Damm gebrochen"},
		{"+++ EIL +++ Damm gebrochen +++", "EIL", "Damm gebrochen +++"},
		{"EIL: Damm gebrochen", "EIL", "Damm gebrochen"},
		{"URGENTE: falla la presa", "URGENTE", "falla la presa"},
		{"Urgente | Falla la presa", "URGENTE", "Falla la presa"},
		{"Última hora: falla la presa", "ÚLTIMA HORA", "falla la presa"},
		{"URGENT : le barrage cède", "URGENT", "le barrage cède"},
		{"ALERTE INFO : le barrage cède", "ALERTE INFO", "le barrage cède"},
		{"Ultim'ora: cede la diga", "ULTIM'ORA", "cede la diga"},
		{"СРОЧНО: плотина", "СРОЧНО", "плотина"},
		{"عاجل | انهيار السد", "عاجل", "انهيار السد"},
		{"عاجل: انهيار السد", "عاجل", "انهيار السد"},
		{"【速報】ダムが決壊", "速報", "ダムが決壊"},
		{"速報：ダムが決壊", "速報", "ダムが決壊"},
		{"速報 ダムが決壊", "速報", "ダムが決壊"},
		{"[속보] 댐 붕괴", "속보", "댐 붕괴"},
		{"속보 댐 붕괴", "속보", "댐 붕괴"},

		{"DERNIÈRE MINUTE : le barrage cède", "DERNIÈRE MINUTE", "le barrage cède"},
		{"Dernière minute - Le barrage cède", "DERNIÈRE MINUTE", "Le barrage cède"},
		{"ÚLTIMO MOMENTO | Falla la presa", "ÚLTIMO MOMENTO", "Falla la presa"}, //nolint:misspell // Spanish
		{"Ultima oră: barajul a cedat", "ULTIMA ORĂ", "barajul a cedat"},
		{"PLANTÃO: barragem cede", "PLANTÃO", "barragem cede"},
		{"Just nu: Dammen brister", "JUST NU", "Dammen brister"},
		{"LIGE NU: Dæmning brister", "LIGE NU", "Dæmning brister"},
		{"PILNE! Zapora pękła", "PILNE", "Zapora pękła"},
		{"HITNO: Brana popustila", "HITNO", "Brana popustila"},
		{"МОЛНИЯ: плотина прорвана", "МОЛНИЯ", "плотина прорвана"},
		{"Терміново | Дамбу прорвано", "ТЕРМІНОВО", "Дамбу прорвано"},
		{"ИЗВЪНРЕДНО: Язовирът преля", "ИЗВЪНРЕДНО", "Язовирът преля"},
		{"Έκτακτο: Έσπασε το φράγμα", "ΈΚΤΑΚΤΟ", "Έσπασε το φράγμα"},
		{"SON DAKİKA: Baraj yıkıldı", "SON DAKİKA", "Baraj yıkıldı"},
		{"Son dakika | Baraj yıkıldı", "SON DAKIKA", "Baraj yıkıldı"},
		{"عاجل انهيار السد", "عاجل", "انهيار السد"},
		{"خبر عاجل: انهيار السد", "خبر عاجل", "انهيار السد"},
		{"فوری: سد شکست", "فوری", "سد شکست"},
		{"מבזק: הסכר קרס", "מבזק", "הסכר קרס"},
		{"ब्रेकिंग न्यूज: बांध टूटा", "ब्रेकिंग न्यूज", "बांध टूटा"},
		{"ด่วน! เขื่อนแตก", "ด่วน", "เขื่อนแตก"},
		{"【号外】ダムが決壊", "号外", "ダムが決壊"},
		{"突发！大坝溃决", "突发", "大坝溃决"},
		{"快讯：大坝溃决", "快讯", "大坝溃决"},
		{"[긴급] 댐 붕괴", "긴급", "댐 붕괴"},
		{"URGENT. Le barrage cède", "URGENT", "Le barrage cède"},
		{"🔴 DERNIÈRE MINUTE. Le barrage cède", "DERNIÈRE MINUTE", "Le barrage cède"},
		{"МОЛНИЯ. Плотина прорвана", "МОЛНИЯ", "Плотина прорвана"},
		{"#ÚLTIMAHORA Falla la presa", "ÚLTIMAHORA", "Falla la presa"},
		{"#Breaking Dam fails", "BREAKING", "Dam fails"},
		{"🚨 #Urgent Le barrage cède", "URGENT", "Le barrage cède"},
		{"ULTIMORA: cede la diga", "ULTIMORA", "cede la diga"},
		{"Son dakika haberi: Baraj yıkıldı", "SON DAKIKA HABERI", "Baraj yıkıldı"},
		{"MIMOŘÁDNĚ: Protrhla se hráz", "MIMOŘÁDNĚ", "Protrhla se hráz"},
		{"SISTE NYTT: Demning brister", "SISTE NYTT", "Demning brister"},
		{"MOST ÉRKEZETT: átszakadt a gát", "MOST ÉRKEZETT", "átszakadt a gát"},
		{"ด่วน เขื่อนแตก", "ด่วน", "เขื่อนแตก"},
		{"ब्रेकिंग न्यूज बांध टूटा", "ब्रेकिंग न्यूज", "बांध टूटा"},
		{"Mimořádná zpráva: Protrhla se hráz", "MIMOŘÁDNÁ ZPRÁVA", "Protrhla se hráz"},
		{"RENDKÍVÜLI: átszakadt a gát", "RENDKÍVÜLI", "átszakadt a gát"},
		{"KHẨN: Vỡ đập", "KHẨN", "Vỡ đập"},
		{"TERKINI: Empangan pecah", "TERKINI", "Empangan pecah"},
		{"INFO FLASH - Le barrage cède", "INFO FLASH", "Le barrage cède"},
		{"СРОЧНАЯ НОВОСТЬ: плотина", "СРОЧНАЯ НОВОСТЬ", "плотина"},
		{"SICAK GELİŞME: Baraj yıkıldı", "SICAK GELİŞME", "Baraj yıkıldı"},
		{"ब्रेकिंग: बांध टूटा", "ब्रेकिंग", "बांध टूटा"},
		{"［速報］ダムが決壊", "速報", "ダムが決壊"},
		{"≪速報≫ダムが決壊", "速報", "ダムが決壊"},
		{"速報）ダムが決壊", "速報", "ダムが決壊"},
		{"【ニュース速報】ダムが決壊", "ニュース速報", "ダムが決壊"},
		{"快讯｜大坝溃决", "快讯", "大坝溃决"},
		{"#突发# 大坝溃决", "突发", "大坝溃决"},
		{"<속보> 댐 붕괴", "속보", "댐 붕괴"},
		{"[1보] 댐 붕괴", "1보", "댐 붕괴"},
		{"Última hora. Falla la presa", "ÚLTIMA HORA", "Falla la presa"},
		{"⚡️ Срочно. Плотина прорвана", "СРОЧНО", "Плотина прорвана"},
		{"BREAKING Benjamin announce tour", "", ""},
		{"PLANTÃO médico: veja a escala", "", ""},
		{"МОЛНИЯ убила двух туристов", "", ""},
		{"PILNE spotkanie rządu w sprawie powodzi", "", ""},
		{"SON DAKİKA golü Beşiktaş'ı yaktı", "", ""},
		{"속보 경쟁의 그늘", "", ""},
		{"RENDKÍVÜLI szünet az iskolákban", "", ""},
		{"#Breaking Bad returns", "", ""},
		{"#BreakingBad returns", "", ""},
		{"#Urgent care centres close", "", ""},
		{"Urgent. That is what the doctor called it", "", ""},
		{"Молния: как спастись во время грозы", "", ""},
		{"긴급 재난지원금 지급 시작", "", ""},
		{"FLASH: Dam fails", "FLASH", "Dam fails"},
		{"Flash: the dog who came home", "", ""},
		{"FLASH FLOOD hits the valley", "", ""},
		{"FLASH flood hits the valley", "", ""},
		{"FLASH SALE: half price", "", ""},
		{"BREAKING Bad returns", "", ""},
		{"BREAKING down the budget", "", ""},
		{"BREAKING point for nurses", "", ""},
		{"Breaking down the budget: what it means", "", ""},
		{"Breaking: B-girl Ami wins first gold", "", ""},
		{"Breaking | What is the Olympic sport about", "", ""},
		{"URGENT care clinic opens in Leeds", "", ""},
		{"URGENT appeal for missing boy", "", ""},
		{"Urgent care: where to find it", "", ""},
		{"JUST IN time for summer", "", ""},
		{"Live-Action Snow White: first pictures", "", ""},
		{"LIVE: Dam fails", "", ""},
		{"Alert: your passwords may be at risk", "", ""},
		{"ALERT: storm warning", "", ""},
		{"Exclusive: minister resigns", "", ""},
		{"Hitno sklapanje sporazuma: šta dalje", "", ""},
		{"Última horada de verano: cinco ideas", "", ""},
		{"Plantão médico: veja os horários", "", ""},
		{"突发奇想的设计师", "", ""},
		{"Breaking Bad returns", "", ""},
		{"Breaking-point tax unites all parties", "", ""},
		{"Breaking news desk moves to Leeds", "", ""},
		{"BREAKING DAM FAILS", "", ""},
		{"BREAKING BAD RETURNS", "", ""},
		{"Breaking-news team wins prize", "", ""},
		{"Breaking-up is hard to do", "", ""},
		{"Urgent care centres close", "", ""},
		{"UPDATE: Dam fails", "", ""},
		{"Breakingdance wins gold: the story", "", ""},
		{"Just in time for summer", "", ""},
		{"Urgently needed: blood", "", ""},
		{"Urgent-care clinics close", "", ""},
		{"Eilat hotels: full again", "", ""},
		{"Record-breaking: the heat of June", "", ""},
		{"Live-action film announced", "", ""},
		{"速報性が問われる報道", "", ""},
		{"Dam fails: BREAKING", "", ""},
		{"", "", ""},
		{"🚨", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.title, func(t *testing.T) {
			t.Parallel()
			marker, rest, ok := CutMarker(tt.title)
			if tt.marker == "" {
				tt.rest = tt.title
			}
			if marker != tt.marker || rest != tt.rest || ok != (tt.marker != "") {
				t.Errorf("CutMarker = %q, %q, %v; want %q, %q", marker, rest, ok, tt.marker, tt.rest)
			}
		})
	}
}

func TestIsMarker(t *testing.T) {
	t.Parallel()
	tests := []struct {
		s, want string
		ok      bool
	}{
		{"breaking", "BREAKING", true},
		{"Breaking News", "BREAKING NEWS", true},
		{"breaking-news", "BREAKING NEWS", true},
		{" #Breaking ", "BREAKING", true},
		{"última hora", "ÚLTIMA HORA", true},
		{"速報", "速報", true},
		{"Breaking dance", "BREAKING DANCE", false},
		{"Record breaking", "RECORD BREAKING", false},
		{"", "", false},
	}
	for _, tt := range tests {
		t.Run(tt.s, func(t *testing.T) {
			t.Parallel()
			if got, ok := IsMarker(tt.s); got != tt.want || ok != tt.ok {
				t.Errorf("IsMarker = %q, %v; want %q, %v", got, ok, tt.want, tt.ok)
			}
		})
	}
}

// Every marker must be reachable: one that stands behind its own beginning in
// the list is not.
func TestCutMarkerKnowsEveryMarker(t *testing.T) {
	t.Parallel()
	for _, m := range markers {
		if got, rest, ok := CutMarker(m + ": Dam fails"); got != m || rest != "Dam fails" || !ok {
			t.Errorf("CutMarker(%q) = %q, %q, %v", m+": Dam fails", got, rest, ok)
		}
	}
}

func FuzzCutMarker(f *testing.F) {
	for _, s := range []string{"BREAKING: x", "🚨 速報", "BREAKING", "Just in\xff", "EIL - -", "[[["} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, title string) {
		marker, rest, ok := CutMarker(title)
		if ok != (marker != "") || !strings.Contains(title, rest) || !ok && rest != title {
			t.Errorf("CutMarker(%q) = %q, %q, %v", title, marker, rest, ok)
		}
	})
}
