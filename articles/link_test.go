package articles

import (
	"strings"
	"testing"
)

func TestCanonicalURL(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, link, want string }{
		{"plain", "https://news.example/a", "https://news.example/a"},
		{"http", "http://news.example/a", "https://news.example/a"},
		{"capitals", "HTTPS://News.Example/A", "https://news.example/A"},
		{"www", "https://www.news.example/a", "https://news.example/a"},
		{"default ports", "http://news.example:80/a", "https://news.example/a"},
		{"default port of https", "https://news.example:443/a", "https://news.example/a"},
		{"other port", "https://news.example:8080/a", "https://news.example:8080/a"},
		{"fragment", "https://news.example/a#top", "https://news.example/a"},
		{"slash", "https://news.example/a/", "https://news.example/a"},
		{"root", "https://news.example/", "https://news.example"},
		{"full stop", "https://news.example./a", "https://news.example/a"},
		{"trackers", "https://news.example/a?utm_source=x&UTM_Medium=y&fbclid=1&at_campaign=z", "https://news.example/a"},
		{"trackers among others", "https://news.example/a?id=7&utm_source=x&b=1", "https://news.example/a?b=1&id=7"},
		{"order", "https://news.example/a?b=2&a=1", "https://news.example/a?a=1&b=2"},
		{"empty query", "https://news.example/a?", "https://news.example/a"},
		{"semicolons", "https://news.example/a?id=1;page=2", "https://news.example/a?id=1;page=2"},
		{"bad escape", "https://news.example/a?id=%zz", "https://news.example/a?id=%zz"},
		{"no value", "https://news.example/?p", "https://news.example?p"},
		{"escapes", "https://news.example/%e9t%c3%a9?q=%c3%a9", "https://news.example/%E9t%C3%A9?q=%C3%A9"},
		{"credentials", "https://u:p@news.example/a", "https://news.example/a"},
		{"space around", " https://news.example/a\n", "https://news.example/a"},
		{"v6", "http://[2001:db8::1]:80/a", "https://[2001:db8::1]/a"},
		{"phones", "https://m.news.example/a", "https://news.example/a"},
		{"phones, port", "https://mobile.news.example:8080/a", "https://news.example:8080/a"},
		{"short name", "https://m.example/a", "https://m.example/a"},
		{"amp host", "https://amp.news.example/a", "https://news.example/a"},
		{"amp path", "https://news.example/a/amp/", "https://news.example/a"},
		{"amp before the path", "https://news.example/amp/a", "https://news.example/a"},
		{"amp ending", "https://news.example/a.amp.html?outputType=amp", "https://news.example/a.html"},
		{"amp parameter", "https://news.example/a?amp=1&id=3", "https://news.example/a?id=3"},
		{"amp alone", "https://news.example/amp", "https://news.example/amp"},
		{"not amp", "https://news.example/amplifiers/stamp", "https://news.example/amplifiers/stamp"},
		{"google's cache", "https://www.google.com/amp/s/www.news.example/a/amp", "https://news.example/a"},
		{"google", "https://www.google.com/search?q=amp", "https://google.com/search?q=amp"},
		{"amp cache", "https://news-example.cdn.ampproject.org/c/s/m.news.example/a", "https://news.example/a"},
		{"odd amp cache", "https://x.cdn.ampproject.org/c", "https://x.cdn.ampproject.org/c"},
		{"relative", "/a", ""},
		{"no host", "https:///a", ""},
		{"mail", "mailto:a@news.example", ""},
		{"script", "javascript:alert(1)", ""},
		{"nothing", "", ""},
		{"control character", "https://news.example/a\x00b", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := CanonicalURL(tt.link); got != tt.want {
				t.Errorf("CanonicalURL(%q) = %q, want %q", tt.link, got, tt.want)
			}
		})
	}
}

func FuzzCanonicalURL(f *testing.F) {
	for _, s := range []string{"https://www.news.example/a?utm_source=1&b=%zz#c", "http://[::1]:80/", "https://a.example//?&;=", "HTTP://www.www.:443/%2f/"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, link string) {
		once := CanonicalURL(link)
		if once == "" {
			return
		}
		if !strings.HasPrefix(once, "https://") || strings.Contains(once, "#") {
			t.Errorf("CanonicalURL(%q) = %q", link, once)
		}
	})
}
