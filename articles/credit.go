package articles

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// MaxCredits bounds the sources that one article names.
const MaxCredits = 10

// organisation is a name in capitals; a U.S. before it is part of it, and so is the
// end of an address such as Arlen.com.
const (
	nameWord     = `\p{Lu}[\p{L}\p{N}&-]*(?:\.(?:com|org|net))?(?:[’']s)?`
	organisation = `((?:[Tt]he\s+)?(?:(?:\p{Lu}\.){2,}\s+)?` + nameWord +
		`(?:\s+(?:(?:of|for|on|and|de|du|la|der)\s+(?:the\s+)?)?` + nameWord + `){0,6})`
)

// postBy begins to say whose post something was, up to the name: "a tweet from the
// finance minister".
const postBy = `(?:tweet|post|thread)s?\s+(?:on (?:X|Twitter|Facebook|Telegram|Instagram|Bluesky|Mastodon|Weibo|Truth Social)\s+)?(?:posted\s+|published\s+|shared\s+)?(?:from|by)\s+(?:\p{Ll}+\s+){0,4}?`

// credit is one way in which a text names a source.
type credit struct {
	// hint is in every text that shape matches, or one of its parts between bars
	// is; it is quicker to look for.
	hint  string
	shape func() *regexp.Regexp
	fits  func(name, after string) bool
}

// lazily compiles an expression when it is first used. There are some forty, most for
// languages that few operators read, and compiled each takes up to 100 KiB.
func lazily(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}

func (c credit) hinted(s string) bool {
	for part := range strings.SplitSeq(c.hint, "|") {
		if strings.Contains(s, part) {
			return true
		}
	}
	return false
}

// creditShapes are the ways in which a text names its sources. What sure allows
// is any organisation; elsewhere the name itself must look like a publisher, or
// at least, where known, like an organisation.
var creditShapes = []credit{
	{"tweet|post|thread", lazily(`(?:[Aa]ccording to|citing|quoting|[Ii]n|,)\s+(?:an?|the|this)\s+(?:\p{Ll}+\s+)?` + postBy + organisation), poster},
	{"tweet|post|thread", lazily(`\b[Aa]n?\s+(?:\p{Ll}+\s+)?` + postBy + organisation + `\s+(?:said|says|showed|shows|announced|claimed|confirmed)\b`), poster},
	{"tweet|post|report|story|article|dispatch|thread|exclusive|investigation", lazily(`(?:[Aa]ccording to|citing|quoting|[Ii]n|,)\s+(?:an?|the|its|this)\s+(?:\p{Ll}+\s+)?(?:tweet|post|report|story|article|dispatch|thread|exclusive|investigation)s?\s+(?:posted\s+|published\s+|shared\s+)?(?:from|by|in)\s+` + organisation), sure},
	{"ccording to", lazily(`[Aa]ccording to\s+(?:an?\s+|the\s+)?(?:\p{Ll}+\s+)?(?:tweet|post|report|story|article|statement|analysis|data|figures|survey|poll|study)s?\s+(?:posted\s+|published\s+|shared\s+|released\s+|compiled\s+)?(?:from|by|in)\s+` + organisation), sure},
	{"ccording to", lazily(`[Aa]ccording to\s+` + organisation), named},
	{"ing ", lazily(`(?:citing|quoting)\s+` + organisation), named},
	{"report", lazily(organisation + `\s+(?:first\s+|also\s+|previously\s+|earlier\s+|has\s+|had\s+)?report(?:ed|s)\b`), publisher},
	{"told", lazily(`\btold\s+` + organisation), publisher},
	{" by", lazily(`\b(?:reported|published|obtained|seen|reviewed|cited|quoted|confirmed)\s+(?:first\s+|earlier\s+)?by\s+` + organisation), publisher},
	{" with", lazily(`\b(?:interview|conversation)\s+with\s+` + organisation), publisher},
	{"ia ", lazily(`\b[Vv]ia\s+@?` + organisation), publisher},
	{"(", lazily(`^\p{Lu}[^()]{1,60}\(` + organisation + `\)\s*[-–—]`), publisher},
	{":", lazily(`(?:^|[(\[])(?:Sources?|Via|SOURCES?|VIA|H/T|Hat tip)\s*:\s*@?` + organisation), sure},
	{"tweeted|on X|on Twitter|on Facebook|on Telegram|on Instagram|on Bluesky|on Mastodon|on Weibo|on Truth|in a tweet|in a post|in a thread", lazily(organisation + `\s+(?:tweeted|(?:wrote|said|posted|announced|claimed|confirmed)(?:\s+\p{Ll}+)?\s+(?:on (?:X|Twitter|Facebook|Telegram|Instagram|Bluesky|Mastodon|Weibo|Truth Social)|in a (?:tweet|post on|thread on))\b)`), poster},
	{"a tweet|a post|a thread", lazily(`\b[Ii]n an? (?:\p{Ll}+\s+)?(?:tweet|post|thread)(?:\s+on\s+[A-Z]\w*(?:\s[A-Z]\w*)?)?,\s+` + organisation + `\s+(?:said|wrote|announced|claimed|confirmed)\b`), poster},
	{"(@", lazily(`^[—–-]{1,3}\s*` + organisation + `\s*\(@\w{2,30}\)`), named},
}

