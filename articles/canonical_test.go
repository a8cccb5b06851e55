package articles

import "testing"

func TestCanonicalFor(t *testing.T) {
	t.Parallel()
	const story = "https://post.example/news/dam-fails"
	for name, c := range map[string]struct{ link, page, named, want string }{
		"another address":      {"https://post.example/r?id=7", "https://post.example/r?id=7", story, story},
		"where a link leads":   {"https://links.example/7", story + "?from=links", story, story},
		"a host below":         {"https://live.post.example/7", "https://live.post.example/7", story, story},
		"the same":             {story, story, story + "/?utm_source=x", ""},
		"for phones":           {"https://m.post.example/news/dam-fails", "https://m.post.example/news/dam-fails", story, ""},
		"AMP":                  {story + "/amp", story + "/amp", story, ""},
		"the front page":       {story, story, "https://post.example/", ""},
		"somebody else's":      {story, story, "https://wire.example/dam-fails", ""},
		"a name that ends so":  {story, story, "https://outpost.example/dam-fails", ""},
		"nothing":              {story, story, "", ""},
		"no address":           {story, story, "javascript:alert(1)", ""},
		"a page by parameters": {"https://post.example/r?id=7", "https://post.example/r?id=7", "https://post.example/?p=12", "https://post.example?p=12"},
	} {
		if got := CanonicalFor(c.link, c.page, c.named); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestOneHeadline(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"Dam above Arlen fails", "Dam above Arlen fails, 7,000 told to leave", true},
		{"Dam above Arlen fails", "Thousands flee as dam above Arlen breaks", true},
		{"Dam above Arlen fails", "Ferry runs again after the storm", false},
		{"", "", false},
	} {
		if got := OneHeadline(c.a, c.b); got != c.want || OneHeadline(c.b, c.a) != got {
			t.Errorf("%q and %q: %v", c.a, c.b, got)
		}
	}
}
