package page

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// old is an encoding from before UTF-8 and what its languages look like in it.
type old struct {
	encoding.Encoding
	// common are its letters beyond ASCII that are used often, rare those that are
	// used less or in few of its languages, odd those that hardly count: in the
	// encodings of other languages frequent letters stand in their places.
	common, rare, odd string
	// script is where its words have no letters of ASCII in them; nil for Latin.
	script *unicode.RangeTable
	// wide says that a character is two bytes. What of its script is not common
	// then counts half.
	wide bool
}

// olds are the encodings that are told apart; the first wins where two fit as
// well. The letters are the usual ones of the languages written in each.
var olds = []old{
	{Encoding: charmap.Windows1252, common: "àáâãäåæçèéêëìíîïñòóôöøùúüœßÀÁÂÄÅÆÇÈÉÊËÍÎÏÑÓÔÖØÚÜ¿¡", rare: "ðýþÐÞ", odd: "õû"},
	{Encoding: charmap.Windows1254, common: "ğışçöüâîûĞİŞÇÖÜ"},
	{Encoding: charmap.Windows1250, common: "ąćęłńóśźżáčďéěíňřšťúůýžôäöüőűâîşţßŁŚŻŹĆČŘŠŽÁÉÍÓÖŐÚÜŰŞŢ", rare: "ăľ", odd: "đĐ"},
	{Encoding: charmap.ISO8859_2, common: "ąćęłńóśźżáčďéěíňřšťúůýžôäöüőűâîşţßŁŚŻŹĆČŘŠŽÁÉÍÓÖŐÚÜŰŞŢ", rare: "ăľ", odd: "đĐ"},
	{Encoding: charmap.Windows1257, common: "āčēģīķļņšūžąęėįųõäöüÄÖÜÕĀČĒĢĪĶĻŅŠŪŽĖĮŲ"},
	{Encoding: charmap.Windows1251, common: "оеаинтсрвлкмдпу", rare: "яыьгзбчйхжшюцщэфёіїєґўђјљњћџъ", script: unicode.Cyrillic},
	{Encoding: charmap.KOI8R, common: "оеаинтсрвлкмдпу", rare: "яыьгзбчйхжшюцщэфёъ", script: unicode.Cyrillic},
	{Encoding: charmap.KOI8U, common: "оеаинтсрвлкмдпу", rare: "яыьгзбчйхжшюцщэфёіїєґъ", script: unicode.Cyrillic},
	{Encoding: charmap.ISO8859_5, common: "оеаинтсрвлкмдпу", rare: "яыьгзбчйхжшюцщэфёіїєўђјљњћџъ", script: unicode.Cyrillic},
	{Encoding: charmap.CodePage866, common: "оеаинтсрвлкмдпу", rare: "яыьгзбчйхжшюцщэфёіїєўъ", script: unicode.Cyrillic},
	{Encoding: charmap.Windows1253, common: "αοιετσνηρκπυμλς", rare: "γδθχφβωξζψίόήάέύώϊΐ", script: unicode.Greek},
	{Encoding: charmap.ISO8859_7, common: "αοιετσνηρκπυμλς", rare: "γδθχφβωξζψίόήάέύώϊΐ", script: unicode.Greek},
	{Encoding: charmap.Windows1255, common: "יוהלאתרבמשנ", rare: "גדזחטכסעפצקםןךףץ", script: unicode.Hebrew},
	{Encoding: charmap.Windows1256, common: "اليمنرتوبهدعسكفقحجشصطخضذثزغظءأإآةىؤئپچژگ", script: unicode.Arabic},
	{Encoding: charmap.Windows874, common: "านรอกเงมยลวดทสตะปบคหแจพชขใไโผศซถัิ่ี้็์ุู", script: unicode.Thai},
	{Encoding: japanese.ShiftJIS, common: "のにるたとはしいをがでてなれかられさっりくこもうよすまきあけどんそ日人年大国本中一", rare: kana, script: unicode.Han, wide: true},
	{Encoding: japanese.EUCJP, common: "のにるたとはしいをがでてなれかられさっりくこもうよすまきあけどんそ日人年大国本中一", rare: kana, script: unicode.Han, wide: true},
	{Encoding: korean.EUCKR, common: "이다는에의을가고하지로한사은도를대기어자리인아나서시정부만과보전일해그수원", script: unicode.Hangul, wide: true},
	{Encoding: simplifiedchinese.GB18030, common: "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运", script: unicode.Han, wide: true},
	{Encoding: traditionalchinese.Big5, common: "的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡用道行所然家種事成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心她本前開但因只從想實日軍者意無力它與長把機十民第公此已工使情明性知全三又關點正業外將兩高間由問很最重並物手應戰向頭文體政美相見被利什二等產或新己制身果加西月話合回特代內信表化老給世位次度門任常先海通教兒原東聲提立及比員解水名真論處走義各入幾口認條平系氣題活更別打女變四神總何電數安少報才結反受目太量再感建務做接必場件計管期市直德資命山金指許統區保至隊形社便空決治展", script: unicode.Han, wide: true},
}

