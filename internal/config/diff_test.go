package config

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const before = `
store: a.db
fetch: {every: 5m}
sources:
  - {name: world, feed: "https://example.org/?key=very-secret", every: 5m}
  - {name: tech, feed: "https://example.org/tech.xml"}
topics:
  - {name: energy, words: [oil]}
  - {name: space, words: [rocket]}
schedules:
  - {name: breaking, cron: "* * * * *", posts: breaking}
  - {name: morning, cron: "0 7 * * *", posts: digest}
channels:
  - {platform: telegram, id: "-1001", schedules: [morning], quiet: 22-7}
admins:
  - {platform: telegram, id: "1"}
`

func TestDiff(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		// edits are texts and what replaces them.
		edits []string
		want  []string
	}{
		{"nothing", nil, nil},
		{"a comment", []string{"store: a.db", "# hello\nstore: a.db"}, nil},
		{"another spelling", []string{`"0 7 * * *"`, `"0 7  * * *"`}, []string{`schedule morning changed: cron "0 7 * * *" → "0 7  * * *"`}},
		{"cron", []string{"0 7", "0 8"}, []string{`schedule morning changed: cron "0 7 * * *" → "0 8 * * *"`}},
		{
			"more of a schedule", []string{"posts: digest", "posts: latest, timezone: Asia/Tokyo, topic: energy"},
			[]string{"schedule morning changed: timezone UTC → Asia/Tokyo, posts digest → latest, topic none → energy, limit 8 → 5, missed once → skip"},
		},
		{
			"renamed", []string{"name: morning", "name: evening", "[morning]", "[evening]"},
			[]string{
				"schedule morning removed", "schedule evening added",
				"channel telegram/-1001 changed: schedules morning → evening",
			},
		},
		{"source", []string{"every: 5m}\n  -", "every: 9m}\n  -"}, []string{"source world changed: every 5m → 9m"}},
		{"feed, which may hold a key", []string{"very-secret", "other"}, []string{"source world changed: feed"}},
		{"topic", []string{"[oil]", "[oil, gas]"}, []string{`topic energy changed: words "oil" → "oil" "gas"`}},
		{"topic gone", []string{"  - {name: space, words: [rocket]}\n", ""}, []string{"topic space removed"}},
		{
			"channel", []string{"quiet: 22-7", "timezone: Asia/Tokyo"},
			[]string{"channel telegram/-1001 changed: timezone none → Asia/Tokyo, quiet 22:00-07:00 → off, breaking_in_quiet hold → none"},
		},
		{"admins", []string{`id: "1"`, `id: "2"`}, []string{"admin telegram/1 removed", "admin telegram/2 added"}},
		{"order", []string{"  - {name: space, words: [rocket]}\n", "", "topics:\n", "topics:\n  - {name: space, words: [rocket]}\n"}, nil},
		{
			"what feeds are told about", []string{"fetch: {every: 5m}", "fetch: {every: 5m, alarm_after: 2h}\nlisten: ':9090'"},
			[]string{"listen changed (takes effect after a restart)", "fetch.alarm_after changed"},
		},
		{
			"settings", []string{"a.db", "b.db", "{every: 5m}\n", "{every: 6m}\nlog: {level: warn}\nbreaking: {max_age: 1h}\nupdates: {for: 1h}\n" +
				"platforms: {telegram: {api: 'http://localhost:1'}}\ndelivery: {uncertain: resend}\n"},
			[]string{
				"log changed (takes effect after a restart)", "store changed (takes effect after a restart)", "fetch changed (takes effect after a restart)",
				"breaking changed", "updates changed", "platforms.telegram changed (takes effect after a restart)", "delivery changed",
			},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			after := strings.NewReplacer(append(tt.edits, "\x00", "")...).Replace(before)
			got := Diff(loaded(t, before), loaded(t, after))
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}

func loaded(t *testing.T, text string) *Config {
	t.Helper()
	c, err := Load([]byte(text), Options{ParseAddress: parsers})
	if err != nil {
		t.Fatal(err)
	}
	return c
}
