package page

import (
	"strings"
	"unicode"
)

// Rows of buttons and links are told by the words that they are made of.

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
var siteWords = wordSet("home startseite accueil inicio início forside hem strona ana anasayfa главная головна الرئيسية صفحه בית 首页 首頁 ホーム 홈 beranda trang news world politics business sport sports opinion tech technology science health culture entertainment video videos live weather travel lifestyle style more contact about privacy terms login subscribe advertise sitemap rss careers menu search local national international us uk europe asia africa money economy education arts podcasts photos newsletters jobs help")

// navigation reports whether s is a row of links: bread crumbs ("Home » World"),
// or names of sections between bars.
func navigation(s string) bool {
	crumbs := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("»›>→", r) })
	if len(crumbs) >= 2 && len(strings.Fields(crumbs[0])) <= 3 && siteWords[strings.ToLower(firstWord(strings.TrimSpace(crumbs[0])))] {
		return true
	}
	parts := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("|•·/", r) })
	bars := len(parts) >= 3
	if !bars {
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
	return len(parts) >= 3 && (known == len(parts) || bars && known*3 >= len(parts)*2)
}
