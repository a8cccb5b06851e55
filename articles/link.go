package articles

import (
	"net/url"
	"slices"
	"strings"
)

// trackers are query parameters that say how a reader came to a page, not which
// page it is. Names ending in * are prefixes.
var trackers = []string{
	"utm_*", "at_*", "mc_*", "fbclid", "gclid", "dclid", "msclkid", "igshid", "yclid",
	"cmpid", "ocid", "ito", "smid", "smtyp", "xtor", "ns_campaign", "ns_mchannel",
	"ns_source", "ns_linkname", "guccounter", "ftag", "ref_src",
}

// CanonicalURL is the form of link under which an article is filed once: scheme
// and host in lower case, https for http, no default port, no "www.", no
// fragment, no tracking parameters, no slash at the end. What is not an absolute
// http(s) URL gives an empty string.
func CanonicalURL(link string) string {
	u, err := url.Parse(strings.TrimSpace(link))
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		return ""
	}
	host := strings.TrimPrefix(strings.ToLower(u.Host), "www.")
	host = strings.TrimSuffix(strings.TrimSuffix(host, ":80"), ":443")
	path := strings.TrimRight(u.EscapedPath(), "/")
	query := withoutTrackers(u.Query()).Encode()
	if query != "" {
		query = "?" + query
	}
	return "https://" + host + path + query
}

func withoutTrackers(q url.Values) url.Values {
	for name := range q {
		if slices.ContainsFunc(trackers, func(t string) bool { return isTracker(strings.ToLower(name), t) }) {
			q.Del(name)
		}
	}
	return q
}

func isTracker(name, tracker string) bool {
	if prefix, ok := strings.CutSuffix(tracker, "*"); ok {
		return strings.HasPrefix(name, prefix)
	}
	return name == tracker
}
