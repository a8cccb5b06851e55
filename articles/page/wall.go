package page

import (
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"herald/articles"
)

// Errors of pages that stand where an article should be. ReadHTML returns them
// with what it could read, which is not to be posted as the article's text.
var (
	// ErrPaywall is returned where only the beginning of the article is shown
	// and the rest is for subscribers. Headline, authors and dates are right.
	ErrPaywall = errors.New("the page shows only the beginning: the rest is for subscribers")
	// ErrConsent is returned for a page that asks for consent to cookies, or for
	// one's age or region, before it shows anything.
	ErrConsent = errors.New("the page asks for consent before it shows the article")
	// ErrChallenge is returned for a page that wants to know whether a person is
	// asking, or wants a browser with scripts.
	ErrChallenge = errors.New("the page wants to see a browser or a person before it shows the article")
	// ErrSignIn is returned for a page with little but a form to sign in.
	ErrSignIn = errors.New("the page asks to sign in before it shows the article")
	// ErrNotFound is returned for the page of an error: nothing found, not
	// allowed, out of order.
	ErrNotFound = errors.New("the page reports an error instead of an article")
)

// Lengths of texts, in characters: an article longer than enough is one, whatever
// else its page says; walls and errors have at most fewWords; and a page that
// both says that it is not free and asks to subscribe may show a long beginning. With
// littleText or less, a field for a password is what a page is there for.
const (
	fewWords      = 900
	littleText    = 200
	enough        = 1500
	longBeginning = 2500
)

// maxNotice bounds how much of a heading is looked at, in characters: what is no
// article says so at once.
const maxNotice = 1_000

// wall tells what stands in doc instead of its article, nil if nothing does. It
// is to be asked before doc is changed.
func (m *meta) wall(doc *html.Node) func(a articles.Article) error {
	shown, password := shownText(doc), asksPassword(doc)
	title := clip(m.title, maxNotice) + "\n" + clip(strings.Join(m.h1, "\n"), maxNotice)
	return func(a articles.Article) error {
		size := utf8.RuneCountInString(a.Text)
		if size <= fewWords && !m.isDated() {
			if err := notice(title, shown, a.Text); err != nil {
				return err
			}
			if password && size <= littleText {
				return ErrSignIn
			}
		}
		switch locked := m.locked(); {
		case locked && size <= enough, (locked && size <= longBeginning || size <= enough) && asksToPay(shown):
			return ErrPaywall
		}
		return nil
	}
}

// isDated reports whether the page's data says when an article was published:
// pages of errors and walls have none.
func (m *meta) isDated() bool {
	return m.ld.published != "" || len(m.values["article:published_time"]) > 0
}

// locked reports whether the page's data says that the article is not free.
func (m *meta) locked() bool {
	if m.ld.locked {
		return true
	}
	switch strings.ToLower(m.first("article:content_tier", "og:article:content_tier", "article:access", "isaccessibleforfree")) {
	case "locked", "paid", "premium", "subscriber", "false", "no":
		return true
	}
	return false
}

