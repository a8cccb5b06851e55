package articles

import (
	"regexp"
	"strings"
)

// source is a name abroad, perhaps in quotation marks; agency the word before it
// that says what it is, with its article.
const (
	source = `[«"„“‘']?((?:\p{Lu}[\p{L}\p{N}&’'-]*)(?:\s+(?:(?:de|du|des|del|della|der|die|und|y|et|i)\s+)?\p{Lu}[\p{L}\p{N}&-]*){0,4})`
	agency = `(?:(?:der|die|das|dem|den|des|einer?|la|le|les|el|il|lo|o|a|os|as|à|ao|de|het|l[’']|al|alla|all[’']|au|aux)\s*)?` +
		`(?:(?:US-|staatlichen?\s+|amtlichen?\s+)?(?:Nachrichtenagentur|Agentur|Zeitung|Tageszeitung|Sender|Senders|Nachrichtensender|Magazin|Portal|agence(?:\s+de\s+presse)?|quotidien|journal|chaîne|site|agencia(?:\s+de\s+noticias)?|diario|periódico|cadena|agenzia(?:\s+di\s+stampa)?|quotidiano|giornale|emittente|agência(?:\s+de\s+notícias)?|jornal|emissora|persbureau|krant|omroep|nyhetsbyrån|tidningen|агентство|агентству|агентства|газете|газету|газета|телеканал|телеканалу|издание|изданию|издания|агенція|агенції|видання|agencja|agencję|dziennik)\s+)?`
)

