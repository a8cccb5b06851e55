package page

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Furniture is what stands on a page around and between the paragraphs of its
// article: promotion, share buttons, forms, navigation, credits of pictures. It
// is told by its shape, and only short lines can be furniture: a paragraph is
// never dropped for a phrase in it.
const maxFurniture = 220

// shape says what kind of furniture a line is.
type shape int

const (
	notFurniture shape = iota
	single             // stands alone: only this line goes
	leader             // heads a list of links: the headlines behind it go, too
	ending             // heads the comments: the article is over
)

func re(s string) *regexp.Regexp { return regexp.MustCompile(`(?i)^(?:` + s + `)`) }

// endings head a page's comments. A long line is none of them.
var endings = re(`(?:leave|post|add|write|submit)\s+(?:a|your)\s+(?:reply|comment|response)\b|` +
	`(?:join|start)\s+the\s+(?:conversation|discussion)\b|your\s+e-?mail\s+address\s+will\s+not\s+be\s+published|` +
	`(?:\d+|one|no)\s+(?:comments?|responses?|replies|thoughts?)(?:\s+(?:on|to|so far)\b.*|\s*yet.*)?$|` +
	`comments?\s*(?:\(\s*\d+\s*\)|:\s*\d+|section)?:?$|(?:reader|user|view|show|all|latest|top)\s+comments?\b.{0,20}$|` +
	`comments\s+are\s+(?:closed|off|disabled)|be\s+the\s+first\s+to\s+(?:comment|reply)|` +
	`(?:you\s+must\s+be|please)\s+(?:log(?:ged)?[\s-]?in|sign(?:ed)?\s+in|register).{0,60}comment|discussion\s+about\s+this\s+post`)

// forms are fields and sentences of forms, wherever they stand.
var forms = re(`(?:required\s+fields\s+are\s+marked|save\s+my\s+name|notify\s+me\s+(?:of|by|when)|this\s+site\s+uses\s+akismet|` +
	`learn\s+how\s+your\s+comment\s+data|cancel\s+reply|(?:post|submit)(?:\s+comment)?$|(?:your\s+)?(?:name|e-?mail|website|comment|message)\s*(?:\*|\(required\)|:)\s*\*?$|` +
	`(?:name|e-?mail|e-?mail address|website|reply|submit|search|send|username|password|δ)$|log\s?in\s+to\s+(?:comment|reply|leave)|logged\s+in\s+as\b|forgot\s+(?:your\s+)?password|` +
	`(?:enter|type)\s+your\s+(?:e-?mail|name|comment)|please\s+enter\b|thank\s*(?:s|\s+you)\s+for\s+(?:subscribing|signing\s+up|your\s+comment)|` +
	`type\s+(?:above|your\s+search)|search\s+for:?$|report\s+(?:a\s+typo|an?\s+error|this\s+ad|this\s+comment))`)

// leaders head promotion. They count where nothing, a colon or a dash follows,
// or where they are written in capitals.
var leaders = re(`(?:you\s+(?:may|might)\s+(?:also\s+|like\s+)|you’?'?ll\s+also\s+like|recommended(?:\s+(?:for\s+you|reading|stories|articles|videos))?|suggested(?:\s+(?:reading|posts))?|` +
	`related(?:\s+(?:stor(?:y|ies)|articles?|posts?|news|topics?|coverage|reading|content|links?|videos?))?|similar\s+(?:posts|stories|articles)|` +
	`more\s+(?:from|in|on)\s+[\p{L} ]{2,24}$|(?:also\s+read|read\s+also|read\s+(?:more|next|this|too|here|on)|see\s+also|must\s+(?:read|watch)|also\s+see|also\s+on|what\s+to\s+(?:read|watch)(?:\s+next)?|keep\s+reading|up\s+next|next\s+up|` +
	`more\s+(?:on\s+this(?:\s+story)?|from|by|stories|news|posts|to\s+(?:read|explore)|in\s+this\s+section|for\s+you|like\s+this|reading|top\s+stories|headlines|coverage)|` +
	`don[’']?t\s+miss|trending(?:\s+(?:now|news|stor(?:y|ies)|topics|today|videos?|on\s+\w+))?|(?:most|top)\s+(?:read|popular|viewed|shared|commented|recent|stories|news|posts|picks)|popular\s+(?:now|posts|stories|news)|` +
	`latest\s+(?:news|stories|posts|headlines|videos|articles)|recent\s+(?:posts|news|stories|articles)|editors?[’']?s?[’']?\s+(?:picks?|choice)|in\s+case\s+you\s+missed\s+it|icymi|` +
	`watch(?:\s+(?:now|live|also|next|more|this|the\s+video|video|here|below))?|listen(?:\s+(?:now|live|here|to\s+this\s+(?:article|story|episode)))?|video|podcast|live(?:\s+(?:updates|blog|stream|video|now))?|explore\s+more|check\s+(?:this\s+)?out|go\s+deeper|dive\s+deeper|around\s+the\s+web|from\s+(?:around\s+)?the\s+web|elsewhere|sponsored\s+(?:stories|links)|promoted\s+(?:stories|links)))`)

