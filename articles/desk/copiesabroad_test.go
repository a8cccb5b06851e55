package desk

import (
	"strings"
	"testing"

	"herald/articles"
)

// dispatches are wire texts in several languages and scripts, each with a sentence
// that a site adds and its dateline.
var dispatches = []struct{ name, dateline, text, more string }{
	{"German", "HAMBURG (Küstendienst) - ", "Die Fähre Aurora ist am frühen Sonntag zwei Meilen vor Lonsdale mit 240 Menschen an Bord auf eine Sandbank gelaufen. Rettungsboote brachten alle Fahrgäste bis zum Mittag an Land, elf von ihnen wurden wegen Unterkühlung behandelt. Die Küstenwache sprach von einem Glücksfall, weil die See ruhig gewesen sei. Die Reederei nahm das Schwesterschiff aus dem Verkehr, während Taucher den Rumpf untersuchen, und das Ministerium leitete eine Untersuchung der neuen Seekarten ein.", "Der Bürgermeister dankte am Abend den Besatzungen der Rettungsboote für ihren Einsatz."},
	{"Spanish", "LONSDALE (Agencia Costera) — ", "El transbordador Aurora encalló el domingo de madrugada en un banco de arena a dos millas de Lonsdale con 240 personas a bordo. Los botes salvavidas llevaron a tierra a todos los pasajeros antes del mediodía y once de ellos fueron atendidos por hipotermia. La guardia costera dijo que el mar estaba en calma y que nadie resultó herido. La naviera retiró del servicio el barco gemelo mientras los buzos examinan el casco, y el ministerio abrió una investigación sobre las nuevas cartas.", "El alcalde agradeció por la noche el trabajo de las tripulaciones de los botes."},
	{"Russian", "ЛОНСДЕЙЛ, 1 марта (Береговое агентство) — ", "Паром «Аврора» ранним утром в воскресенье сел на мель в двух милях от Лонсдейла, на борту находились 240 человек. К полудню спасательные шлюпки доставили всех пассажиров на берег, одиннадцати из них понадобилась помощь врачей из-за переохлаждения. Береговая охрана сообщила, что море было спокойным и никто не пострадал. Компания вывела из эксплуатации второе судно, пока водолазы осматривают корпус, а министерство начало проверку новых морских карт.", "Мэр города вечером поблагодарил экипажи спасательных шлюпок за работу."},
	{"Arabic", "لونسديل (وكالة الساحل) - ", "جنحت العبارة أورورا فجر الأحد على ضفة رملية على بعد ميلين من لونسديل وعلى متنها 240 شخصا. ونقلت قوارب النجاة جميع الركاب إلى الشاطئ قبل الظهر وعولج أحد عشر منهم من انخفاض حرارة الجسم. وقال خفر السواحل إن البحر كان هادئا ولم يصب أحد بأذى. وأخرجت الشركة المالكة السفينة الثانية من الخدمة بينما يفحص الغواصون بدن العبارة وفتحت الوزارة تحقيقا في الخرائط البحرية الجديدة.", "وشكر رئيس البلدية مساء أطقم قوارب النجاة على عملهم."},
	{"Hindi", "लोंसडेल (तट समाचार) - ", "नौका अरोरा रविवार तड़के लोंसडेल से दो मील दूर रेत के टीले पर फंस गई, उस पर 240 लोग सवार थे। बचाव नौकाओं ने दोपहर तक सभी यात्रियों को किनारे पहुंचाया और ग्यारह लोगों का ठंड लगने के कारण इलाज किया गया। तट रक्षक ने कहा कि समुद्र शांत था और किसी को चोट नहीं आई। कंपनी ने दूसरी नौका को सेवा से हटा लिया जबकि गोताखोर पेंदे की जांच कर रहे हैं और मंत्रालय ने नए समुद्री नक्शों की जांच शुरू की है।", "महापौर ने शाम को बचाव नौकाओं के कर्मचारियों का धन्यवाद किया।"},
	{"Chinese", "【海岸社朗斯代尔3月1日电】", gale, "市长当晚向参加救援的消防人员表示感谢，并承诺公布调查结果。"},
	{"Japanese", "【ロンズデール共同】", "フェリー「オーロラ」が日曜日の早朝、ロンズデール沖約三キロの砂州に乗り上げ、乗客乗員二百四十人は正午までに全員救命艇で救助された。十一人が低体温症の手当てを受けたが、けが人はいなかった。運航会社は潜水士が船底を調べる間、同型船の運航を取りやめ、国土交通省は新しい海図について調査を始めた。", "市長は夜、救命艇の乗組員に感謝の言葉を述べた。"},
}

// TestCopiesAbroad: a dispatch under another headline, with another dateline, cut to
// half or with a paragraph added is one voice, in every script.
func TestCopiesAbroad(t *testing.T) {
	t.Parallel()
	for _, d := range dispatches {
		t.Run(d.name, func(t *testing.T) {
			t.Parallel()
			runes := []rune(d.text)
			first := articles.Article{ID: "1", Source: "wire", Publisher: "Coast Wire", Title: "1", Text: d.dateline + d.text}
			for name, text := range map[string]string{
				"no dateline":       d.text,
				"a byline":          "Ada Lovelace\n\n" + d.text,
				"cut to half":       d.dateline + string(runes[:len(runes)/2]),
				"a paragraph added": d.text + "\n\n" + d.more,
				"one put before":    d.more + "\n\n" + d.text,
				"other quotes":      strings.NewReplacer("«", "“", "»", "”", "「", "『", "」", "』").Replace(d.text),
			} {
				a := articles.Article{ID: "2", Source: "post", Publisher: "Harbour Post", Title: "2", Text: text}
				if got := copyOf(a, []articles.Article{first}); got != "Coast Wire" {
					t.Errorf("%s: it copies %q (share %.2f of %d)", name, got, shinglesOf(a).share(shinglesOf(first)), len(shinglesOf(a)))
				}
			}
		})
	}
}
