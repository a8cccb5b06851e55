package page

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// before are texts with the encodings in which they were written before UTF-8.
var before = []struct {
	language, text string
	in             []encoding.Encoding
}{
	{"Russian", "Порт закрыл заграждение сегодня утром, впервые за девять лет. Город ждёт высокой воды, сообщили в управлении порта.",
		[]encoding.Encoding{charmap.Windows1251, charmap.KOI8R, charmap.ISO8859_5, charmap.CodePage866}},
	{"Ukrainian", "Порт зачинив загородження сьогодні вранці, вперше за дев'ять років. Місто чекає на високу воду, її рівень зростає.",
		[]encoding.Encoding{charmap.Windows1251, charmap.KOI8U, charmap.ISO8859_5}},
	{"Bulgarian", "Пристанището затвори бариерата тази сутрин за първи път от девет години.", []encoding.Encoding{charmap.Windows1251}},
	{"Serbian", "Лука је јутрос затворила брану, први пут за девет година, јер њена вода расте брже него што се очекивало.", []encoding.Encoding{charmap.Windows1251}},
	{"German", "Der Hafen schloss heute früh das Tor, zum ersten Mal seit neun Jahren. Die Höhe des Wassers übertraf alle Größen.", []encoding.Encoding{charmap.Windows1252}},
	{"French", "Le port a fermé la barrière ce matin, pour la première fois depuis neuf ans. La marée était déjà très élevée à l’est, où le maître du port a été prévenu.", []encoding.Encoding{charmap.Windows1252}},
	{"Spanish", "El puerto cerró la barrera esta mañana por primera vez en nueve años. ¿Cuándo volverá a abrir? Según la oficina, mañana.", []encoding.Encoding{charmap.Windows1252}},
	{"Portuguese", "O porto fechou a barreira esta manhã, pela primeira vez em nove anos. As previsões não são boas, disse a administração à população.", []encoding.Encoding{charmap.Windows1252}},
	{"Swedish", "Hamnen stängde portarna i morse för första gången på nio år, när vattnet började stiga längs ån.", []encoding.Encoding{charmap.Windows1252}},
	{"Danish", "Havnen lukkede porten i morges for første gang i ni år, da vandet begyndte at stige på åen.", []encoding.Encoding{charmap.Windows1252}},
	{"Icelandic", "Höfnin lokaði flóðgáttinni í morgun í fyrsta sinn í níu ár, því að vatnið hækkaði hraðar en búist var við.", []encoding.Encoding{charmap.Windows1252}},
	{"Italian", "Il porto ha chiuso la barriera questa mattina per la prima volta in nove anni. La città è già pronta, più di così non si può.", []encoding.Encoding{charmap.Windows1252}},
	{"one letter", "The café on the quay stayed open all night long.", []encoding.Encoding{charmap.Windows1252}},
	{"quotation marks", "“We shut the gates,” he said — “and that’s all there is to it…”", []encoding.Encoding{charmap.Windows1252}},
	{"Turkish", "Liman dokuz yıl sonra ilk kez bu sabah bariyeri kapattı. Şehir yükselen suyu bekliyor, dedi müdürlük çalışanı İpek.", []encoding.Encoding{charmap.Windows1254}},
	{"Polish", "Port zamknął dziś rano zaporę po raz pierwszy od dziewięciu lat. Woda podnosiła się szybciej, niż się spodziewano, źródło milczy.",
		[]encoding.Encoding{charmap.Windows1250, charmap.ISO8859_2}},
	{"Czech", "Přístav dnes ráno poprvé za devět let zavřel protipovodňovou bránu. Voda stoupala rychleji, než se čekalo, řekl úřad.",
		[]encoding.Encoding{charmap.Windows1250, charmap.ISO8859_2}},
	{"Hungarian", "A kikötő ma reggel kilenc év óta először lezárta a gátat. A víz gyorsabban emelkedett, mint ahogy várták, őszi idő jön.",
		[]encoding.Encoding{charmap.Windows1250, charmap.ISO8859_2}},
	{"Lithuanian", "Uostas šįryt pirmą kartą per devynerius metus uždarė užtvarą. Vanduo kilo greičiau, nei tikėtasi, sakė įgaliotinė.", []encoding.Encoding{charmap.Windows1257}},
	{"Greek", "Το λιμάνι έκλεισε σήμερα το πρωί το φράγμα για πρώτη φορά μετά από εννέα χρόνια, είπε η αρχή.",
		[]encoding.Encoding{charmap.Windows1253, charmap.ISO8859_7}},
	{"Hebrew", "הנמל סגר הבוקר את המחסום בפעם הראשונה זה תשע שנים, כך מסר המשרד.", []encoding.Encoding{charmap.Windows1255}},
	{"Arabic", "أغلق الميناء الحاجز هذا الصباح للمرة الأولى منذ تسع سنوات، وقالت الإدارة إن المياه ترتفع.", []encoding.Encoding{charmap.Windows1256}},
	{"Thai", "ท่าเรือปิดประตูกั้นน้ำเช้านี้เป็นครั้งแรกในรอบเก้าปี เจ้าหน้าที่กล่าว", []encoding.Encoding{charmap.Windows874}},
	{"Japanese", "港は今朝、九年ぶりに水門を閉じた。水位は予想より早く上がったと港湾事務所は話している。", []encoding.Encoding{japanese.ShiftJIS, japanese.EUCJP}},
	{"Korean", "항구는 오늘 아침 구 년 만에 처음으로 수문을 닫았다. 물이 예상보다 빨리 불어났다고 항만 사무소가 밝혔다.", []encoding.Encoding{korean.EUCKR}},
	{"Chinese", "港口今天早上九年来第一次关闭了防洪闸门。港务局说，水位上升得比预计的要快。", []encoding.Encoding{simplifiedchinese.GB18030}},
	{"Chinese of Taiwan", "港口今天早上九年來第一次關閉了防洪閘門。港務局說，水位上升得比預計的要快。", []encoding.Encoding{traditionalchinese.Big5}},
}