// Credits are those whom a text names as its sources, each once, in the order in
// which they appear: organisations, and whoever wrote the tweet or post that is
// quoted, under the fullest name. It knows the usual forms of some twenty languages,
// and rather misses a source than names somebody who is none.
func Credits(text string) []string {
	var names []string
	for p := range strings.SplitSeq(text, "\n\n") {
		for _, name := range creditsOf(p) {
			names = withSource(names, name)
		}
	}
	return names
}

// withSource are the names of sources with one more, unless it is among them.
func withSource(names []string, name string) []string {
	for i, had := range names {
		if full, same := fuller(had, name); same {
			names[i] = full
			return names
		}
	}
	if len(names) == MaxCredits {
		return names
	}
	return append(names, name)
}

// allCredits are the forms of all languages.
var allCredits = slices.Concat(creditShapes, creditsAbroad)

// creditsOf are the sources that one paragraph names, in order of appearance.
func creditsOf(paragraph string) []string {
	type hit struct {
		at   int
		name string
	}
	var hits []hit
	for _, c := range allCredits {
		if !c.hinted(paragraph) {
			continue
		}
		for _, m := range c.shape().FindAllStringSubmatchIndex(paragraph, -1) {
			name := tidyCredit(paragraph[m[2]:m[3]])
			if name != "" && c.fits(name, paragraph[m[3]:]) {
				hits = append(hits, hit{m[2], strings.TrimPrefix(name, "the ")})
			}
		}
	}
	slices.SortStableFunc(hits, func(a, b hit) int { return cmp.Compare(a.at, b.at) })
	var names []string
	for _, h := range hits {
		names = append(names, h.name)
	}
	return names
}

// calendar are days and months, which stand behind a name and are not part of it.
var calendar = setOf("monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december")

// tidyCredit is the source in a name as a text has it: without the word that begins
// a clause before it, what it possesses, and a day behind it.
func tidyCredit(name string) string {
	words := strings.Fields(name)
	for len(words) > 1 && openers[strings.ToLower(words[0])] {
		words = words[1:]
	}
	return employer(strings.Join(possessor(withoutDay(words)), " "))
}

// openers begin a clause, and are written large where it begins a sentence or a
// headline.
var openers = setOf("when while after before as if since because but and yet though although until unless whereas once meanwhile however earlier later")

// withoutDay are the words of a name before the day on which its bearer spoke.
func withoutDay(words []string) []string {
	for i := 1; i+1 < len(words); i++ {
		if words[i] == "on" && calendar[strings.ToLower(words[i+1])] {
			return words[:i]
		}
	}
	for len(words) > 1 && (calendar[strings.ToLower(words[len(words)-1])] || strings.EqualFold(words[len(words)-1], "on")) {
		words = words[:len(words)-1]
	}
	return words
}