// notices are lines that say something about the page, not about the news.
var notices = re(`(?:skip\s+to\s+(?:main\s+)?(?:content|navigation|search)|toggle\s+(?:navigation|menu|search)|back\s+to\s+(?:top|home)|jump\s+to\b.{0,30}$|main\s+menu|menu$|home$|close$|open\s+menu|primary\s+menu|site\s+map$|table\s+of\s+contents$|loading\b.{0,20}$|` +
	`advertisements?\s*$|advertising\s*$|ads?\s*$|sponsored(?:\s+(?:content|post|by\b.*))?\s*$|promoted(?:\s+(?:content|by\b.*))?\s*$|paid\s+(?:post|content|partnership).{0,40}$|(?:story|article|text)\s+continues\s+(?:below|after)\b.*|scroll\s+(?:down\s+)?(?:to|for)\s+(?:continue|more|read).*|continue\s+reading\b.*|ads?\s+by\s+\w+$|` +
	`(?:previous|prev|next|older|newer)\s+(?:post|article|story|entry|page|stories|entries|posts)s?\b.*|(?:previous|next|prev|older|newer)\s*(?:[:»›→].*)?$|(?:post|article|posts)\s+navigation$|` +
	`©|\(c\)\s|copyright\b.{0,80}$|all\s+rights\s+reserved|powered\s+by\s+.{1,40}$|theme\s+by\b|designed\s+by\b|(?:privacy|cookie)\s+(?:policy|notice|settings|preferences).{0,40}$|terms\s+(?:of\s+(?:use|service)|and\s+conditions|&\s+conditions)\b.{0,60}$|do\s+not\s+sell\s+my|(?:accept|reject|manage|allow)\s+(?:all\s+)?(?:cookies|consent|preferences)|(?:about|contact)\s+us\b.{0,60}$|` +
	`(?:we|this\s+(?:web)?site|our\s+(?:web)?site|by\s+(?:continuing|using|clicking|browsing)|to\s+(?:provide|improve))\b.*\bcookies?\b.*|` +
	`(?:estimated\s+)?reading\s+time\b.{0,30}$|\d+\s*min(?:ute)?s?\s+read$|listen\s+to\s+this\b.{0,40}$|(?:post\s+)?views?:?\s*[\d.,k]+$|[\d.,]+k?\s+(?:views?|shares?|likes?|reads?)$|print\s+this\b|view\s+all\s+posts?\b.*|(?:see|view)\s+(?:all|more)\b.{0,40}$|show\s+(?:more|less)$|load\s+more\b.{0,20}$|about\s+the\s+authors?$|author\s*:?$|(?:photo|image)\s+gallery$|view\s+(?:gallery|photos|in\s+browser)$|font\s+size\b.*|text\s+size\b.*|download\s+(?:our|the)\s+app\b.*|get\s+the\s+app\b.*|open\s+in\s+app$|add\s+us\s+on\s+google\b.*|add\s+as\s+a?\s*preferred\s+source.*|` +
	`like\s+this:?$|like\s+loading\b.*|likes?$|\d+\s+bloggers?\s+like\s+this.*|\(?(?:additional\s+)?(?:reporting|editing|writing)\s+(?:and\s+(?:writing|editing|reporting)\s+)?by\s.*|this\s+(?:article|story|post)\s+(?:was\s+)?(?:originally\s+|first\s+)?(?:appeared|published|posted)\b.*|our\s+standards:.*|this\s+is\s+a\s+(?:breaking|developing)\s+(?:news\s+)?story\b.*|this\s+(?:breaking\s+|developing\s+)?(?:news\s+)?story\s+(?:is\s+(?:breaking|developing|being)|has\s+been\s+updated|will\s+be\s+updated)\b.*|(?:check|come)\s+back\s+(?:for\s+(?:more\s+)?updates|later)\b.*|.{2,80}\s+contributed\s+to\s+this\s+(?:report|story|article)\.?$|(?:was|did\s+you\s+find)\s+this\s+(?:article|story|page)?\s*helpful\b.*|(?:e-?mail|phone|tel|telephone|twitter|instagram|facebook)\s*:\s*\S+$|click\s+here\b.*|tap\s+here\b.*)`)

