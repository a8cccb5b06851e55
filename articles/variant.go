package articles

import "strings"

// withoutVariant takes off a host what says for which device it is made:
// "m.news.example" is "news.example".
func withoutVariant(host string) string {
	for _, prefix := range []string{"www.", "m.", "mobile.", "amp."} {
		if rest, ok := strings.CutPrefix(host, prefix); ok && strings.Contains(rest, ".") {
			return rest
		}
	}
	return host
}

// withoutAMP takes off a path, which has no slash at its end, what says that the
// page is made for AMP (https://amp.dev/documentation/guides-and-tutorials/learn/spec/amphtml).
func withoutAMP(path string) string {
	for _, end := range []string{"/amp", ".amp"} {
		if rest, ok := strings.CutSuffix(path, end); ok && rest != "" {
			return rest
		}
	}
	if rest, ok := strings.CutSuffix(path, ".amp.html"); ok {
		return rest + ".html"
	}
	if rest, ok := strings.CutPrefix(path, "/amp/"); ok && rest != "" {
		return "/" + rest
	}
	return path
}

// withoutCache turns an address in Google's caches of AMP pages into that of the
// page (https://amp.dev/documentation/guides-and-tutorials/learn/amp-caches-and-cors/amp-cache-urls):
// /c/s/news.example/storm at a host below cdn.ampproject.org, or
// /amp/s/news.example/storm at google.com.
func withoutCache(host, path string) (pageHost, pagePath string) {
	var rest string
	switch {
	case strings.HasSuffix(host, ".cdn.ampproject.org"):
		_, rest, _ = strings.Cut(strings.TrimPrefix(path, "/"), "/")
	case host == "google.com" || host == "www.google.com":
		rest, _ = strings.CutPrefix(path, "/amp/")
		if rest == path {
			return host, path
		}
	default:
		return host, path
	}
	rest = strings.TrimPrefix(rest, "s/")
	inner, tail, _ := strings.Cut(rest, "/")
	if !strings.Contains(inner, ".") {
		return host, path
	}
	return strings.ToLower(inner), "/" + tail
}
