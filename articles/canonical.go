package articles

import (
	"net/url"
	"strings"
)

// CanonicalFor is the address by which an article at link is known, too, because
// its page, which was found at the address page, names that as its own; empty where
// it says nothing new. A site's front page and addresses on other sites are no
// names of an article: some pages name the one by mistake, and of what was taken
// over from others the other one is the original.
func CanonicalFor(link, page, named string) string {
	canonical := CanonicalURL(named)
	if canonical == "" || canonical == CanonicalURL(link) || !sameSite(canonical, CanonicalURL(page)) {
		return ""
	}
	if u, err := url.Parse(canonical); err != nil || u.Path == "" && u.RawQuery == "" {
		return ""
	}
	return canonical
}

// sameSite reports whether the hosts of two canonical addresses are one, or one of
// them is below the other.
func sameSite(a, b string) bool {
	u, err := url.Parse(a)
	v, err2 := url.Parse(b)
	if err != nil || err2 != nil || u.Host == "" || v.Host == "" {
		return false
	}
	return u.Host == v.Host || strings.HasSuffix(u.Host, "."+v.Host) || strings.HasSuffix(v.Host, "."+u.Host)
}

// OneHeadline reports whether two headlines can be of one article at different
// times: half of the words of the shorter one are in the other.
func OneHeadline(a, b string) bool {
	short, long := Words(a), Words(b)
	if len(short) > len(long) {
		short, long = long, short
	}
	there := map[string]bool{}
	for _, w := range long {
		there[w] = true
	}
	shared := 0
	for _, w := range short {
		if there[w] {
			shared++
		}
	}
	return shared > 0 && 2*shared >= len(short)
}
