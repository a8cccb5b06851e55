package articles

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// trackers are query parameters that say how a reader came to a page, not which
// page it is. Names ending in * are prefixes.
var trackers = []string{
	"utm_*", "at_*", "mc_*", "fbclid", "gclid", "dclid", "msclkid", "igshid", "yclid",
	"cmpid", "ocid", "ito", "smid", "smtyp", "xtor", "ns_campaign", "ns_mchannel",
	"ns_source", "ns_linkname", "guccounter", "ftag", "ref_src", "s_cid", "icid",
	"amp", "outputtype", "gbraid", "wbraid", "twclid", "ttclid", "mkt_tok", "_ga", "_gl",
}

// CanonicalURL is the form of link under which an article is filed once: scheme
// and host in lower case, https for http, no default port, no "www.", no
// fragment, no tracking parameters, no slash at the end; the ordinary page for
// one made for phones or AMP. What is not an absolute http(s) URL gives an empty
// string.
func CanonicalURL(link string) string {
	u, err := url.Parse(strings.TrimSpace(link))
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		return ""
	}
	host, path := withoutCache(strings.ToLower(u.Host), u.EscapedPath())
	host = withoutVariant(strings.TrimSuffix(strings.TrimSuffix(host, ":80"), ":443"))
	path = withoutAMP(strings.TrimRight(path, "/"))
	path = escapes.ReplaceAllStringFunc(path, strings.ToUpper)
	query := withoutTrackers(u.RawQuery)
	if query != "" {
		query = "?" + query
	}
	return "https://" + strings.TrimSuffix(host, ".") + path + query
}

// escapes are percent-encoded bytes, which mean the same in either case.
var escapes = regexp.MustCompile(`%[0-9a-fA-F]{2}`)

// withoutTrackers sorts the parameters of a query and leaves trackers out. What
// url.ParseQuery would drop as malformed stays: it may be what tells two pages
// apart.
func withoutTrackers(query string) string {
	var keep []string
	for pair := range strings.SplitSeq(query, "&") {
		name, _, _ := strings.Cut(pair, "=")
		if plain, err := url.QueryUnescape(name); err == nil {
			name = plain
		}
		name = strings.ToLower(name)
		if pair != "" && !slices.ContainsFunc(trackers, func(t string) bool { return isTracker(name, t) }) {
			keep = append(keep, escapes.ReplaceAllStringFunc(pair, strings.ToUpper))
		}
	}
	slices.Sort(keep)
	return strings.Join(keep, "&")
}

func isTracker(name, tracker string) bool {
	if prefix, ok := strings.CutSuffix(tracker, "*"); ok {
		return strings.HasPrefix(name, prefix)
	}
	return name == tracker
}