var (
	// errorTitle is the title or main heading of a page that reports an error.
	errorTitle = compiledLater(`(?im)^[\s\p{P}]*(?:(?:http )?(?:error )?(?:400|401|403|404|405|410|429|451|500|502|503|504)\b(?:[\s\p{P}]*(?:error|not found|page|forbidden|gone|bad|unauthori[sz]ed|too many|service|gateway|internal|unavailable|seite|página|pagina|fehler|sorry|oops).*|[\s\p{P}]*$|\s*[-–—|:].*)|` +
		`(?:oops|sorry|uh[- ]?oh|whoops|hoppla)\b.{0,60}$|(?:the |this |your )?(?:requested )?(?:page|article|story|content|url|file|document|site)(?: you (?:requested|are looking for|were looking for))?(?: (?:was|is|could|can|cannot|has been|has|does|no longer|may have been))?(?: be| been)? ?(?:not (?:be )?(?:found|available|exist)|missing|gone|removed|deleted|unavailable|doesn['’]t exist)|` +
		`(?:error )?(?:page )?not found\b|access (?:is )?(?:denied|forbidden)|forbidden\b|bad (?:gateway|request)|(?:internal )?server error|(?:service|site|website|page|temporarily) (?:is )?(?:temporarily )?(?:unavailable|down)|gateway time-?out|(?:under|down for|scheduled) maintenance|we(?:['’]ll| will) be (?:right )?back|something went wrong|(?:an )?error (?:has )?occurred|` +
		`unavailable (?:for legal reasons|in your (?:region|country|location))|this (?:content|website|site) is (?:not available|unavailable) in your (?:region|country|location)|` +
		`seite (?:wurde )?(?:leider )?nicht gefunden|(?:die )?seite existiert nicht|page (?:introuvable|non trouvée)|página no (?:encontrada|existe)|pagina non trovata|página não encontrada|pagina niet gevonden|страница не найдена|sidan (?:hittades inte|finns inte)|siden (?:blev )?ikke fund?et|nie znaleziono)`)
	// errorText is a sentence of such a page.
	errorText = compiledLater(`(?i)(?:page|article|story|content|resource|url)(?: that)?(?: you(?:['’]re| are| were)? (?:request|look|try)\w*(?: for| to (?:reach|access|view|find))?)?,? (?:can(?:not|['’]t| not)|could ?n[o'’]t|couldn['’]t|was not|is not|is no longer|no longer|has been|does ?n[o'’]t|may have|might have|wasn['’]t|isn['’]t)\b.{0,40}(?:found|exist|available|moved|removed|deleted|located)|requested URL .{0,200}not found|you don['’]t have permission to access|(?:reference|error) (?:id|code|#)\s*[:#]|try again (?:later|in a few)`)
	// challengeText is what a page says that wants a browser or a person.
	challengeText = compiledLater(`(?i)just a moment\b|checking (?:if the site connection is secure|your browser)|verify(?:ing)? (?:that )?you(?:['’]re| are) (?:a |not a )?(?:human|robot)|are you (?:a |not a )?(?:robot|human)|(?:confirm|prove) (?:that )?you(?:['’]re| are) (?:a |not a )?(?:human|robot)|pardon our interruption|attention required|unusual (?:traffic|activity)|(?:please )?(?:complete|solve) the (?:captcha|security check)|security (?:check|verification)|ddos protection|(?:enable|activate|turn on) (?:javascript|js|cookies)\b|javascript (?:is|has been) (?:disabled|required)|(?:requires?|needs?) javascript|you (?:have been|are being) (?:blocked|redirected)|you will be (?:connected|redirected) to|bitte aktivieren sie javascript|activer javascript|habilite? javascript`)
	// consentText is what a page says that asks for consent.
	consentText = compiledLater(`(?i)before you continue|we (?:value|respect|care about) your privacy|your privacy (?:is important|matters|choices)|(?:we|our partners|partners) (?:and our (?:\d+ )?partners )?(?:use|store|process|set).{0,60}(?:cookies|personal data|information on (?:a|your) device)|(?:accept|reject|agree to|allow) (?:all|cookies)|manage (?:my |your )?(?:cookies|preferences|options|choices|consent)|cookie (?:settings|preferences|policy|consent)|consent to the use|legitimate interest|confirm (?:that )?you are (?:over|at least|18)|are you (?:over|at least) (?:18|21)|enter your (?:age|date of birth)|wir (?:und unsere partner )?(?:verwenden|nutzen|benötigen).{0,60}(?:cookies|zustimmung)|(?:allen|alle) (?:cookies )?(?:zustimmen|akzeptieren)|zustimmung|datenschutzeinstellungen|nous (?:et nos partenaires )?(?:utilisons|stockons).{0,60}cookies|(?:tout|continuer sans) accepter|accepter (?:et|les cookies)|utilizamos cookies|aceptar (?:todo|todas|y continuar|cookies)|accetta (?:tutti|e continua)|alle cookies accepteren`)
	// payText is what stands at the end of the beginning of an article.
	payText = compiledLater(`(?i)(?:subscribe|sign up|sign in|log in|login|register|join|become a (?:member|subscriber)|create (?:a|an|your)(?: free)? account|start your (?:free )?trial|upgrade|pay|purchase|buy)[^.!?]{0,60}\b(?:to|and) (?:continue|keep|finish|read(?:ing)? (?:the (?:full|rest|whole|complete|entire)|this|more of|full|on)|unlock|access|view (?:the|this) (?:full|rest))|to (?:continue|keep|finish) reading\b|continue reading (?:with|your|by|this article)|(?:(?:this|the) )?(?:article|story|content|post|piece|report) is (?:only |exclusively |available |reserved )*(?:for|to|behind)(?: our| paying| premium| registered)* (?:subscribers|members|a paywall|paid|premium)|for (?:subscribers|members) only|exclusive (?:to|for)(?: our)? (?:subscribers|members)|(?:read|unlock) (?:the (?:full|rest of the|whole)|this|full) (?:article|story|content)[^.!?]{0,30}(?:subscri|member|trial|account|for \W?\d)|you(?:['’]ve| have) (?:reached|read|used|hit) (?:your|all|the|\d+).{0,40}(?:free|limit|articles)|(?:unlock|get) (?:this article|full access|unlimited access)|remaining (?:free )?articles?|` +
		`(?:jetzt|artikel|mit \S+|und sofort) weiterlesen\b|weiterlesen mit|nur für abonnenten|(?:exklusiv )?für abonnenten|(?:réservé|accès réservé) (?:à nos|aux) abonnés|(?:abonnez-vous|s['’]abonner) pour (?:lire|continuer)|il vous reste \d+ ?% de|(?:solo|sólo|exclusivo) para (?:suscriptores|assinantes)|suscríbete para (?:seguir|continuar)|(?:contenuto|articolo) (?:riservato|per) (?:agli|gli )?abbonati|assine para (?:continuar|ler)|alleen voor abonnees|только для подписчиков`)
)