func TestDecoded(t *testing.T) {
	t.Parallel()
	for _, b := range before {
		for _, e := range b.in {
			data, err := e.NewEncoder().Bytes([]byte(b.text))
			if err != nil {
				t.Fatalf("%s in %v: %v", b.language, e, err)
			}
			if got := Decoded(data); got != b.text {
				t.Errorf("%s in %v: read as %v\n%s", b.language, e, guess(data), got)
			}
		}
		if got := Decoded([]byte(b.text)); got != b.text {
			t.Errorf("%s in UTF-8: %q", b.language, got)
		}
	}
}

func TestStrayBytes(t *testing.T) {
	t.Parallel()
	const text = "Zażółć gęślą jaźń: Vår färja går från bryggan på ön."
	if got, want := Decoded([]byte(text+" caf\xe9")), text+" café"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	for _, data := range []string{"\x80", "\xff\xff\xff", "a\x81b", "\x90\x8d"} {
		if got := Decoded([]byte(data)); got == "" {
			t.Errorf("%q: nothing is left", data)
		}
	}
}

// TestTextFilesOfOldEncodings reads page text and pages in them.
func TestTextFilesOfOldEncodings(t *testing.T) {
	t.Parallel()
	russian := before[0]
	for _, e := range russian.in {
		data, err := e.NewEncoder().String(russian.text)
		if err != nil {
			t.Fatal(err)
		}
		if a, err := ReadText([]byte("Harbour\n\n" + data + "\n")); err != nil || !strings.Contains(a.Text, russian.text) {
			t.Errorf("%v: text %q, %v", e, a.Text, err)
		}
		a, err := ReadHTML([]byte("<html><body><article><h1>Port</h1><p>"+data+"</p><p>"+data+"</p></article></body></html>"), "")
		if err != nil || !strings.Contains(a.Text, russian.text) {
			t.Errorf("%v: page %q, %v", e, a.Text, err)
		}
	}
}
