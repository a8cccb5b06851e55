package page

import (
	"strconv"
	"strings"
	"time"
)

// months are the names of months in the languages of many news sites, in lower
// case, with their numbers.
var months = monthNames(
	"jan january januar janvier enero ene gennaio gen janeiro januari января січня يناير ocak stycznia sty ledna jän janv янв січ",
	"feb february februar février fevrier febrero febbraio fevereiro februari февраля лютого فبراير şubat lutego lut února fév févr февр фев лют",
	"mar march märz mrz mars marzo março марта березня مارس mart marca března mrt maa maart мар бер",
	"apr april avril abr abril aprile апреля квітня أبريل nisan kwietnia kwi dubna avr апр квіт",
	"may mai mag mayo maggio maio mei мая травня مايو mayıs maja maj května mei трав",
	"jun june juni juin junio giugno giu junho июня червня يونيو haziran czerwca cze června июн черв",
	"jul july juli juillet julio luglio lug julho июля липня يوليو temmuz lipca lip července juil июл лип",
	"aug august ago août aout agosto augustus августа серпня أغسطس ağustos sierpnia sie srpna aoû авг серп",
	"sep sept september septembre septiembre settembre setembro set сентября вересня سبتمبر eylül września wrz září сент сен вер",
	"oct october okt oktober octobre octubre ottobre ott outubro out октября жовтня أكتوبر ekim października paź října окт жовт",
	"nov november novembre noviembre novembro ноября листопада نوفمبر kasım listopada lis listopadu нояб ноя лист",
	"dec december dez dezember décembre diciembre dic dicembre dezembro декабря грудня ديسمبر aralık grudnia gru prosince déc desember des дек груд",
)

func monthNames(lists ...string) map[string]int {
	names := map[string]int{}
	for i, list := range lists {
		for name := range strings.FieldsSeq(list) {
			names[name] = i + 1
		}
	}
	return names
}

// zoneNames are the abbreviations read after a time of day. IST is India's, the
// one used by far the most on pages.
const zoneNames = `UTC|GMT|BST|WEST|CET|CEST|MEZ|MESZ|EET|EEST|MSK|IST|PKT|SGT|HKT|JST|KST|AEST|AEDT|EST|EDT|ET|CST|CDT|MST|MDT|PST|PDT|PT`

// zoneMinutes are the offsets from UTC of zoneNames.
var zoneMinutes = map[string]int{
	"UTC": 0, "GMT": 0, "BST": 60, "WEST": 60, "CET": 60, "MEZ": 60, "CEST": 120, "MESZ": 120,
	"EET": 120, "EEST": 180, "MSK": 180, "IST": 330, "PKT": 300, "SGT": 480, "HKT": 480,
	"JST": 540, "KST": 540, "AEST": 600, "AEDT": 660, "EST": -300, "EDT": -240, "CST": -360,
	"CDT": -300, "MST": -420, "MDT": -360, "PST": -480, "PDT": -420,
}

// zone is the place in time of an offset such as +02:00, or of an abbreviation;
// UTC where neither is known.
func zone(offset, name string) *time.Location {
	name = strings.ToUpper(name)
	sign := strings.IndexAny(offset, "+-")
	switch {
	case sign >= 0:
		return fixedZone(offset[sign:])
	case name == "ET":
		return place("America/New_York", "EST")
	case name == "PT":
		return place("America/Los_Angeles", "PST")
	}
	return time.FixedZone(name, zoneMinutes[name]*60)
}

// fixedZone is that of an offset in hours, "+1", or with minutes, "-0330" or "+05:30".
func fixedZone(offset string) *time.Location {
	hours, minutes := strings.ReplaceAll(offset[1:], ":", ""), ""
	if n := len(hours); n > 2 {
		hours, minutes = hours[:n-2], hours[n-2:]
	}
	h, _ := strconv.Atoi(hours)
	m, _ := strconv.Atoi(minutes)
	seconds := (h*60 + m) * 60
	if offset[0] == '-' {
		seconds = -seconds
	}
	return time.FixedZone("", seconds)
}

// place is the zone of a city, or the fixed one where this system has no zone
// database.
func place(city, fixed string) *time.Location {
	if l, err := time.LoadLocation(city); err == nil {
		return l
	}
	return time.FixedZone(fixed, zoneMinutes[fixed]*60)
}