const (
	// kana are the rest of the syllables of Japanese.
	kana = "えおせちつぬねひふへほみむめやゆろわアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワンガギグゲゴザジズゼゾダデドバビブベボパピプペポッャュョァィェォーぎぐげござじずぜぞだづばびぶべぼぱぴぷぺぽゃゅょ"
	// marks are the punctuation of all.
	marks = "«»“”„‘’‚–—…€°·£§©®№、。「」『』・，．：；！？（）《》　،؟"
	// least is below which nothing fits: then it is Windows-1252, for the web's
	// sake.
	least = 0.3
	// fallback favours that over others that fit nearly as well.
	fallback = 0.03
	// whole is the share of characters that must be UTF-8 for the others to be
	// stray bytes.
	whole = 0.9
)

// Decoded is data as UTF-8, which neither says in which encoding it is nor has to
// be in one: text is UTF-8 where most of it can be; else it is in the encoding in
// which most of its bytes beyond ASCII are letters that are usual in a language
// of that encoding, in words as they are written there.
func Decoded(data []byte) string {
	if utf8.Valid(data) {
		return string(data)
	}
	if mostlyUTF8(data[:min(len(data), sample)]) {
		return withStrays(data)
	}
	text, err := guess(data).NewDecoder().Bytes(data)
	if err != nil {
		return withStrays(data)
	}
	return string(text)
}

// withStrays is data as UTF-8 with each stray byte as the character that it nearly
// always is.
func withStrays(data []byte) string {
	var b strings.Builder
	for len(data) > 0 {
		r, size := utf8.DecodeRune(data)
		if r == utf8.RuneError && size == 1 {
			r = charmap.Windows1252.DecodeByte(data[0])
		}
		b.WriteRune(r)
		data = data[size:]
	}
	return b.String()
}

// mostlyUTF8 reports whether data is UTF-8 with a few stray bytes.
func mostlyUTF8(data []byte) bool {
	good, bad := 0, 0
	for len(data) > 0 {
		r, size := utf8.DecodeRune(data)
		switch {
		case r == utf8.RuneError && size == 1:
			bad++
		case size > 1:
			good++
		}
		data = data[size:]
	}
	return float64(good) >= whole*float64(good+bad)
}

// guess is the encoding in which data, which is not UTF-8, looks most like a
// language.
func guess(data []byte) encoding.Encoding {
	data = data[:min(len(data), sample)]
	beyond := 0
	for _, c := range data {
		if c >= utf8.RuneSelf {
			beyond++
		}
	}
	best, score := olds[0].Encoding, least
	for i, o := range olds {
		text, err := o.NewDecoder().Bytes(data)
		if err != nil {
			continue
		}
		s := o.weigh(string(text)) / float64(max(beyond, 1))
		if i == 0 {
			s += fallback
		}
		if s > score {
			best, score = o.Encoding, s
		}
	}
	return best
}

// weigh adds up how well the characters beyond ASCII fit.
func (o old) weigh(text string) (sum float64) {
	weights := map[rune]float64{}
	for _, set := range []struct {
		letters string
		weight  float64
	}{{marks, 0.5}, {o.odd, 0.5}, {o.rare, 0.85}, {o.common, 1}} {
		for _, r := range set.letters {
			weights[r] = set.weight
		}
	}
	bytes := 1.0
	if o.wide {
		bytes = 2
	}
	runes := []rune(text)
	for i, r := range runes {
		if r < utf8.RuneSelf {
			continue
		}
		before, after := ' ', ' '
		if i > 0 {
			before = runes[i-1]
		}
		if i+1 < len(runes) {
			after = runes[i+1]
		}
		sum += bytes * (o.fits(r, before, after, weights))
	}
	return sum
}

// fits is from 1 for a common letter in its place down to -2 for what is no text.
func (o old) fits(r, before, after rune, weights map[rune]float64) float64 {
	weight, known := weights[r]
	foreign := func(x rune) bool { return x < utf8.RuneSelf && unicode.IsLetter(x) }
	switch {
	case r == utf8.RuneError, unicode.IsControl(r), unicode.Is(unicode.Co, r):
		return -2
	case unicode.IsUpper(r) && unicode.IsLower(before):
		return -1
	case !unicode.IsLetter(r) && !unicode.IsMark(r):
		if !known || unicode.IsLetter(before) && unicode.IsLetter(after) && r != '’' && r != '—' && r != '·' && r != '・' {
			return -1
		}
		return weight
	case o.script == nil && before >= utf8.RuneSelf && after >= utf8.RuneSelf && unicode.IsLetter(before) && unicode.IsLetter(after):
		return -1 // no Latin word is made of such letters
	case o.script != nil && !o.wide && (foreign(before) || foreign(after)):
		return -1 // no other word holds Latin ones
	case known:
		return weight
	case o.wide && unicode.Is(o.script, r):
		return 0.5
	case o.script != nil && unicode.IsUpper(r) && unicode.Is(o.script, r) && !unicode.IsLetter(before):
		return 0.5
	case o.wide:
		return -0.5
	}
	return 0
}
