package page

import (
	"strings"
	"testing"
)

func TestAuthorsOfPages(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, body, want string }{
		{"rel", `<p>By <a rel="author" href="/p/1">Ida Holt</a></p>`, "Ida Holt"},
		{"microdata", `<span itemprop="author" itemscope><span itemprop="name">Ida Holt</span></span>`, "Ida Holt"},
		{"class", `<div class="article__byline">By Ida Holt and Max Moe</div>`, "Ida Holt;Max Moe"},
		{"blog software", `<span class="author vcard">Veröffentlicht von Ida Holt</span>`, "Ida Holt"},
		{"not of comments", `<div id="comments"><span class="comment-author">Max Moe</span></div>`, ""},
		{"not of other articles", `<div class="related-list"><span class="author">Max Moe</span></div>`, ""},
		{"not the author's life", `<div class="author-bio">Ida Holt has written about harbours and the sea for more than twenty years, from four continents and many ships.</div>`, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			a, err := ReadHTML([]byte("<html><head><title>Gates hold</title></head><body>"+c.body+proseOf(3)+"</body></html>"), "")
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(a.Authors, ";"); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestTitlesOfPages(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, head, h1, want string }{
		{"heading before the site", "<title>Gates hold - The Harbour Page</title>", "Gates hold", "Gates hold"},
		{"heading behind the site", "<title>Harbour Page » Gates hold through the night</title>", "Gates hold through the night", "Gates hold through the night"},
		{"site by another spelling", `<title>Gates hold - HARBOUR PAGE</title><meta property="og:site_name" content="Harbour-Page">`, "Today", "Gates hold"},
		{"only the site as title", `<meta property="og:title" content="Harbour Page"><meta property="og:site_name" content="Harbour Page">`, "Gates hold", "Gates hold"},
		{"site as heading", `<title>Gates hold all night | Harbour Page</title><meta property="og:site_name" content="Harbour Page">`, "Harbour Page", "Gates hold all night"},
		{"cut at a quotation", `<meta property="og:title" content="Minister calls the gates "a joke"">`, "Minister calls the gates \"a joke\"", "Minister calls the gates \"a joke\""},
		{"cut for its length", `<meta property="og:title" content="Gates of the harbour hold…">`, "Gates of the harbour hold through the night", "Gates of the harbour hold through the night"},
		{"heading that says more", `<meta property="og:title" content="Gates of the harbour hold">`, "Gates of the harbour hold and more about that", "Gates of the harbour hold"},
		{"Chinese", "<title>港口闸门整夜挺住-新华网</title>", "港口闸门整夜挺住", "港口闸门整夜挺住"},
		{"Japanese", "<title>港の水門、夜を耐える｜新聞</title>", "港の水門、夜を耐える", "港の水門、夜を耐える"},
		{"dash in the headline", "<title>Gates hold - but only just</title>", "Weather", "Gates hold - but only just"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			a, err := ReadHTML([]byte("<html><head>"+c.head+"</head><body><h1>"+c.h1+"</h1>"+proseOf(3)+"</body></html>"), "")
			if err != nil {
				t.Fatal(err)
			}
			if a.Title != c.want {
				t.Errorf("got %q, want %q", a.Title, c.want)
			}
		})
	}
}

// TestDataOfPages reads what pages say of their articles in meta elements.
func TestDataOfPages(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, head, published, updated, publisher, keywords string }{
		{"two names at once", `<meta itemprop="datePublished dateCreated" content="2026-03-03T08:00:00Z">`, "08:00", "00:00", "", ""},
		{"only changed", `<meta property="article:modified" content="2026-03-03T09:00:00Z">`, "09:00", "00:00", "", ""},
		{"both", `<meta property="article:published" content="2026-03-03T08:00:00Z"><meta property="article:modified" content="2026-03-03T09:00:00Z">`, "08:00", "09:00", "", ""},
		{"two sites", `<meta property="og:site_name" content="Harbour Page | harbour.example">`, "00:00", "00:00", "Harbour Page", ""},
		{"keywords of machines", `<meta name="keywords" content="gates, autoplay_video, The gates of the harbour hold through the night, floods">`, "00:00", "00:00", "", "gates;floods"},
	} {
		a, err := ReadHTML([]byte("<html><head><title>Gates hold</title>"+c.head+"</head><body>"+proseOf(3)+"</body></html>"), "")
		if got := a.Published.Format("15:04"); err != nil || got != c.published || a.Updated.Format("15:04") != c.updated {
			t.Errorf("%s: %v, published %s and changed %v, want %s and %s", c.name, err, got, a.Updated, c.published, c.updated)
		}
		if got := strings.Join(a.Keywords, ";"); a.Publisher != c.publisher || got != c.keywords {
			t.Errorf("%s: by %q about %q, want %q and %q", c.name, a.Publisher, got, c.publisher, c.keywords)
		}
	}
}
