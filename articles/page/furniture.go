package page

import (
	"cmp"
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

// re matches lines that begin with one of phrases, in any case.
func re(phrases ...string) *pattern {
	return compiledLater(`(?i)^(?:` + strings.Join(phrases, "|") + `)`)
}

// endings head a page's comments. A long line is none of them.
var endings = re(
	`(?:leave|post|add|write|submit) (?:a|your) (?:reply|comment|response)\b`,
	`(?:join|start) the (?:conversation|discussion)\b`,
	`your e-?mail address will not be published`,
	`(?:\d+|one) (?:comments?|responses?|replies|thoughts?)(?: (?:on|to|so far)\b.*[^.!?])?$`,
	`no (?:comments|replies|responses)(?: (?:yet|so far|on “).*)?$`,
	`comments?\s*(?:\(\s*\d+\s*\)|:\s*\d+|section)?:?$`,
	`(?:reader|user|view|show|all|latest|top) comments?\b.{0,20}$`,
	`comments are (?:closed|off|disabled)`,
	`be the first to (?:comment|reply)`,
	`(?:you must be|please) (?:log(?:ged)?[\s-]?in|sign(?:ed)? in|register).{0,60}comment`,
	`discussion about this post`,
)

// forms are fields and sentences of forms, wherever they stand.
var forms = re(
	`required fields are marked`,
	`save my name`,
	`notify me (?:of|by|when)`,
	`this site uses akismet`,
	`learn how your comment data`,
	`cancel reply`,
	`(?:post|submit)(?: comment)?(?: \(\+\))?$`,
	`(?:your )?(?:name|e-?mail|website|comment|message)\s*(?:\*|\(required\)|:)\s*\*?$`,
	`(?:name|e-?mail|e-?mail address|website|reply|submit|search|send|username|password|δ)$`,
	`log\s?in to (?:comment|reply|leave)`,
	`logged in as\b`,
	`forgot (?:your )?password`,
	`(?:enter|type) your (?:e-?mail|name|comment)`,
	`please enter\b`,
	`(?:close )?thank\s*(?:s| you) for (?:subscribing|signing up|your comment)`,
	`watch for us in your inbox`,
	`type (?:above|your search)`,
	`search for:?$`,
	`report (?:a typo|an? error|this ad|this comment)`,
)

// leaders head promotion. They count where nothing, a colon or a dash follows,
// or where they are written in capitals.
var leaders = re(
	`you (?:may|might) (?:also |like )`,
	`you’?'?ll also like`,
	`recommended(?: (?:for you|reading|stories|articles|videos))?`,
	`suggested(?: (?:reading|posts))?`,
	`related(?: (?:stor(?:y|ies)|articles?|posts?|news|topics?|coverage|reading|content|links?|videos?))?`,
	`similar (?:posts|stories|articles)`,
	`more (?:from|in|on) [\p{L} ]{2,24}$`,
	`also read`,
	`read also`,
	`read (?:more|next|this|too|here|on)`,
	`see also`,
	`must (?:read|watch)`,
	`also see`,
	`see more`,
	`also on`,
	`what to (?:read|watch)(?: next)?`,
	`keep reading`,
	`up next`,
	`(?:previous|prev|next) (?:post|article|story)`,
	`next up`,
	`more (?:on this(?: story)?|from|by|stories|news|posts|to (?:read|explore)|in this section|for you|like this|reading|top stories|headlines|coverage)`,
	`don[’']?t miss`,
	`trending(?: (?:now|news|stor(?:y|ies)|topics|today|videos?|on \w+))?`,
	`(?:most|top) (?:read|popular|viewed|shared|commented|recent|stories|news|posts|picks)`,
	`popular (?:now|posts|stories|news)`,
	`latest (?:news|stories|posts|headlines|videos|articles)`,
	`recent (?:posts|news|stories|articles)`,
	`editors?[’']?s?[’']? (?:picks?|choice)`,
	`in case you missed it`,
	`icymi`,
	`watch(?: (?:now|live|also|next|more|this|the video|video|here|below))?`,
	`listen(?: (?:now|live|here|to this (?:article|story|episode)))?`,
	`video`,
	`podcast`,
	`live(?: (?:updates|blog|stream|video|now))?`,
	`explore more`,
	`check (?:this )?out`,
	`go deeper`,
	`dive deeper`,
	`around the web`,
	`from (?:around )?the web`,
	`sponsored (?:stories|links)`,
	`promoted (?:stories|links)`,
)

// notices are lines that say something about the page, not about the news.
var notices = re(
	`skip to (?:main )?(?:content|navigation|search)`,
	`toggle (?:navigation|menu|search)`,
	`back to (?:top|home)`,
	`jump to (?:content|comments|navigation|section|recipe|video|main)\b.{0,30}$`,
	`main menu$`,
	`menu$`,
	`home$`,
	`close$`,
	`open menu$`,
	`primary menu$`,
	`site map$`,
	`table of contents$`,
	`loading(?:\.+|…| comments.*)?$`,
	`advert(?:isement)?s?\s*$`,
	`(?:view author archive|e-?mail the author|enlarge (?:image|photo)|view gallery|hide caption|toggle caption|caption)$`,
	`(?:image|photo|slide|picture) \d+ of\s*/?\s*\d+$`,
	`advertising\s*$`,
	`ads?\s*$`,
	`sponsored(?: (?:content|post|by\b[^.]{0,60}))?$`,
	`promoted(?: (?:content|by\b[^.]{0,60}))?$`,
	`paid (?:post|content|partnership).{0,40}$`,
	`(?:story|article|text) continues (?:below|after)\b.*`,
	`scroll (?:down )?(?:to|for) (?:continue|more|read).*`,
	`continue reading\b.*`,
	`ads? by \w+$`,
	`ad_\d+$`,
	`source link$`,
	`a version of this (?:article|story) (?:appears|appeared|was)\b.*`,
	`(?:previous|prev|next|older|newer) (?:post|article|story|entry|page|stories|entries|posts)s?\b.*`,
	`(?:previous|next|prev|older|newer)\s*(?:[:»›→].*)?$`,
	`(?:post|article|posts) navigation$`,
	`[©ⓒ]`,
	`\(c\)\s`,
	`the contents of this (?:web)?site are\b.*`,
	`(?:when|if) you (?:buy|purchase|shop|click)\b.*\bwe (?:may |might |will )?(?:earn|receive|get|make)\b.*\bcommissions?\b.*`,
	`.{2,60} (?:may|might|can|will|could) (?:earn|receive|get|make) an? (?:affiliate commission|commission\b.*\b(?:links?|purchases?|buy))\b.*`,
	`image copyright [\p{L} /]{2,40}$`,
	`provided by [\p{L} ]{3,40}$`,
	`copyright\s*(?:[©ⓒ]|\(c\)|by\b|:|\d{4}|notice|policy|$).{0,80}`,
	`all rights reserved`,
	`powered by [\w.]+$`,
	`(?:theme|designed|site|website|developed) by [\w &]{1,30}$`,
	`(?:privacy|cookie) (?:policy|notice|settings|preferences).{0,40}$`,
	`terms (?:of (?:use|service)|and conditions|& conditions)\b.{0,60}$`,
	`do not sell my`,
	`(?:accept|reject|manage|allow) (?:all )?(?:cookies|consent|preferences)`,
	`(?:about|contact) us\b.{0,60}$`,
	`(?:we|this (?:web)?site|our (?:web)?site|by (?:continuing|using|clicking|browsing)|to (?:provide|improve))\b.*\b(?:uses?|using|store|accept|agree|consent)\b.*\bcookies\b.*`,
	`(?:estimated )?reading time\b.{0,30}$`,
	`\d+(?:\s*[-–]\s*\d+)?\s*min(?:ute)?s?(?: read)?$`,
	`(?:\d+|an?|one) (?:second|min(?:ute)?|hour|hr|day|week)s? ago$`,
	`save$`,
	`tags?$`,
	`\(?this (?:story|article|copy|report) (?:has not|hasn[’']t) been (?:edited|created|modified)\b.*`,
	`\d{1,4}$`,
	`story continues$`,
	`view comments$`,
	`page \d+ of \d+$`,
	`printed (?:on|from)\b.{0,80}$`,
	`(?:shares?|views?|likes?|comments?) [\d.,]+k?(?:\s+(?:shares?|views?|likes?|comments?) [\d.,]+k?)*$`,
	`share(?:share|tweet|pin|print|send|email|e-mail|post)+$`,
	`share on \w+share on\b.*`,
	`[\d.,]+k? followers?$`,
	`(?:help|status|careers|privacy|rules|text to speech)$`,
	`written by [\p{L}. ’'-]{3,40}$`,
	`listen to this\b.{0,40}$`,
	`(?:post )?views?:?\s*[\d.,k]+$`,
	`[\d.,]+k? (?:views?|shares?|likes?|reads?)$`,
	`print this\b`,
	`view all posts?\b.*`,
	`(?:see|view) (?:all|more)\b[^.]{0,40}$`,
	`show (?:more|less)$`,
	`load more\b.{0,20}$`,
	`about the authors?$`,
	`author\s*:?$`,
	`(?:photo|image) gallery$`,
	`view (?:gallery|photos|in browser)$`,
	`font size\b.*`,
	`text size\b.*`,
	`download (?:our|the) app\b.*`,
	`get the app\b.*`,
	`open in app$`,
	`add us on google\b.*`,
	`add as a?\s*preferred source.*`,
	`like this:?$`,
	`like loading\b.*`,
	`likes?$`,
	`\d+ bloggers? like this.*`,
	`\(?(?:additional )?(?:reporting|editing|writing) (?:and (?:writing|editing|reporting) )?by\s.*`,
	`this (?:article|story|post) (?:was )?(?:originally |first )?(?:appeared|published|posted)\b.*`,
	`our standards:.*`,
	`this is a (?:breaking|developing) (?:news )?story\b.*`,
	`this (?:breaking |developing )?(?:news )?story (?:is (?:breaking|developing|being updated)|has been updated|will be updated)\b.*`,
	`(?:last )?(?:updated|published|posted):? (?:\d+|an?|one|a few) (?:min(?:ute)?s?|hours?|days?|hrs?) ago$`,
	`for immediate release\b.{0,40}$`,
	`(?:media |press )?contacts?:\s.*(?:@|\d{3}).*`,
	`(?:check|come) back (?:for (?:more )?updates|later)\b.*`,
	`.{2,80} contributed to this (?:report|story|article)\.?$`,
	`(?:was|did you find) this (?:article|story|page)?\s*helpful\b.*`,
	`(?:e-?mail|phone|tel|telephone|twitter|instagram|facebook)\s*:\s*\S+$`,
	`click here\b.*`,
	`staff reports?$`,
	`submitted by /?u/\S+.{0,60}$`,
	`\[?link\]?\s+\[?comments?\]?$`,
	`(?:article|comments) url:\s*\S*$`,
	`points: \d+$`,
	`# comments: \d+$`,
	`(?:see|visit) \S+\.\S+ (?:for privacy information|for more information about our privacy|to learn about).*`,
	`hosted (?:on|by) acast\b.*`,
	`learn more about your ad choices\b.*`,
	`visit \S+\.\S+$`,
	`originally published (?:at|by|in|on)\b.*`,
	`tap here\b.*`,
)

// letters are invitations to subscribe.
var letters = re(
	`(?:subscribe|sign\s*up|signup|sign in|log\s*in|login|register|newsletters?|follow|following|unsubscribe|donate|join now|support us|become a (?:member|subscriber|patron)|go premium)\b(?: (?:now|here|today|free))?[.!:]*$`,
	`(?:subscribe|sign\s*up|signup) (?:now |here |today )?(?:to|for|and|with|via|on)\s.*`,
	`register (?:now|here|today|(?:for )?free|for (?:our|updates))\b.*`,
	`(?:get|receive|stay) .*\b(?:newsletter|inbox|in your e-?mail|notifications?|breaking news alerts?)\b.*`,
	`join (?:our|us|the) .*\b(?:channel|group|newsletter|whatsapp|telegram|community|facebook|discord|mailing list)\b.*`,
	`(?:follow|like|find|join|add|connect with|catch) (?:us|me|@\w+) (?:on|at|via) \S.*`,
	`follow (?:him|her|them|[\p{L} ]{2,40}) on (?:twitter|x|facebook|instagram|threads|bluesky|linkedin|mastodon|telegram|tiktok|youtube)\b.*`,
	`(?:already )?(?:a )?(?:subscriber|member)\?.*`,
	`already have an account.*`,
	`(?:please )?(?:support|help) (?:us|our (?:journalism|work))\b.*`,
	`enjoy(?:ed|ing)? this (?:article|story|post)\?.*`,
	`(?:like|love) (?:this|what you)\b[^.]{0,30}\?.*`,
	`want more (?:stories|news)\b.*`,
	`by (?:signing|clicking|subscribing|submitting|registering|entering|checking)\b.*\b(?:you (?:agree|accept|consent)|our terms|privacy policy)\b.*`,
	`got a (?:tip|story)\b.*`,
	`have a (?:tip|story tip)\b.*`,
	`our (?:free )?(?:daily|weekly|morning) newsletter\b.*`,
	`the .{0,30}\bnewsletter$`,
)

// picture begins captions' and photographers' credits.
const picture = `(?:photo(?:graph)?s?|images?|pictures?|pic|illustration|featured image|file (?:photo|picture|image)|screenshot|graphic|screen ?grab|video|caption|cover (?:photo|image)|(?:photo|image|picture|video) (?:credits?|source|by|courtesy(?: of)?|caption)|credits?)`

// pictures are credits behind a sign; pictureBy are credits in words, which are
// short.
var (
	pictures  = re(picture + `\s*[:/©]`)
	pictureBy = re(picture + ` (?:credits?\b|by\b|courtesy\b)`)
)

// agencies are those whose names stand at the end of captions.
const agencies = `(?:Getty(?: Images)?|AFP|REUTERS|Reuters|AP(?: Photo)?|EPA(?:-EFE)?|EFE|Shutterstock|Unsplash|Pixabay|Pexels|iStock|Alamy|Anadolu|Xinhua|Wikimedia(?: Commons)?|Flickr|PA(?: Media)?|NurPhoto|Bloomberg)`

var (
	pictureEnd = compiledLater(`(?:[/|©]\s?` + agencies + `|[(\[](?:Getty Images|AP Photo|File(?: photo)?|Shutterstock|Unsplash|Pixabay|iStock)|via (?:Getty Images|Shutterstock|Wikimedia Commons|Flickr)|[.!] (?:AFP|REUTERS|AP|EPA|Getty Images)|REUTERS/[\p{L} .-]{2,40}|/File)(?:/[\p{L} .-]{2,40})?(?: via [\p{L} ]{2,20})?[)\]]?\.?$`)
	handles    = compiledLater(`^(?:@\w+[\s,|]*|https?://\S+\s*|www\.\S+\s*|pic\.twitter\.com/\S+\s*|[\w.+-]+@[\w-]+\.[\w.]+\s*|#\w+[\s,]*)+$`)
	captionEnd = compiledLater(`(?i)\((?:image|photo|picture|pic|video|credit|graphic|file photo)s?(?:\s+(?:credit|by|courtesy))?s?\s*[:/ ]\s*[^()]{2,80}\)$`)
	tweetSign  = compiledLater(`^[—–-]{1,3}\s*(.{2,60}?)\s*\(@\w{2,30}\)`)
	shareMore  = compiledLater(`(?i)^share\s+(?:this|on|via|with|the|article|story|to)\b`)
)

// furnitureShape tells what furniture l is, if it is any.
func furnitureShape(l line) shape {
	s := strings.Trim(l.text, " -–—*_•[]|:\t←→«»‹›<>↑")
	if utf8.RuneCountInString(s) > maxFurniture || l.heading && !leads(s) && !ends(s) {
		return notFurniture
	}
	words := len(strings.Fields(s))
	switch {
	case s == "":
		return single
	case ends(s) && words <= 25:
		return ending
	case leads(s) && utf8.RuneCountInString(s) <= 40 && !strings.ContainsAny(s, ":"):
		return leader
	case leads(s), shouts(s), forms.MatchString(s), notices.MatchString(s), noticesAbroad.MatchString(s), letters.MatchString(s), sharing(s),
		pictures.MatchString(s), words <= 8 && pictureBy.MatchString(s), handles.MatchString(s), tweetSign.MatchString(l.text), navigation(s),
		words <= 40 && (pictureEnd.MatchString(s) || captionEnd.MatchString(s)):
		return single
	}
	return notFurniture
}

// ends reports whether s heads the comments.
func ends(s string) bool { return endings.MatchString(s) || endingsAbroad.MatchString(s) }

// leads reports whether s is, or begins with, a promotion's leader.
func leads(s string) bool {
	m := cmp.Or(leaders.FindString(s), leadersAbroad.FindString(s))
	if m == "" {
		return false
	}
	rest := s[len(m):]
	next, _ := utf8.DecodeRuneInString(rest)
	switch {
	case unicode.IsLetter(next) || unicode.IsDigit(next):
		return strings.HasPrefix(strings.ToLower(m), "you ") && !endsSentence(s)
	case rest == "", strings.ContainsRune(":：|", next), strings.HasPrefix(rest, " :"):
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

// hasWords reports whether s has a letter or digit.
func hasWords(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}
