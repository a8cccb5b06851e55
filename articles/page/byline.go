package page

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// byline is who wrote a piece and when, as a line under a headline says it.
type byline struct {
	authors            []string
	published, updated time.Time
	// by reports that the line begins with "By", or with another sure sign.
	by bool
}

// maxByline is how long a byline can be, in characters.
const maxByline = 220

var (
	labelUpdated   = compiledLater(`(?i)(?:last\s+)?(?:updated|modified|edited|aktualisiert|stand|actualizado|mis à jour|aggiornato)(?:\s+(?:on|at|am|el|le|il))?\s*:?\s*$`)
	labelPublished = compiledLater(`(?i)(?:(?:first\s+)?(?:published|posted|written|created|released|filed|veröffentlicht|publicado|publié|pubblicato)(?:\s+(?:on|at|am|el|le|il))?|date|on|datum|fecha)\s*:?\s*$`)
	bylineParts    = compiledLater(`\s*[|•·\t]+\s*|\s+[-–—/]+\s+|^[-–—/]+\s+|\s+[-–—/]+$`)
	byPrefix       = compiledLater(`^(?i:by|written by|posted by|reported by|story by|words by|author|authors|autor|von|por|par|door|di)\b\s*:?\s*|^(?i:автор|текст|بواسطة|بقلم|كتب|نویسنده)(?:\s*:\s*|\s+|$)`) //nolint:misspell // autor is German and Spanish
	byHint         = compiledLater(`(?i)(?:^|[^\p{L}])(?:by|authors?|autor|von|por|par|door|di)(?:[^\p{L}]|$)`)                                                                                                 //nolint:misspell // autor is German and Spanish
	bylineNoise    = compiledLater(`(?i)^(?:\d+\s*(?:min(?:ute)?s?\.?)(?:\s+read)?|reading time:?.*|(?:no|\d+)\s+comments?|comments?|leave a (?:comment|reply)|\d[\d,.]*k?\s+(?:views?|shares?|reads?)|views?:?\s*[\d,]+|share|print|(?:updated|published|posted)?:?\s*\d+\s+(?:minutes?|hours?|days?|mins?|hrs?)\s+ago|(?:just now|today|yesterday)|updated|published|posted|date|staff|(?:in|filed under|section|category|categories):?\s+[\p{L}& ,]{2,40}(?:\s\d+)?|[\w.+-]+@[\w.-]+|@\w+|(?:(?:last\s+)?updated|published|posted)(?:\s+at)?:?\s+\d{1,2}[:.]\d{2}(?:\s*[ap]\.?m\.?)?(?:\s+[A-Z]{2,4})?|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?|uhr|lese(?:zeit|dauer):?.{0,20}|temps de lecture:?.{0,20}|(?:(?:GMT|UTC)[+-]?\d{0,2}\s*)?\d+\s*min(?:ute)?s? read|(?:GMT|UTC)[+-]?\d{0,2}|[+-]\d{1,2}(?:\s*\d+\s*min(?:ute)?s? read)?|\d{1,2}:\d{2}(?:\s*[ap]\.?m\.?)?(?:\s+[A-Z]{2,4})?)$`)
)

// printed begins a line about the paper in a reader's hands, not about the article.
var printed = compiledLater(`(?i)^(?:printed|retrieved|accessed|saved)\b`)

// readByline reads line as a byline: names behind "By", dates with or without a
// label, and the small print between bars. Every part of the line must be one of
// these, or it is not a byline.
func readByline(line string) (byline, bool) {
	if len(line) > 4*maxByline || utf8.RuneCountInString(line) > maxByline || strings.HasSuffix(line, "?") || printed.MatchString(line) || !hasYear(line) && !byHint.MatchString(line) {
		return byline{}, false
	}
	var b byline
	rest := b.cutDates(line)
	dated := !b.published.IsZero() || !b.updated.IsZero()
	for _, part := range bylineParts.Split(rest, -1) {
		part = strings.Trim(part, " ,;:/-–—")
		if strings.Count(part, "(") != strings.Count(part, ")") || strings.HasPrefix(part, "(") {
			part = strings.Trim(part, "()")
		}
		if !b.take(strings.Trim(part, " []"), dated) {
			return byline{}, false
		}
	}
	return b, b.by || dated
}

