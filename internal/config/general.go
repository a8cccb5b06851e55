package config

import (
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	// The zones go with the program: containers and Windows have none.
	_ "time/tzdata"
)

// limits are the bounds of a duration, and what stands for one that is not set.
type limits struct{ least, most, otherwise time.Duration }

var (
	fetchEvery   = limits{time.Minute, 7 * 24 * time.Hour, 5 * time.Minute}
	alarmAfter   = limits{time.Minute, 30 * 24 * time.Hour, 24 * time.Hour}
	fetchSlowest = limits{time.Minute, 7 * 24 * time.Hour, 30 * time.Minute}
	feedEvery    = limits{time.Minute, 7 * 24 * time.Hour, 0}
	// A feed in one's own network may be asked as often as one likes.
	privateEvery    = limits{time.Second, 7 * 24 * time.Hour, 0}
	maxAge          = limits{time.Minute, 30 * 24 * time.Hour, 6 * time.Hour}
	breakingExpires = limits{time.Minute, 30 * 24 * time.Hour, 2 * time.Hour}
	listExpires     = limits{time.Minute, 30 * 24 * time.Hour, 12 * time.Hour}
)

// duration reads a duration within its limits.
func (b *builder) duration(path, value string, l limits) time.Duration {
	if value == "" {
		return l.otherwise
	}
	d, err := time.ParseDuration(value)
	switch {
	case err != nil:
		b.add(path, quote(value)+": must be a duration such as 30s, 5m or 2h", dayHint(value))
	case d < l.least || d > l.most:
		b.addf(path, "%s: must be from %s to %s", quote(value), short(l.least), short(l.most))
	}
	return d
}

var days = regexp.MustCompile(`^(\d{1,3})\s*(?:d|days?)$`)

// dayHint turns days, which durations do not have, into hours.
func dayHint(value string) string {
	m := days.FindStringSubmatch(value)
	if m == nil {
		return ""
	}
	n, _ := strconv.Atoi(m[1])
	return fmt.Sprintf("write %dh", 24*n)
}

// short writes a duration without zeros at its end: 2h, not 2h0m0s.
func short(d time.Duration) string {
	s := d.String()
	if strings.HasSuffix(s, "m0s") {
		s = s[:len(s)-2]
	}
	if strings.HasSuffix(s, "h0m") {
		s = s[:len(s)-2]
	}
	return s
}

// zone reads an IANA zone; empty means UTC. Never nil.
func (b *builder) zone(path, name string) *time.Location {
	loc, err := time.LoadLocation(name)
	if err != nil || strings.EqualFold(name, "local") {
		b.add(path, quote(name)+": no such time zone", "use an IANA name such as Europe/Berlin or UTC")
		return time.UTC
	}
	return loc
}

// web checks an address of the web. A password in it would be shown in logs.
func (b *builder) web(path, value string) {
	u, err := url.Parse(value)
	switch {
	case err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Hostname() == "":
		hint := ""
		if !strings.Contains(value, "://") {
			hint = "begin it with https:// or http://"
		}
		b.add(path, "must be the address of a page, http or https", hint)
	case u.User != nil:
		b.addf(path, "must not hold a user name or password")
	case !validPort(u.Port()):
		b.addf(path, "port must be 1–65535")
	}
}

func validPort(port string) bool {
	n, err := strconv.Atoi(port)
	return port == "" || err == nil && n >= 1 && n <= 65535
}

// api checks the base URL of a platform's server, and takes off the slash at its
// end.
func (b *builder) api(path, value string) string {
	if value == "" {
		return ""
	}
	b.web(path, value)
	if strings.ContainsAny(value, "?#") {
		b.addf(path, "must end with the path, without ? or #")
	}
	return strings.TrimRight(value, "/")
}

// websub checks the address that hubs are told. Without a place to listen nobody
// would answer there.
func (b *builder) websub() string {
	const path = "websub.public_url"
	url := b.api(path, b.file.WebSub.PublicURL)
	if url != "" && b.file.Listen == "" {
		b.add(path, "needs listen", `set listen to the address that a reverse proxy hands hubs on to, such as "127.0.0.1:9090"`)
	}
	return url
}