// notice tells what a page with little text is, by its title and by all that it
// shows; text is what looked like its article.
func notice(title, shown, text string) error {
	brief := utf8.RuneCountInString(shown) <= 6*fewWords
	switch {
	case challengeText.MatchString(title), brief && mostly(text, shown, challengeText):
		return ErrChallenge
	case errorTitle.MatchString(title), brief && mostly(text, shown, errorText):
		return ErrNotFound
	case mostly(text, shown, consentText), consentText.MatchString(title) && strings.Count(text, "\n\n") < 8:
		return ErrConsent
	}
	return nil
}

// mostly reports whether the paragraphs that marks matches are at least a third
// of text or, where there is no text to speak of, of what is shown.
func mostly(text, shown string, marks *pattern) bool {
	if len(text) < minProse {
		text = clip(shown, 2*fewWords)
	}
	all, marked := 0, 0
	for p := range strings.SplitSeq(text, "\n\n") {
		all += len(p)
		if marks.MatchString(p) {
			marked += len(p)
		}
	}
	return marked > 0 && 3*marked >= all
}

// asksToPay reports whether a short paragraph of what a page shows asks to
// subscribe in order to read on.
func asksToPay(shown string) bool {
	for p := range strings.SplitSeq(shown, "\n\n") {
		if len(p) <= 2*maxFurniture && hintsAtPay(strings.ToLower(p)) && payText.MatchString(p) {
			return true
		}
	}
	return false
}

// hintsAtPay reports whether s, in lower case, has a word without which payText
// matches nothing; words are quicker to look for.
func hintsAtPay(s string) bool {
	return slices.ContainsFunc(payHints, func(hint string) bool { return strings.Contains(s, hint) })
}

var payHints = []string{"to read", "and read", "keep", "full", "premium", "paid", "free", "rest", "whole", "subscri", "member", "access", "unlock", "continu", "finish", "paywall", "weiterlesen", "abon", "suscr", "assin", "подпис"}

// shownText is all that a page shows, forms and buttons included, and what it
// tells browsers without scripts where it shows next to nothing else.
func shownText(doc *html.Node) string {
	b := blocks{forms: true}
	b.walk(doc)
	shown := b.String()
	if len(shown) >= minProse*2 {
		return shown
	}
	parts := []string{shown}
	for n := range doc.Descendants() {
		if n.DataAtom == atom.Noscript && n.FirstChild != nil && len(parts) <= maxValues {
			parts = append(parts, flatText(n.FirstChild.Data))
		}
	}
	return strings.Join(parts, "\n\n")
}
