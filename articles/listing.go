package articles

import (
	"regexp"
)

// listings are the shapes of headlines under which no single event is told, and
// what they are. Whoever marks one of them urgent marks a page, not news.
var listings = []struct {
	what  string
	shape *regexp.Regexp
}{
	{"a live page", regexp.MustCompile(`(?i)^\W*(?:live(?:\s+(?:blog|updates?|coverage|feed|stream|report(?:ing)?|ticker|text|score(?:s|board)?))?\s*(?:[:|–—]|-\s)|live[- ]?(?:blog|ticker|stream)\b|liveblog|(?:as it happened|watch(?: live)?|follow(?: live)?|listen(?: live)?|minute by minute)\s*[:|–—]|en directo?\s*(?:[:|–—]|-\s)|(?:in )?diretta\s*[:|–—]|ao vivo\s*[:|–—]|онлайн\s*[:|–—]|прямая трансляция|بث مباشر|مباشر\s*[:|–—]|实时|直播|ライブ|実況|canlı(?: anlatım| blog)?\s*[:|–—])|\b(?:live blog|liveblog|live updates?|live coverage|as it happened|minute by minute|im liveticker|im newsticker|en direct\s*$|en vivo\s*$)`)},
	{"a list", regexp.MustCompile(`(?i)^\W*(?:(?:the|here (?:are|is)|top|our|these|les|los|las|die|i|as|os)\s+)*(?:\d{1,3}|three|four|five|six|seven|eight|nine|ten|twelve|cinq|sept|dix|cinco|siete|diez|fünf|sieben|zehn|cinque|sette|dieci)\s+(?:(?:\p{L}+\s+){0,2}(?:things|reasons|ways|facts|tips|takeaways|questions|lessons|moments|photos|pictures|quotes|charts|mistakes|must-\p{L}+|best|worst|recipes|podcasts)\b|(?:\p{L}+\s+){0,1}(?:choses|raisons|façons|cosas|razones|claves|maneras|dinge|gründe|fakten|fragen|cose|motivi|coisas|motivos|razões)\b)`)},
	{"a list", regexp.MustCompile(`(?i)\b(?:what (?:we know(?: so far| about)|to know(?: about)?|you need to know)|everything (?:you need to know|we know)|things (?:you need )?to know|key takeaways|ce que l['’]on sait|lo que (?:se sabe|sabemos)|was wir wissen|cosa sappiamo|o que se sabe)\b`)},
	{"a round-up", regexp.MustCompile(`(?i)\b(?:week|day|month|year|semaine|semana|woche|settimana) in (?:pictures|photos|review|charts|quotes|numbers|bildern)\b|^\W*(?:your |the |our )?(?:morning|evening|daily|weekly|weekend|monday|tuesday|wednesday|thursday|friday|saturday|sunday|midday|nightly|news) (?:briefing|digest|round-?up|news ?letter|headlines|wrap|recap|quiz|brief)\b|^\W*(?:top |news )?headlines(?: (?:at|of|for|today|this)\b|:|\s*$)|^\W*(?:newsletter|briefing|round-?up|recap|(?:photos?|pictures|in pictures|gallery|galerie|galería|bilder|fotostrecke|video|podcast|newsletter|opinion|editorial|column|analysis|explainer|review|interview|obituary|letters?|quiz|crossword|horoscope|sponsored|advertorial|promo)\s*[:|–—])`)},
	{"a pastime", regexp.MustCompile(`(?i)\b(?:horoscopes?|horóscopo|oroscopo|horoskop|гороскоп|crossword|wordle|sudoku|quiz|news quiz|kreuzworträtsel|lottery (?:numbers|results)|lottozahlen|tv (?:guide|listings|tonight)|deals? of the day|best deals|coupon codes?|black friday deals|prime day deals)\b|星座|星占い|운세|برجك|حظك اليوم`)},
}

// Listing reports whether a headline stands over something else than the news of
// one event: a live page, a list, a round-up, a pastime; and which of them. It
// errs on the side of news.
func Listing(headline string) (what string, ok bool) {
	for _, l := range listings {
		if l.shape.MatchString(headline) {
			return l.what, true
		}
	}
	return "", false
}