func (b *builder) log() Log {
	l := Log{Format: pick(b, "log.format", b.file.Log.Format, LogText, LogJSON)}
	switch level := pick(b, "log.level", b.file.Log.Level, "info", "debug", "warn", "error"); level {
	case "debug":
		l.Level = slog.LevelDebug
	case "warn":
		l.Level = slog.LevelWarn
	case "error":
		l.Level = slog.LevelError
	}
	return l
}

// defaultStore is where everything is kept unless the file says otherwise.
const defaultStore = "herald.db"

func (b *builder) store() string {
	s := b.file.Store
	switch {
	case s == "":
		s = defaultStore
	case strings.Contains(s, "://") || strings.HasPrefix(s, "file:"):
		b.addf("store", "must be the path of a file")
	case strings.HasSuffix(s, "/"):
		b.add("store", "is a folder", "name a file in it, such as "+s+defaultStore)
	}
	return b.path(s)
}

func (b *builder) fetch() Fetch {
	f := b.file.Fetch
	if f.Contact != "" && !strings.Contains(f.Contact, "@") {
		b.webOr("fetch.contact", f.Contact, "must be the address of a page or mailbox")
	}
	if len(f.Contact) > 200 {
		b.addf("fetch.contact", "longer than 200 characters")
	}
	every := b.duration("fetch.every", f.Every, fetchEvery)
	slowest := b.duration("fetch.slowest", f.Slowest, fetchSlowest)
	switch {
	case f.Slowest == "":
		slowest = max(slowest, every)
	case slowest < every:
		b.addf("fetch.slowest", "%s: must not be shorter than fetch.every (%s)", quote(f.Slowest), short(every))
	}
	return Fetch{
		Every:      every,
		Slowest:    slowest,
		Contact:    f.Contact,
		AlarmAfter: b.duration("fetch.alarm_after", f.AlarmAfter, alarmAfter),
	}
}

// hostPort checks an address to listen on; a port is needed, a host is not. Port
// 0 is any that is free.
func (b *builder) hostPort(path, l string) string {
	if l == "" {
		return ""
	}
	_, port, err := net.SplitHostPort(l)
	if n, bad := strconv.Atoi(port); err != nil || bad != nil || n < 0 || n > 65535 {
		b.add(path, quote(l)+": must be a host and a port", `write it as "127.0.0.1:9090"`)
	}
	return l
}

// webOr notes text where value is no address of the web.
func (b *builder) webOr(path, value, text string) {
	if u, err := url.Parse(value); err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		b.addf(path, "%s", text)
	}
}

func (b *builder) platforms() Platforms {
	p := b.file.Platforms
	if p.Discord.Application != "" && !snowflake.MatchString(p.Discord.Application) {
		b.add("platforms.discord.application", quote(p.Discord.Application)+": must be 17–20 digits",
			"copy the application id from Discord's developer portal")
	}
	return Platforms{
		Discord: Discord{
			API:         b.api("platforms.discord.api", p.Discord.API),
			Application: p.Discord.Application,
		},
		Telegram: Telegram{
			API:           b.api("platforms.telegram.api", p.Telegram.API),
			PaidBroadcast: p.Telegram.PaidBroadcast,
			Webhook:       b.webhook(),
		},
	}
}

// webhook checks both ends of a webhook: neither is of use without the other.
func (b *builder) webhook() Webhook {
	const path = "platforms.telegram.webhook"
	raw := b.file.Platforms.Telegram.Webhook
	w := Webhook{Listen: b.hostPort(path+".listen", raw.Listen), URL: raw.URL}
	switch {
	case w.URL == "" && w.Listen == "":
		return w
	case w.URL == "":
		b.add(path, "has no url", "give the https address at which Telegram finds Herald")
		return w
	case w.Listen == "":
		b.add(path, "has no listen", `give a host and a port, such as "127.0.0.1:8443"`)
	}
	b.web(path+".url", w.URL)
	if b.file.Platforms.Telegram.API == "" && !strings.HasPrefix(w.URL, "https://") {
		b.addf(path+".url", "must be https; Telegram calls no other")
	}
	return w
}

// snowflake is how Discord writes ids
// (https://discord.com/developers/docs/reference#snowflakes).
var snowflake = regexp.MustCompile(`^[0-9]{17,20}$`)