// cutDates takes the dates with their labels out of line and returns the rest.
func (b *byline) cutDates(line string) string {
	for range 4 {
		d, ok := findDate(line)
		if !ok {
			break
		}
		head, tail := line[:d.start], line[d.end:]
		if m := labelUpdated.FindStringIndex(head); m != nil {
			head, b.updated, b.by = head[:m[0]], d.at, true
		} else {
			if m := labelPublished.FindStringIndex(head); m != nil {
				head, b.by = head[:m[0]], true
			}
			if b.published.IsZero() {
				b.published = d.at
			}
		}
		line = head + " | " + tail
	}
	return line
}

// take reads one part of a byline and reports whether it is one.
func (b *byline) take(part string, dated bool) bool {
	if part == "" || bylineNoise.MatchString(part) {
		return true
	}
	if m := byPrefix.FindString(part); m != "" {
		names, ok := people(part[len(m):])
		if ok {
			b.by = true
			b.authors = append(b.authors, names...)
		}
		return ok
	}
	if strings.EqualFold(part, "by") {
		b.by = true
		return true
	}
	if b.by && isOffice(part) && len(strings.Fields(part)) <= 5 {
		return true
	}
	if !dated || !nameLike(part, 1, 5) {
		return false
	}
	if nameLike(part, 2, 4) && !isOffice(part) && len(b.authors) == 0 {
		b.authors = append(b.authors, tidyName(part))
	}
	return true
}

var (
	nameJoin  = compiledLater(`\s+(?:and|&|und|y|et|e|en|with)\s+`)
	namePlace = compiledLater(`\s+(?:in|at|from|for|of)\s+\p{Lu}.*$`)
	brackets  = compiledLater(`\s*\([^)]*\)`)
)

// people are the names in s, "Jane Doe, Politics Editor" or "Jane Doe, John Roe
// and Max Moe in Paris". An empty s names nobody; ok is false where s is no list
// of names.
func people(s string) (names []string, ok bool) {
	s = namePlace.ReplaceAllString(brackets.ReplaceAllString(s, ""), "")
	for i, part := range strings.Split(strings.Join(nameJoin.Split(s, -1), ","), ",") {
		part = strings.TrimSuffix(strings.Trim(part, " .;"), " Staff")
		switch {
		case part == "" || nobody[strings.ToLower(part)]:
		case nameLike(part, 1, 6) && i == 0, nameLike(part, 2, 5) && !isOffice(part):
			names = append(names, tidyName(part))
		case !isOffice(part) && !nameLike(part, 1, 6):
			return nil, false
		}
	}
	return slices.Compact(names), true
}

// nobody are bylines that name no author.
var nobody = map[string]bool{
	"admin": true, "administrator": true, "staff": true, "staff writer": true, "staff reporter": true,
	"editor": true, "editors": true, "editorial team": true, "our correspondent": true, "agencies": true,
	"web desk": true, "news desk": true, "newsroom": true, "webmaster": true, "author": true, "unknown": true,
	"anonymous": true, "guest": true, "our reporter": true, "a staff reporter": true,
}

var office = compiledLater(`(?i)\b(?:correspondents?|editors?|reporters?|writers?|staff|desk|news|press|times|post|journal|agency|agencies|reuters|afp|bureau|chief|columnist|contributor|producer|world|politics|business|sport|sports|opinion|technology|media|magazine|tribune|gazette|online|daily|tv|service|team)\b`)

// isOffice reports whether s is a role or an organisation, not a person.
func isOffice(s string) bool { return office.MatchString(s) }

// particles stand in names in lower case.
var particles = wordSet("de da di do dos das del della van von der den ten ter la le du al el bin ibn ben y e zu af st abu")

// nameLike reports whether s can be a name: from least to most words, each
// beginning with a capital (where the script has them), none with figures.
func nameLike(s string, least, most int) bool {
	words := strings.Fields(s)
	if len(words) < least || len(words) > most {
		return false
	}
	for _, w := range words {
		first, _ := utf8.DecodeRuneInString(w)
		if !unicode.IsLetter(first) || unicode.IsLower(first) && !particles[w] {
			return false
		}
		if strings.ContainsFunc(w, func(r rune) bool {
			return !unicode.IsLetter(r) && !unicode.IsMark(r) && !strings.ContainsRune(".'’-", r)
		}) {
			return false
		}
	}
	return !starters[strings.ToLower(words[0])]
}

// tidyName is a name as people write it, also where the page shouts.
func tidyName(s string) string {
	if len(strings.Fields(s)) < 2 || strings.ContainsFunc(s, unicode.IsLower) {
		return s
	}
	words := strings.Fields(s)
	for i, w := range words {
		if r := []rune(w); len(r) > 2 || !strings.Contains(w, ".") {
			words[i] = string(r[0]) + strings.ToLower(string(r[1:]))
		}
	}
	return strings.Join(words, " ")
}