// letters are invitations to subscribe.
var letters = re(`(?:subscribe|sign\s*up|signup|sign\s+in|log\s*in|login|register|newsletters?|follow|following|unsubscribe|donate|join\s+now|support\s+us|become\s+a\s+(?:member|subscriber|patron)|go\s+premium)\b(?:\s+(?:now|here|today|free))?[.!:]*$|` +
	`(?:subscribe|sign\s*up|signup|register)\s+(?:now\s+|here\s+|today\s+)?(?:to|for|and|with|via|on)\s.*|(?:get|receive|stay)\s+.*\b(?:newsletter|inbox|in\s+your\s+e-?mail|notifications?|breaking\s+news\s+alerts?)\b.*|join\s+(?:our|us|the)\s+.*\b(?:channel|group|newsletter|whatsapp|telegram|community|facebook|discord|mailing\s+list)\b.*|` +
	`(?:follow|like|find|join|add|connect\s+with|catch)\s+(?:us|me|him|her|them|@?\w+)\s+(?:on|at|via)\s+\S.*|(?:already\s+)?(?:a\s+)?(?:subscriber|member)\?.*|already\s+have\s+an\s+account.*|(?:please\s+)?(?:support|help)\s+(?:us|our\s+(?:journalism|work))\b.*|enjoy(?:ed|ing)?\s+this\s+(?:article|story|post)\?.*|(?:like|love)\s+(?:this|what\s+you)\b[^.]{0,30}\?.*|want\s+more\s+(?:stories|news)\b.*|by\s+(?:signing|clicking|subscribing|submitting|registering|entering|checking)\b.*\b(?:agree|terms|privacy|consent)\b.*|got\s+a\s+(?:tip|story)\b.*|have\s+a\s+(?:tip|story\s+tip)\b.*|our\s+(?:free\s+)?(?:daily|weekly|morning)\s+newsletter\b.*|the\s+.{0,30}\bnewsletter$`)

// pictures are captions' and photographers' credits.
var pictures = re(`(?:photo(?:graph)?s?|images?|pictures?|pic|illustration|featured\s+image|file\s+(?:photo|picture|image)|screenshot|graphic|screengrab|screen\s+grab|video|caption|cover\s+(?:photo|image)|(?:photo|image|picture|video)\s+(?:credits?|source|by|courtesy(?:\s+of)?|caption)|credits?)\s*(?:[:/©]|credits?\b|by\s+\p{Lu}|courtesy\b)`)

var (
	pictureEnd = regexp.MustCompile(`(?:[\[(/|©]|\bvia\s|[/.]\s?)\s*(?:Getty(?:\s+Images)?|AFP|REUTERS|Reuters|AP(?:\s+Photo)?|EPA(?:-EFE)?|EFE|Shutterstock|Unsplash|Pixabay|Pexels|iStock|Alamy|Anadolu|Xinhua|File(?:\s+photo)?|Wikimedia(?:\s+Commons)?|Flickr|PA(?:\s+Media)?|NurPhoto|Bloomberg)(?:/[\p{L} .-]{2,40})?(?:\s+via\s+[\p{L} ]{2,20})?\s*[)\]]?\.?$`)
	handles    = regexp.MustCompile(`^(?:@\w+[\s,|]*|https?://\S+\s*|www\.\S+\s*|pic\.twitter\.com/\S+\s*|[\w.+-]+@[\w-]+\.[\w.]+\s*|#\w+[\s,]*)+$`)
	captionEnd = regexp.MustCompile(`(?i)\((?:image|photo|picture|pic|video|credit|graphic|file photo)s?(?:\s+(?:credit|by|courtesy))?s?\s*[:/ ]\s*[^()]{2,80}\)$`)
	tweetSign  = regexp.MustCompile(`^[—–-]{1,3}\s*(.{2,60}?)\s*\(@\w{2,30}\)`)
	shareMore  = regexp.MustCompile(`(?i)^share\s+(?:this|on|via|with|the|article|story|to)\b`)
)

// furnitureShape tells what furniture l is, if it is any.
func furnitureShape(l line) shape {
	s := strings.Trim(l.text, " -–—*_•[]|:\t←→«»‹›<>↑")
	if utf8.RuneCountInString(s) > maxFurniture || l.heading && !leads(s) && !endings.MatchString(s) {
		return notFurniture
	}
	words := len(strings.Fields(s))
	switch {
	case s == "":
		return single
	case endings.MatchString(s) && words <= 25:
		return ending
	case leads(s) && utf8.RuneCountInString(s) <= 40 && !strings.ContainsAny(s, ":"):
		return leader
	case leads(s), shouts(s), forms.MatchString(s), notices.MatchString(s), letters.MatchString(s), sharing(s),
		pictures.MatchString(s), handles.MatchString(s), tweetSign.MatchString(l.text), navigation(s),
		words <= 40 && (pictureEnd.MatchString(s) || captionEnd.MatchString(s)):
		return single
	}
	return notFurniture
}

