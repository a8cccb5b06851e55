package articles

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// Words with which publishers say that they have corrected an article.
var (
	// correctedTitle is what stands before a headline: a word in capitals, or one
	// with a colon. Markets, too, see "a correction".
	correctedTitle = regexp.MustCompile(`^(?:CORRECT(?:ED|ION|S)|BERICHTIGUNG|KORREKTUR|RECTIFICATIF|CORRECTIF|CORRECCI[OÓ]N|CORRE[CÇ][AÃ]O|CORREZIONE|RÄTTELSE|ИСПРАВЛЕНО|ИСПРАВЛЕНИЕ)(?:\s*\([^)]{1,20}\))?\s*[:：\-–—|]\s*|` +
		`^(?i:correct(?:ed|ion)|berichtigung|korrektur|rectificatif|correctif|correcci[oó]n|corre[cç][aã]o|correzione|rättelse|исправлено|исправление)\s*[:：]\s*|` +
		`^[(\[](?i:corrected|correction|corrects|berichtigt|corrigé|corregido)[)\]]\s*|^(?:更正|訂正|정정)\s*[:：]\s*`)
	// correctedNote is how a paragraph begins that is one, before what it says.
	correctedNote = regexp.MustCompile(`^(?i:(?:editor['’]?s?['’]? note\s*[:\-–—]\s*)?(?:corrections?|clarifications?|correction and clarification|corrige|erratum|berichtigung|korrektur|rectificatif|correctif|correcci[oó]n|fe de erratas|corre[cç][aã]o|errata|correzione|rectificatie|rättelse|исправление|поправка))(?:\s*[,(]?\s*[\p{L}]{3,10}\.? \d{1,2}(?:, \d{4})?\)?)?\s*[:：–—]\s*|^(?:更正|訂正|정정)\s*[:：]\s*`)
	// correctedSaying is how a paragraph begins that is one as a whole.
	correctedSaying = regexp.MustCompile(`^(?i:(?:editor['’]?s?['’]? note\s*[:\-–—]\s*)?(?:(?:an |the )?(?:earlier|previous|original) versions? of this (?:article|story|report|post|headline|dispatch|piece)|this (?:article|story|report|post|headline|version|piece) (?:has been|was|is being) (?:corrected|amended|updated to correct)|corrects? (?:the |to |that |name|spelling|date|paragraph|headline|first|second|third|day|time|number|figure|title)|in (?:einer früheren|der ersten) (?:version|fassung) (?:dieses|des) (?:artikels|textes|beitrags)))`)
)

// maxNote bounds a note of a correction, in characters; a longer paragraph that
// begins like one is an article about something that was corrected.
const maxNote = 600

// Correct finds out whether an article's own words say that it was corrected, and
// notes it in a.Correction unless that is known: a paragraph of the text that
// begins with "Correction:" or "An earlier version of this article", in several
// languages, or else the headline, of which "CORRECTED:" is cut off.
func Correct(a Article) Article {
	title, marked := cutCorrected(a.Title)
	a.Title = title
	if a.Correction != "" && a.Correction != Corrected {
		return a
	}
	for p := range strings.SplitSeq(a.Text, "\n\n") {
		if note, ok := CorrectionNote(p); ok {
			a.Correction = note
			return a
		}
	}
	if marked {
		a.Correction = Corrected
	}
	return a
}

// cutCorrected takes the word that it was corrected off a headline.
func cutCorrected(title string) (rest string, ok bool) {
	rest = strings.TrimSpace(title)
	mark := correctedTitle.FindString(rest)
	if mark == "" || mark == rest {
		return title, false
	}
	return strings.TrimSpace(rest[len(mark):]), true
}

// CorrectionNote reports whether a paragraph is a publisher's note that something
// was corrected, and gives what it says.
func CorrectionNote(paragraph string) (note string, ok bool) {
	if len(paragraph) > 4*maxNote || utf8.RuneCountInString(paragraph) > maxNote {
		return "", false
	}
	p := strings.TrimSpace(strings.TrimLeft(paragraph, "#>-*_ ("))
	if loc := correctedNote.FindStringIndex(p); loc != nil && loc[1] < len(p) {
		return strings.TrimSpace(strings.TrimRight(p[loc[1]:], "*_) ")), true
	}
	if correctedSaying.MatchString(p) {
		return strings.TrimSpace(strings.TrimRight(p, "*_) ")), true
	}
	return "", false
}