// possessor are the words of a name without a publisher's staff, "CNN’s Ann Lee",
// and of an agency without its country, "China’s Xinhua News Agency".
func possessor(words []string) []string {
	for i, w := range words {
		bare := strings.TrimSuffix(strings.TrimSuffix(w, "’s"), "'s")
		if bare == w {
			continue
		}
		head, rest := append(slices.Clone(words[:i]), bare), words[i+1:]
		switch {
		case LikePublisher(bare), known[strings.ToLower(bare)], len(rest) == 0, titled(strings.Join(head, " ")):
			return head
		case publisher(strings.Join(rest, " "), ""):
			return rest
		}
	}
	return words
}

var staffOf = regexp.MustCompile(`^\p{Lu}[\p{L} ]{2,40}\s(?:of|for|on)\s+(?:the\s+)?(\p{Lu}.*)$`)

// employer is the publisher in "Jane Doe of the Arlen Herald", or the first one in
// "The Herald and Reuters"; other names stay as they are.
func employer(name string) string {
	if m := staffOf.FindStringSubmatch(name); m != nil && publisher(m[1], "") {
		if person := name[:len(name)-len(m[1])]; !LikePublisher(person) && !bodies.MatchString(person) {
			return m[1]
		}
	}
	first, second, ok := strings.Cut(name, " and ")
	if !ok || bodies.MatchString(first) {
		return name
	}
	switch {
	case publisher(first, "") && len(strings.Fields(second)) <= 3:
		return first
	case !publisher(first, "") && publisher(second, ""):
		return second
	}
	return name
}

// known are publishers and agencies whose names do not say that they are.
var known = setOf(`reuters bloomberg axios politico xinhua interfax tass irna isna fars tasnim mehr afp ap upi dpa ansa efe pti ani
	anadolu kyodo yonhap cnn bbc nbc abc cbs npr pbs msnbc cnbc nhk trt rt zdf ard itv sky rte wsj nyt
	bellingcat wired vox semafor mediapart kommersant meduza haaretz ynet dawn nikkei variety propublica newsweek forbes fortune
	barron's wafa sana spa mena lusa pap ctk sabc rthk cgtn aljazeera`)

// titles are publishers of more than one word without a telling word in it.
var titles = setOf("al-jazeera the-athletic der-spiegel le-monde el-país die-zeit the-economist the-atlantic the-hill the-information the-intercept middle-east-eye times-of-israel fox-news sky-news business-insider radio-free-europe")

// bodies are words in the names of organisations that are asked as sources.
var bodies = regexp.MustCompile(`\b(?:Agency|Institute|University|Watch|Center|Centre|Council|Foundation|Association|Organi[sz]ation|Observatory|Society|Network|Group|Survey|Index|Monitor|Report|Amnesty|Greenpeace|Gallup|Pew|IAEA|UNICEF|UNHCR|WHO|IMF|OECD|OPEC|NASA|NOAA|USGS|UNESCO|Bank|Fund|Bureau|Interpol|Europol|Red Cross|Red Crescent|Nations)\b`)

// nobodies are words of which none is in the name of an organisation: roles,
// forms of address, and what else stands in capitals behind "according to".
var nobodies = regexp.MustCompile(`(?i)\b(?:mr|mrs|ms|dr|prof|sir|president|minister|prime|secretary|senator|governor|mayor|chief|spokes\w*|officials?|general|colonel|king|queen|prince|pope|judge|justice|professor|chairman|director|ambassador|police|article|section|chapter|law|act|plan|god)\b|^(?:the\s+)?(?:it|he|she|they|him|her|them|me|you|us|this|that|these|those|one|two|three|some|many|most|such|what|both|all|now|then|no|my|our|his|their|its|a|an)\b`)

// poster accepts whoever may write a post: people with their office, too.
func poster(name, _ string) bool {
	return !pronouns.MatchString(name) && isName(name)
}

