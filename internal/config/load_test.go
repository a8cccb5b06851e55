package config

import (
	"log/slog"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"herald/articles"
	"herald/bot"
	"herald/scheduler"
)

const full = `
log: {level: debug, format: json}
store: data/herald.db
listen: 127.0.0.1:9090
websub: {public_url: "https://herald.example/news/"}
fetch: {every: 10m, slowest: 1h, contact: "mailto:news@example.org", alarm_after: 6h}
sources:
  - name: BBC.World
    publisher: Example Broadcasting
    feed: https://example.org/World.xml?A=B
    every: 90s
    topics: [energy, فارسی]
    full_text: auto
  - name: desk
    folder: ./articles
  - name: lab
    feed: http://127.0.0.1:8080/feed
    every: 1s
    private: true
topics:
  - name: energy
    words: [Oil Price, OPEC]
    patterns: ['\bgas (field|pipeline)s?\b', '(?-i)LNG']
    sources: [desk]
  - name: فارسی
schedules:
  - {name: breaking, cron: "* * * * *", posts: breaking, at_once: true, missed: once, expires: 30m}
  - {name: hourly, cron: "@hourly", posts: latest, expires: never}
  - {name: morning, cron: "0 7 * * 1-5", timezone: Europe/Berlin, posts: digest, topic: energy, limit: 3, missed: skip}
breaking: {max_age: 90m, urgency: 0, single_source: hold, observed: {publishers: 3, within: 30m}, approve: true, per_hour: 6, approve_after: {time: 10m, then: post}}
updates: {for: 3h, replies: 0}
channels:
  - platform: discord
    id: 1180000000000000123
    schedules: [breaking, morning]
    topics: [energy]
    timezone: Asia/Tokyo
    quiet: 22:00-07:00
    breaking_in_quiet: silent
  - {platform: telegram, id: -1001234567890, schedules: [hourly], quiet: off}
  - {platform: console, id: console, schedules: [breaking]}
admins:
  - {platform: telegram, id: 123456789}
  - {platform: discord, id: "280000000000000456"}
admin_channels:
  - {platform: telegram, id: "@ExampleAdmins"}
platforms:
  discord: {api: "https://proxy.example.org/api/v10/", application: 1180000000000000001}
  telegram:
    api: "http://127.0.0.1:8081"
    paid_broadcast: true
    webhook: {listen: ":8443", url: "https://herald.example/telegram"}
delivery: {uncertain: resend}
`

