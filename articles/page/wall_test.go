package page

import (
	"errors"
	"strings"
	"testing"
)

// prose is running text of an article in n paragraphs.
func proseOf(n int) string {
	const p = "<p>The harbour office said that the gates held through the night, and that the first ferries had left by noon with every place taken. Crews went on pumping water out of the lower docks.</p>\n"
	return strings.Repeat(p, n)
}

const (
	dated  = `<script type="application/ld+json">{"@type":"NewsArticle","headline":"Gates hold","datePublished":"2026-03-03T08:00:00Z"}</script>`
	notFor = `<script type="application/ld+json">{"@type":"NewsArticle","headline":"Gates hold","datePublished":"2026-03-03T08:00:00Z","isAccessibleForFree":"False"}</script>`
)

func TestWalls(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, head, body string
		want             error
	}{
		{"article", dated, "<h1>Gates hold</h1>" + proseOf(4), nil},
		{"short article", dated, "<h1>Gates hold</h1>" + proseOf(1), nil},
		{"article with a cookie box", dated, "<div class='box'><p>We use cookies. Manage your preferences.</p><button>Accept all cookies</button></div><h1>Gates hold</h1>" + proseOf(2), nil},
		{"article about an error", "<title>404 Media wins award for reporting on harbours</title>", "<h1>404 Media wins award for reporting on harbours</h1>" + proseOf(8), nil},
		{"article about not being found", "<title>Page not found: how towns lose their archives</title>", "<h1>Page not found: how towns lose their archives</h1>" + proseOf(9), nil},
		{"not free but whole", notFor, "<h1>Gates hold</h1>" + proseOf(30), nil},
		{"invitation under a whole article", dated, "<h1>Gates hold</h1>" + proseOf(30) + "<p>Subscribe to continue reading more like this.</p>", nil},

		{"paywall by data", notFor, "<h1>Gates hold</h1>" + proseOf(2), ErrPaywall},
		{"paywall by tier", dated + `<meta property="article:content_tier" content="locked">`, "<h1>Gates hold</h1>" + proseOf(2), ErrPaywall},
		{"paywall in words", dated, "<h1>Gates hold</h1>" + proseOf(2) + "<div><h2>Subscribe to continue reading</h2><button>Subscribe now</button></div>", ErrPaywall},
		{"paywall in a form", dated, "<h1>Gates hold</h1>" + proseOf(1) + "<form><p>This article is for subscribers only.</p><button>Log in</button></form>", ErrPaywall},
		{"paywall in German", dated, "<h1>Tore halten</h1>" + proseOf(2) + "<p>Jetzt weiterlesen mit dem Digitalabo</p>", ErrPaywall},
		{"paywall in French", dated, "<h1>Les portes tiennent</h1>" + proseOf(2) + "<p>Article réservé aux abonnés</p>", ErrPaywall},

		{"consent", "<title>Before you continue</title>", "<div><h1>We value your privacy</h1><p>We and our 812 partners store and access information on a device, such as cookies, and process personal data.</p><button>Accept all</button></div>", ErrConsent},
		{"consent in a form", "<title>harbour.example</title>", "<form action='/consent'><p>We and our partners use cookies to measure how this site is read.</p><button>Accept all cookies</button><button>Manage options</button></form>", ErrConsent},
		{"consent in German", "<title>Zustimmung erforderlich</title>", "<p>Wir und unsere Partner verwenden Cookies, um Inhalte zu messen.</p><button>Alle akzeptieren</button>", ErrConsent},

		{"challenge", "<title>Just a moment...</title>", "<h1>harbour.example</h1><p>Verifying you are human. This may take a few seconds.</p>", ErrChallenge},
		{"challenge without scripts", "<title>harbour.example</title>", "<noscript><p>Please enable JavaScript and cookies to continue.</p></noscript>", ErrChallenge},

		{"sign in", "<title>Log in - Harbour Gazette</title>", "<div><h1>Log in</h1><form><input name=mail><input type=password><button>Log in</button></form><p>Do not have an account yet? Create one, and read what our reporters find out every day.</p></div>", ErrSignIn},
		{"short article beside a form to sign in", dated, "<form><input name=mail><input type=password><button>Log in</button></form><h1>Gates hold</h1>" + proseOf(2), nil},
		{"article on a page in a form", "", "<form><input type=password><h1>Gates hold</h1>" + proseOf(8) + "</form>", nil},

		{"not found", "<title>404 Not Found</title>", "<h1>Not Found</h1><p>The requested URL was not found on this server.</p>", ErrNotFound},
		{"not found in words", "<title>Harbour Gazette</title>", "<h1>Sorry, this page is not available</h1><p>The page you are looking for has been moved or deleted.</p>", ErrNotFound},
		{"not found in Spanish", "<title>Página no encontrada</title>", "<p>Vuelva a la portada para seguir leyendo las noticias de hoy.</p>", ErrNotFound},
		{"out of order", "<title>503 Service Temporarily Unavailable</title>", "<center><h1>503 Service Temporarily Unavailable</h1></center><hr>", ErrNotFound},
		{"denied", "<title>Access Denied</title>", "<h1>Access Denied</h1>You don't have permission to access this on this server.<p>Reference #18.5</p>", ErrNotFound},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			a, err := ReadHTML([]byte("<html><head>"+c.head+"</head><body>"+c.body+"</body></html>"), "https://harbour.example/gates")
			if !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v (text %.80q)", err, c.want, a.Text)
			}
			if errors.Is(err, ErrPaywall) && (a.Title == "" || a.Text == "") {
				t.Errorf("a beginning without title or text: %+v", a)
			}
		})
	}
}