var pronouns = regexp.MustCompile(`(?i)^(?:the\s+)?(?:it|he|she|they|we|i|who|this|that|these|those|one|some|many|officials?|police|reporters?|journalists?|critics|sources|users|fans|lawmakers)$|\s(?:Democrat|Republican)s?$`)

// sure accepts any name of an organisation where the words before say that one
// is coming.
func sure(name, _ string) bool {
	return !nobodies.MatchString(name) && isName(name)
}

// isName reports whether words in capitals can be a name: not a letter, as of "the
// U.S.", not a day, and not a clause, as of a headline in title case.
func isName(words string) bool {
	bare := strings.ToLower(strings.TrimPrefix(strings.TrimPrefix(words, "The "), "the "))
	return utf8.RuneCountInString(bare) > 1 && !calendar[bare] && !clause.MatchString(words)
}

// clause are words with a capital that make a sentence of a name.
var clause = regexp.MustCompile(`\b(?:Be|Is|Are|Was|Were|Not|Has|Have|Had|Says|Said)\b`)

// publisher accepts names of publishers only.
func publisher(name, after string) bool {
	if !sure(name, after) || belongs(after) {
		return false
	}
	bare := strings.ToLower(strings.TrimPrefix(strings.TrimPrefix(name, "The "), "the "))
	return known[bare] || titled(name) ||
		LikePublisher(name) && len(bare) > 2 && !calendar[bare] && bare != "today" && bare != "sun" && bare != "star" && bare != "press" && bare != "media" ||
		strings.HasPrefix(name, "The ") && strings.Contains(name, " ") && !state(bare) || bodies.MatchString(name) && strings.HasPrefix(name, "The ")
}

// titled reports whether a name is one of titles. Where that begins with an article,
// the name must have it, too.
func titled(name string) bool {
	key := strings.ReplaceAll(strings.ToLower(name), " ", "-")
	return titles[key] || titles[strings.TrimPrefix(key, "the-")]
}

// named accepts publishers and other organisations.
func named(name, after string) bool {
	if !sure(name, after) || belongs(after) {
		return false
	}
	return publisher(name, after) || bodies.MatchString(name)
}

// LikeSource reports whether a name is a publisher's or that of another
// organisation that is asked as a source.
func LikeSource(name string) bool { return named(name, "") }

// state reports whether name is a government or its seat, which texts do not
// name as the source of a report in the way they name a publisher.
func state(name string) bool {
	switch Words(name)[0] {
	case "united", "white", "pentagon", "kremlin", "state", "supreme", "u", "us", "eu", "european", "foreign", "ministry", "department", "house", "senate", "court", "government", "republic", "hague", "vatican":
		return true
	}
	return false
}

// belongs reports whether what follows a name makes it the name of something
// else: "told Reuters journalists" names no source.
func belongs(after string) bool {
	after = strings.TrimLeft(after, " ")
	word, _, _ := strings.Cut(after, " ")
	word = strings.TrimRightFunc(word, unicode.IsPunct)
	switch word {
	case "officials", "official", "sources", "journalists", "reporters", "agents", "staff", "spokesman", "spokeswoman", "spokesperson", "president", "minister", "leaders", "lawmakers", "police", "readers", "viewers", "employees", "workers", "executives":
		return true
	}
	return false
}

// press are words in the names of publishers.
var press = regexp.MustCompile(`(?i)\b(?:news|times|post|herald|guardian|reuters|ap|afp|bbc|cnn|npr|journal|tribune|gazette|press|tv|online|daily|chronicle|mail|telegraph|observer|independent|mirror|standard|express|star|sun|globe|mercury|courier|dispatch|sentinel|examiner|register|bulletin|magazine|weekly|review|wire|network|radio|media|zeitung|spiegel|monde|país|figaro|today|insider|verge|axios|politico|bloomberg)\b|\.(?:com|org|net|co\.uk|news|tv|de|fr)$`)

// LikePublisher reports whether a name has a word in it that names of publishers
// have.
func LikePublisher(name string) bool { return press.MatchString(name) }

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		set[w] = true
	}
	return set
}