// creditsAbroad are the forms of other languages. A bare name must be a
// publisher's, as "laut Merkel" names no source; a tweet or post may be anybody's.
var creditsAbroad = []credit{
	// German
	{"aut |erufung auf|ngaben", lazily(`(?:\b[Ll]aut|[Uu]nter Berufung auf|[Nn]ach Angaben(?:\s+von)?|[Nn]ach Informationen(?:\s+von)?)\s+` + agency + source), abroad},
	{"weet|ost|eitrag", lazily(`(?:[Ll]aut|[Nn]ach|in|[Ii]n|auf)\s+einem\s+(?:\p{Ll}+\s+)?(?:Tweet|Post|Beitrag|Bericht)\s+(?:von|des|der)\s+` + agency + source), poster},
	{"eldet|ericht", lazily(`\b(?:meldete?|berichtete?)\s+` + agency + source), abroad},
	{"sagte", lazily(`\bsagte\s+(?:\p{L}+\s+){0,3}?(?:der|dem)\s+` + agency + source), abroad},
	// French
	{"elon |citant |'après|’après", lazily(`(?:[Ss]elon|[Cc]itant|[Dd][’']après)\s+` + agency + source), abroad},
	{"weet|message|ublication", lazily(`(?:[Ss]elon|[Dd]ans|[Cc]itant)\s+une?\s+(?:\p{Ll}+\s+)?(?:tweet|message|publication|post)\s+(?:de\s+|du\s+|d[’'])` + source), poster},
	{"apport|nnonc|rend ", lazily(`\b(?:rapporte|rapportent|annonce|a rapporté|a annoncé|a appris)\s+` + agency + source), abroad},
	{"déclaré à|confié à|indiqué à|dit à", lazily(`\b(?:déclaré|confié|indiqué|dit)\s+(?:à\s+|au\s+)` + agency + source), abroad},
	// Spanish and Portuguese
	{"egún |itando |egundo |acordo com|acuerdo con", lazily(`(?:[Ss]egún|[Ss]egundo|[Cc]itando(?:\s+a)?|[Dd]e acordo com|[Dd]e acuerdo con)\s+` + agency + source), abroad},
	{"tuit|tuíte|tweet|mensaje|mensagem|publicación|publicação|post", lazily(`(?:[Ss]egún|[Ss]egundo|[Ee]n|[Ee]m|[Cc]itando)\s+(?:una?|uma?)\s+(?:\p{Ll}+\s+)?(?:tuit|tuíte|tweet|mensaje|mensagem|publicación|publicação|post)\s+(?:de\s+|del\s+|da\s+|do\s+)(?:(?:el|la|o|a)\s+)?` + source), poster},
	{"nform|eport|ijo a|isse à|isse ao", lazily(`\b(?:informó|informa|informou|reportó|reporta|reportou|dijo a|declaró a|disse à|disse ao|disse a)\s+` + agency + source), abroad},
	// Italian
	{"econdo |itando |iferi|iport|etto a", lazily(`(?:[Ss]econdo|[Cc]itando|riferisce|riporta|ha riferito|ha detto a(?:lla|ll[’']|l)?|lo riferisce)\s*` + agency + source), abroad},
	{"weet|ost ", lazily(`(?:[Ss]econdo|[Ii]n)\s+un\s+(?:tweet|post)\s+(?:di\s+|del\s+|della\s+)` + source), poster},
	// Dutch, Swedish, Danish, Norwegian
	{"olgens|nligt|følge|meldt|egen", lazily(`\b(?:[Vv]olgens|[Ee]nligt|[Ii]følge|meldt|tegen)\s+` + agency + source), abroad},
	{"tweet", lazily(`\b(?:[Vv]olgens|[Ee]nligt|[Ii]følge)\s+e[nt]\s+tweet\s+(?:van|från|fra|av)\s+` + source), poster},
	// Polish, Czech
	{"edług|owołując|odaje|odle ", lazily(`(?:[Ww]edług|[Pp]owołując się na|podaje|[Pp]odle)\s+` + agency + source), abroad},
	// Russian, Ukrainian
	{"данным|сылкой|ообща|ереда|овідомля|осиланням|даними|пишет", lazily(`(?:[Пп]о данным|[Сс]о ссылкой на|сообщает|сообщила?|сообщило|передает|передаёт|пишет|[Зз]а даними|[Зз] посиланням на|повідомляє)\s+` + agency + source), abroad},
	// Turkish: the name stands first
	{"göre", lazily(`((?:\p{Lu}[\p{L}\p{N}]*)(?:\s+\p{Lu}[\p{L}\p{N}]*){0,3})[’'](?:\p{Ll}{1,5})\s+(?:(?:haberine|aktardığına|bildirdiğine)\s+)?göre`), abroad},
	// Arabic, Hebrew, Persian: an agency by that word
	{"وكالة", lazily(`(?:نقلا عن|نقلاً عن|بحسب|حسب|وفقا ل|وفق|أفادت|ذكرت|قالت)\s*(وكالة\s+(?:أنباء\s+)?\p{Arabic}+)`), anyName},
	{"خبرگزاری", lazily(`(خبرگزاری\s+\p{Arabic}+)`), anyName},
	// Chinese, Japanese, Korean: known endings of publishers' names
	{"报道|報道|消息|援引", lazily(`(?:据|據|援引)(\p{Han}{0,6}(?:社|网|網|日报|日報|时报|時報|晚报|電視台|电视台))(?:的)?(?:记者)?(?:报道|報道|消息)`), anyName},
	{"によると|報じ|伝え", lazily(`([\p{Han}\p{Katakana}ーA-Z]{1,10}(?:通信|新聞|テレビ|放送|通信社)|ロイター|NHK|BBC|CNN)(?:通信)?(?:の報道)?(?:によると|によれば|が報じた|が伝えた)`), anyName},
	{"에 따르면|보도", lazily(`(\p{Hangul}{1,8}(?:통신|일보|신문|방송|뉴스))(?:에 따르면|[은는이가]\s+보도)`), anyName},
}

// anyName accepts what the form itself says is a publisher.
func anyName(string, string) bool { return true }

// abroad accepts a publisher's name, and acronyms, of which agencies have most.
func abroad(name, after string) bool {
	bare := strings.Trim(name, `«»"„“’'`)
	if calendar[strings.ToLower(bare)] {
		return false
	}
	return publisher(bare, after) || acronym.MatchString(bare) && !offices[strings.ToLower(bare)] || agenciesAbroad[strings.ToLower(bare)]
}

// acronym is a name in capitals only, as most agencies have.
var acronym = regexp.MustCompile(`^[A-ZА-ЯІЇ]{2,8}$`)

// offices are acronyms of states and bodies, which are no publishers.
var offices = setOf("us usa eu uno un nato who ue ee.uu eeuu onu otan ndr-chef cdu spd afd csu fdp uk vw bmw сша ес ООН оон нато мид мвд фсб мчс pp psoe")

// agenciesAbroad are publishers whose names do not say so.
var agenciesAbroad = setOf(`интерфакс риа тасс ведомости коммерсант медуза известия укринформ унiан belga anp stt ritzau tt ntb pap ctk čtk
	le-monde libération lefigaro mediapart clarín reforma milenio folha globo estadão estado expresso público ansa agi adnkronos
	bild welt stern focus faz süddeutsche tagesschau handelsblatt orf srf nzz reuters telam notimex eldiario infobae`)