func TestLoad(t *testing.T) {
	t.Parallel()
	got, err := Load([]byte(full), Options{Dir: "/etc/herald", ParseAddress: parsers})
	if err != nil {
		t.Fatal(err)
	}
	want := &Config{
		Log:    Log{Level: slog.LevelDebug, Format: LogJSON},
		Store:  "/etc/herald/data/herald.db",
		Listen: "127.0.0.1:9090",
		WebSub: "https://herald.example/news",
		Fetch:  Fetch{Every: 10 * time.Minute, Slowest: time.Hour, Contact: "mailto:news@example.org", AlarmAfter: 6 * time.Hour},
		Sources: []articles.Source{
			{
				Name: "BBC.World", Kind: articles.KindFeed, Publisher: "Example Broadcasting",
				URL: "https://example.org/World.xml?A=B", Every: 90 * time.Second, Topics: []string{"energy", "فارسی"}, FullText: articles.FullAuto,
			},
			{Name: "desk", Kind: articles.KindFolder, Publisher: "desk", Path: "/etc/herald/articles"},
			{
				Name: "lab", Kind: articles.KindFeed, Publisher: "lab",
				URL: "http://127.0.0.1:8080/feed", Every: time.Second, Private: true, FullText: articles.FullFeed,
			},
		},
		Topics: []articles.Topic{
			{
				Name: "energy", Words: []string{"Oil Price", "OPEC"}, Sources: []string{"desk"},
				Patterns: []*regexp.Regexp{
					regexp.MustCompile(`(?i)\bgas (field|pipeline)s?\b`), regexp.MustCompile(`(?i)(?-i)LNG`),
				},
			},
			{Name: "فارسی"},
		},
		Schedules: []scheduler.Schedule{
			{
				Name: "breaking", Spec: spec(t, "* * * * *", "UTC"), Posts: scheduler.PostsBreaking,
				Missed: scheduler.MissedOnce, AtOnce: true, Expires: 30 * time.Minute,
			},
			{
				Name: "hourly", Spec: spec(t, "@hourly", "UTC"), Posts: scheduler.PostsLatest,
				Limit: 5, Missed: scheduler.MissedSkip,
			},
			{
				Name: "morning", Spec: spec(t, "0 7 * * 1-5", "Europe/Berlin"), Posts: scheduler.PostsDigest,
				Topic: "energy", Limit: 3, Missed: scheduler.MissedSkip, Expires: 12 * time.Hour,
			},
		},
		Breaking: Breaking{
			MaxAge: 90 * time.Minute, SingleSource: SingleHold, Observed: Observed{Publishers: 3, Within: 30 * time.Minute},
			PerHour: 6, Approve: true, ApproveWithin: 10 * time.Minute, PostLate: true,
		},
		Updates: Updates{For: 3 * time.Hour},
		Channels: []Channel{
			{
				Address:   bot.Address{Platform: bot.Discord, ID: "1180000000000000123"},
				Schedules: []string{"breaking", "morning"}, Topics: []string{"energy"}, Zone: "Asia/Tokyo",
				Quiet: scheduler.Quiet{From: 22 * 60, To: 7 * 60, Mode: scheduler.QuietSilent},
			},
			{Address: bot.Address{Platform: bot.Telegram, ID: "-1001234567890"}, Schedules: []string{"hourly"}},
			{Address: bot.Address{Platform: bot.Console, ID: "console"}, Schedules: []string{"breaking"}},
		},
		Admins: []bot.User{
			{Platform: bot.Telegram, ID: "123456789"}, {Platform: bot.Discord, ID: "280000000000000456"},
		},
		AdminChannels: []bot.Address{{Platform: bot.Telegram, ID: "@ExampleAdmins"}},
		Platforms: Platforms{
			Discord: Discord{API: "https://proxy.example.org/api/v10", Application: "1180000000000000001"},
			Telegram: Telegram{
				API: "http://127.0.0.1:8081", PaidBroadcast: true,
				Webhook: Webhook{Listen: ":8443", URL: "https://herald.example/telegram"},
			},
		},
		Delivery: Delivery{Uncertain: UncertainResend},
	}
	if d := cmp.Diff(want, got, samePatterns); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

var samePatterns = cmp.Comparer(func(a, b *regexp.Regexp) bool { return a.String() == b.String() })

func spec(t *testing.T, expr, zone string) scheduler.Spec {
	t.Helper()
	loc, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	s, err := scheduler.Parse(expr, loc)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// What the shortest file leaves out.
func TestLoadDefaults(t *testing.T) {
	t.Parallel()
	got, err := Load([]byte("sources: [{name: a, folder: a}]"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := &Config{
		Log:     Log{Level: slog.LevelInfo, Format: LogText},
		Store:   "herald.db",
		Fetch:   Fetch{Every: 5 * time.Minute, Slowest: 30 * time.Minute, AlarmAfter: 24 * time.Hour},
		Sources: []articles.Source{{Name: "a", Kind: articles.KindFolder, Publisher: "a", Path: "a"}},
		Schedules: []scheduler.Schedule{{
			Name: "breaking", Spec: spec(t, "* * * * *", "UTC"), Posts: scheduler.PostsBreaking,
			Missed: scheduler.MissedSkip, AtOnce: true, Expires: 2 * time.Hour,
		}},
		Breaking: Breaking{MaxAge: 6 * time.Hour, Urgency: 2, SingleSource: SinglePost, ApproveWithin: 6 * time.Hour},
		Updates:  Updates{For: 6 * time.Hour, Replies: 3},
		Delivery: Delivery{Uncertain: UncertainBreaking},
	}
	if d := cmp.Diff(want, got, samePatterns); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	nulls, err := Load([]byte("sources: [{name: a, folder: a, topics: }]\nlog:\nfetch: {every: ~}\nschedules:\nchannels: []\n"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, nulls, samePatterns); d != "" {
		t.Errorf("with keys that have no value (-want +got):\n%s", d)
	}
}

func TestLoadIDsAreExact(t *testing.T) {
	t.Parallel()
	for _, id := range []string{
		"9007199254740993", "1180000000000000123", "9223372036854775807", "18446744073709551615", "-1009007199254740993",
	} {
		text := "sources: [{name: a, folder: a}]\nchannels: [{platform: telegram, id: " + id + ", schedules: [breaking]}]"
		c, err := Load([]byte(text), Options{ParseAddress: parsers})
		if err != nil {
			t.Errorf("%s: %v", id, err)
			continue
		}
		if got := c.Channels[0].Address.ID; got != id {
			t.Errorf("got id %s, want %s", got, id)
		}
	}
}

// A second load must know nothing of the first.
func TestLoadIsFresh(t *testing.T) {
	t.Parallel()
	if _, err := Load([]byte(full), Options{}); err != nil {
		t.Fatal(err)
	}
	c, err := Load([]byte("sources: [{name: a, folder: a}]"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Channels) != 0 || c.Log.Level != slog.LevelInfo || len(c.Schedules) != 1 {
		t.Errorf("values of another file: %+v", c)
	}
}

func TestLoadEnvironment(t *testing.T) {
	t.Parallel()
	env := map[string]string{"HERALD_STORE": "/var/lib/other.db", "HERALD_LOG_LEVEL": "warn", "HERALD_LOG_FORMAT": "json"}
	text := []byte("sources: [{name: a, folder: a}]\nlog: {level: info}\n")
	c, err := Load(text, Options{Dir: "/etc", Env: func(name string) string { return env[name] }})
	if err != nil {
		t.Fatal(err)
	}
	if c.Store != "/var/lib/other.db" || c.Log != (Log{slog.LevelWarn, LogJSON}) {
		t.Errorf("got %q and %v", c.Store, c.Log)
	}
	env["HERALD_LOG_LEVEL"] = "loud"
	_, err = Load(text, Options{Env: func(name string) string { return env[name] }})
	if want := `HERALD_LOG_LEVEL: "loud": must be info, debug, warn or error`; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

// The parts of the example that are commented out must be right, too.
func TestExampleUncommented(t *testing.T) {
	t.Parallel()
	data := string(readExample(t))
	data = regexp.MustCompile(`(?m)^(channels|admins|admin_channels): \[\]$`).ReplaceAllString(data, "$1:")
	data = regexp.MustCompile(`(?m)^#(  .*)$`).ReplaceAllString(data, "$1")
	data = regexp.MustCompile(`(?m)^  # (- name: intranet|  \w+: )`).ReplaceAllString(data, "  $1")
	data = strings.NewReplacer("# platforms:", "platforms:", "# listen:", "listen:", "# websub:", "websub:").Replace(data)
	c, err := Load([]byte(data), Options{ParseAddress: parsers})
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Channels) != 2 || len(c.Admins) != 2 || len(c.AdminChannels) != 1 || len(c.Sources) != 4 ||
		c.WebSub == "" || c.Platforms.Telegram.API == "" || c.Platforms.Discord.API == "" {
		t.Errorf("parts are still commented out: %+v", c)
	}
}

func FuzzLoad(f *testing.F) {
	f.Add([]byte(full))
	for _, pattern := range []string{"../../config.yaml", "default.yaml", "testdata/mistakes/*.yaml"} {
		for _, data := range readAll(f, filepath.FromSlash(pattern)) {
			f.Add(data)
		}
	}
	f.Add([]byte("a: &a [*a]"))
	f.Add([]byte("\xff\xfe"))
	f.Add([]byte("\"a\\tb\": 1\n\"a\\tb\": 2"))
	f.Add([]byte("sources: >\n  - name: a\n    feed: b"))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := Load(data, Options{ParseAddress: parsers})
		if (c == nil) == (err == nil) {
			t.Fatalf("got %v and %v", c, err)
		}
		if err != nil {
			checkMistakes(t, err)
			return
		}
		if changes := Diff(c, c); len(changes) > 0 {
			t.Fatalf("differs from itself: %q", changes)
		}
		for _, s := range c.Schedules {
			if s.Name == "" || s.Spec.String() == "" {
				t.Fatalf("half a schedule: %+v", s)
			}
		}
	})
}
