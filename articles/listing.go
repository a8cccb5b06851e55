package articles

import (
	"regexp"
)

// What a shape begins and ends with. Of letters, \b and \W know only the Latin ones
// without marks.
const (
	start = `^[^\p{L}\p{N}]*`
	end   = `(?:[^\p{L}\p{N}-]|$)`
)

// listings are the shapes of headlines under which no single event is told, and
// what they are. Whoever marks one of them urgent marks a page, not news.
var listings = []struct {
	what  string
	shape *regexp.Regexp
}{
	{"a live page", regexp.MustCompile(`(?i)` + start + `(?:live(?:\s+(?:blog|updates?|coverage|feed|stream|report(?:ing)?|ticker|text|score(?:s|board)?))?\s*(?:[:|–—]|-\s)|live[- ]?(?:blog|ticker|stream)\b|liveblog|(?:as it happened|watch(?: live)?|follow(?: live)?|listen(?: live)?|minute by minute)\s*[:|–—]|en directo?\s*(?:[:|–—]|-\s)|(?:in )?diretta\s*[:|–—]|ao vivo\s*[:|–—]|онлайн\s*[:|–—]|بث مباشر|مباشر\s*[:|–—]|(?:实时|直播|ライブ|実況)(?:中継|配信|更新|报道)?\s*(?:[:：|｜】\]–—]|$)|canlı (?:anlatım|blog|yayın)|canlı\s*[:|–—]|(?:relacja |transmisja )?na żywo\s*[:|–—]|relacja na żywo|watch live\b)|(?:онлайн-|текстовая |прямая )трансляция|прямой эфир\s*[:|–—]|\b(?:notre direct|suivez (?:le|notre) direct|la diretta)\b|\b(?:live blog|liveblog|live updates?|live coverage|as it happened|minute by minute|im liveticker|im newsticker|en direct\s*$|en vivo\s*$)`)},
	{"a list", regexp.MustCompile(`(?i)` + start + `(?:(?:the|here (?:are|is)|top|our|these|les|los|las|die|i|as|os)\s+)*(?:\d{1,3}|three|four|five|six|seven|eight|nine|ten|twelve|cinq|sept|dix|cinco|siete|diez|fünf|sieben|zehn|cinque|sette|dieci)\s+(?:(?:\p{L}+\s+){0,2}(?:things|reasons|ways|facts|tips|takeaways|questions|lessons|moments|photos|pictures|quotes|charts|mistakes|must-\p{L}+|best|worst|recipes|podcasts)` + end + `|(?:\p{L}+\s+){0,1}(?:choses|raisons|façons|cosas|razones|claves|maneras|dinge|gründe|fakten|fragen|cose|motivi|coisas|motivos|razões|rzeczy|powodów|faktów|sposobów|вещей|вещи|фактов|факта|причин|способов|dingen|redenen|feiten|şey|neden|soru)` + end + `)`)},
	{"a list", regexp.MustCompile(`(?i)\b(?:what (?:we know(?: so far| about)|to know(?: about)?|you need to know)|everything (?:you need to know|to know|we know)|things (?:you need )?to know|key takeaways|ce que l['’]on sait|lo que (?:se sabe|sabemos)|was wir wissen|cosa sappiamo|o que se sabe)\b`)},
	{"a round-up", regexp.MustCompile(`(?i)\b(?:week|day|month|year|semaine|semana|woche|settimana) in (?:pictures|photos|review|charts|quotes|numbers|bildern)\b|` + start + `(?:your |the |our )?(?:morning|evening|daily|weekly|weekend|monday|tuesday|wednesday|thursday|friday|saturday|sunday|midday|nightly|news) (?:briefing|digest|round-?up|news ?letter|headlines|wrap|recap|quiz|brief)\b|` + start + `(?:top |news )?headlines(?: (?:at|of|for|today|this)\b|:|\s*$)|` + start + `(?:newsletter|briefing|round-?up|recap|(?:photos?|pictures|in pictures|gallery|galerie|galería|bilder|fotostrecke|video|podcast|newsletter|opinion|editorial|column|analysis|explainer|review|interview|obituary|letters?|quiz|crossword|horoscope|sponsored|advertorial|promo)\s*[:|–—])`)},
	{"an explainer", regexp.MustCompile(`(?i)` + start + `(?:(?:how to|why|comment|pourquoi|warum|por qué|perché)\s|почему\s|dlaczego\s)`)},
	{"a pastime", regexp.MustCompile(`(?i)\b(?:horoscopes?|horóscopo|oroscopo|horoskop|crossword|wordle|sudoku|quiz|news quiz|kreuzworträtsel|lottery (?:numbers|results)|lottozahlen|tv (?:guide|listings|tonight)|deals? of the day|best deals|coupon codes?|black friday deals|prime day deals)\b|гороскоп|burç yorum|星座运势|星座占い|星占い|운세|برجك|حظك اليوم|القنوات الناقلة`)},
}

// Listing reports whether a headline stands over something else than the news of
// one event: a live page, a list, a round-up, an explainer, a pastime; and which of them. It
// errs on the side of news.
func Listing(headline string) (what string, ok bool) {
	for _, l := range listings {
		if l.shape.MatchString(headline) {
			return l.what, true
		}
	}
	return "", false
}
