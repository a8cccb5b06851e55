package feed

import (
	"strings"
	"testing"
)

func TestRobots(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, doc string
		allowed   []string
		forbidden []string
	}{
		{"empty", "", []string{"/", "/a"}, nil},
		{"everything", "User-agent: *\nDisallow: /", nil, []string{"/", "/a?b"}},
		{"empty rule", "User-agent: *\nDisallow:", []string{"/"}, nil},
		{"the longest decides", "User-Agent: *\nDisallow: /news\nAllow: /news/open # comment\n", []string{"/", "/news/open/1"}, []string{"/news", "/newspaper"}},
		{"the same length allows", "User-agent: *\nDisallow: /a\nAllow: /a", []string{"/a"}, nil},
		{"wildcards", "User-agent: *\nDisallow: /*.pdf$\nDisallow: /*?print=", []string{"/a.pdf/b", "/a?b"}, []string{"/x/a.pdf", "/a?print=1"}},
		{"our own group", "User-agent: *\nDisallow: /\n\nUser-agent: Herald/2\nDisallow: /private", []string{"/a"}, []string{"/private"}},
		{"a group of many", "user-agent: other\nuser-agent: HERALD\ndisallow: /x\nuser-agent: third\ndisallow: /y", []string{"/y"}, []string{"/x"}},
		{"another's group", "User-agent: other\nDisallow: /", []string{"/"}, nil},
		{"a byte order mark", "\ufeffUser-agent: *\nDisallow: /x", []string{"/"}, []string{"/x"}},
		{"old line ends", "User-agent: *\rDisallow: /x\rDisallow: /y\r", []string{"/"}, []string{"/x", "/y"}},
		{"beyond ASCII", "User-agent: *\nDisallow: /café*ö/$", []string{"/cafe"}, []string{"/caf%C3%A9/%C3%B6/"}},
		{"other lines", "Sitemap: https://x.example/\nnonsense\nUser-agent: *\nCrawl-delay: 3\nDisallow: /x\r\n", []string{"/"}, []string{"/x"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := parseRobots([]byte(tt.doc))
			for _, path := range tt.allowed {
				if !r.allows(path) {
					t.Errorf("%s is forbidden", path)
				}
			}
			for _, path := range tt.forbidden {
				if r.allows(path) {
					t.Errorf("%s is allowed", path)
				}
			}
		})
	}
}

func FuzzRobots(f *testing.F) {
	f.Add([]byte("User-agent: *\nDisallow: /*a*b$\nAllow: /\x00"), "/a")
	f.Add([]byte("user-agent:herald\nallow:*\ndisallow:(["), "/")
	f.Fuzz(func(_ *testing.T, doc []byte, path string) { parseRobots(doc).allows(path) })
}

func TestRobotsAreBounded(t *testing.T) {
	t.Parallel()
	doc := "User-agent: *\n" + strings.Repeat("Disallow: /"+strings.Repeat("*a", 200)+"\n", 2*maxRules)
	if n := len(parseRobots([]byte(doc))); n != maxRules {
		t.Errorf("%d rules were read", n)
	}
}