// leads reports whether s is, or begins with, a promotion's leader.
func leads(s string) bool {
	m := leaders.FindString(s)
	if m == "" {
		return false
	}
	rest := s[len(m):]
	next, _ := utf8.DecodeRuneInString(rest)
	switch {
	case unicode.IsLetter(next) || unicode.IsDigit(next):
		return strings.HasPrefix(strings.ToLower(m), "you ") && !endsSentence(s)
	case rest == "", strings.ContainsRune(":：|", next):
		return true
	case strings.HasPrefix(strings.TrimSpace(rest), "–"), strings.HasPrefix(strings.TrimSpace(rest), "—"), strings.HasPrefix(strings.TrimSpace(rest), "- "), strings.HasPrefix(strings.TrimSpace(rest), "|"), strings.HasPrefix(strings.TrimSpace(rest), ">"):
		return true
	case strings.Contains(m, " ") && isUpper(m) && !isUpper(rest):
		return true
	}
	return strings.HasPrefix(strings.ToLower(m), "you ")
}

func isUpper(s string) bool {
	return strings.ContainsFunc(s, unicode.IsUpper) && !strings.ContainsFunc(s, unicode.IsLower)
}

// promotion are words of which one is in every call to do something elsewhere.
var promotion = wordSet("watch read click subscribe follow share trending youtube channel download join whatsapp telegram podcast newsletter")

// shouts reports whether s opens with four or more words in capitals, a call to
// do something among them, before words that are not.
func shouts(s string) bool {
	caps, calls := 0, 0
	for w := range strings.FieldsSeq(s) {
		if !isUpper(w) && strings.ContainsFunc(w, unicode.IsLetter) {
			break
		}
		caps++
		if promotion[strings.ToLower(strings.Trim(w, ".,:;!?“”\""))] {
			calls++
		}
	}
	return caps >= 4 && calls >= 2 && utf8.RuneCountInString(s) <= 200
}

// shareWords are all the words that rows of share buttons are made of, places
// those of them that are places to share to.
var (
	places     = wordSet("facebook twitter x whatsapp telegram email e-mail linkedin reddit pinterest messenger tumblr flipboard threads bluesky mastodon instagram youtube tiktok sms viber line wechat weibo vk pocket snapchat rss")
	shareWords = wordSet("share tweet pin post print copy link url on via this article story page to save send it the follow us gift with friends opens in new window click more options and bookmark comment comments like it shares total a0 fb")
)

// sharing reports whether s is a row of share buttons.
func sharing(s string) bool {
	total, strong := 0, shareMore.MatchString(s)
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-'
	}) {
		total++
		switch {
		case places[w]:
			strong = strong || total > 1
		case w == "share" || w == "tweet" || w == "print" || w == "copy" || w == "pin":
			strong = true
		case shareWords[w], strings.Trim(w, "0123456789k") == "":
		default:
			return false
		}
	}
	return strong && total <= 30
}

// isPlace reports whether s is nothing but the name of a place to share to; that
// is furniture only beside other furniture.
func isPlace(s string) bool { return places[strings.ToLower(strings.Trim(s, " .:"))] }

// siteWords are names of sections and pages that navigation is made of.
var siteWords = wordSet("home news world politics business sport sports opinion tech technology science health culture entertainment video videos live weather travel lifestyle style more contact about privacy terms login subscribe advertise sitemap rss careers menu search local national international us uk europe asia africa money economy education arts podcasts photos newsletters jobs help")

// navigation reports whether s is a row of links: bread crumbs ("Home » World"),
// or names of sections between bars.
func navigation(s string) bool {
	crumbs := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("»›>→", r) })
	if len(crumbs) >= 2 && len(strings.Fields(crumbs[0])) <= 3 && siteWords[strings.ToLower(firstWord(strings.TrimSpace(crumbs[0])))] {
		return true
	}
	parts := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("|•·/", r) })
	if len(parts) < 3 {
		parts = strings.Fields(s)
	}
	known := 0
	for _, p := range parts {
		p = strings.ToLower(strings.TrimSpace(p))
		if len(strings.Fields(p)) > 3 {
			return false
		}
		if siteWords[p] || siteWords[firstWord(p)] {
			known++
		}
	}
	return len(parts) >= 3 && known*3 >= len(parts)*2
}

// hasWords reports whether s has a letter or digit.
func hasWords(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}
