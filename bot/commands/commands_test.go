package commands_test

import (
	"slices"
	"strings"
	"testing"

	"herald/bot"
)

// TestAnswers types one line each into a world of twelve stories. Lines parted
// by "; " are typed one after the other; the last is looked at.
func TestAnswers(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, line string
		// want are parts of the answer, unwanted must not be in it.
		want, unwanted []string
		private        bool
		buttons        string
	}{
		// latest
		{name: "latest", line: "/latest", want: []string{"Latest stories", "12 Oil tanker number 12", "8 Oil", "3 min ago"}, unwanted: []string{"number 7"},
			buttons: "12=story 12|11=story 11|10=story 10|9=story 9|8=story 8|More ▶=latest 5 page 2"},
		{name: "latest of a topic and a count", line: "/latest ENERGY 2", want: []string{"Latest: energy", "number 12", "number 10"}, unwanted: []string{"number 11"},
			buttons: "12=story 12|10=story 10|More ▶=latest energy 2 page 2"},
		{name: "latest with the count first", line: "/latest 2 energy", want: []string{"Latest: energy", "number 10"}, unwanted: []string{"number 8"}},
		{name: "latest, last page", line: "/latest 5 page 3", want: []string{"number 1 "}, buttons: "2=story 2|1=story 1|◀ Back=latest 5 page 2"},
		{name: "latest, past the end", line: "/latest 5 page 4", want: []string{"no older stories"}, private: true},
		{name: "latest of 25", line: "/latest 25", want: []string{"number 12", "number 1 "}},
		{name: "latest of 0", line: "/latest 0", want: []string{"The count must be 1–25."}, private: true},
		{name: "latest of 26", line: "/latest world 26", want: []string{"The count must be 1–25."}, private: true},
		{name: "latest of less than none", line: "/latest -5", want: []string{"The count must be 1–25."}, private: true},
		{name: "latest of very many", line: "/latest energy 99999999999999999999", want: []string{"The count must be 1–25."}, private: true},
		{name: "latest of two numbers", line: "/latest 3 4", want: []string{"no topic “3”"}, private: true},
		{name: "latest of a slip", line: "/latest enrgy", want: []string{"no topic “enrgy”", "Did you mean energy?"}, private: true},
		{name: "latest of no topic", line: "/latest football", want: []string{"The topics are energy and world", "/search football"}, private: true},
		// story
		{name: "story", line: "/story 12", want: []string{"Oil tanker number 12", "Harbour Courier", "The quay was full", "page 1 of 2"},
			buttons: "Next ▶=story 12 page 2|Open article=https://courier.example/12|11 · Ferry number 11 leaves the…=story 11|" +
				"10 · Oil tanker number 10 reaches the…=story 10|9 · Ferry number 9 leaves the harbour=story 9"},
		{name: "story, second page", line: "/story 12 page 2", want: []string{"Late in the day it rained.", "page 2 of 2"}},
		{name: "story with a hash", line: "/story #3", want: []string{"Ferry number 3"}},
		{name: "story by words", line: "/story tanker refinery", want: []string{"Oil tanker number 12", "The quay was full"}},
		{name: "story by words offers others", line: "/story ferry", want: []string{"Ferry number 11"},
			buttons: "Next ▶=story 11 page 2|Open article=https://courier.example/11|9 · Ferry number 9 leaves the harbour=story 9|" +
				"7 · Ferry number 7 leaves the harbour=story 7|5 · Ferry number 5 leaves the harbour=story 5"},
		{name: "no such story", line: "/story 99", want: []string{"There is no story 99. /latest shows the newest."}, private: true},
		{name: "story of a huge number", line: "/story 99999999999999999999999", want: []string{"I found nothing"}, private: true},
		{name: "story of unknown words", line: "/story zeppelin", want: []string{"I found nothing with “zeppelin”"}, private: true},
		{name: "story of nothing", line: "/story", want: []string{"Which story?"}, private: true},
		// search
		{name: "search", line: "/search tanker", want: []string{"Search: tanker", "number 12", "number 2 "}, buttons: "12=story 12|10=story 10|8=story 8|6=story 6|4=story 4|2=story 2"},
		{name: "search with more", line: "/search harbour courier quay", want: []string{"I found nothing"}, private: true},
		{name: "search in pages", line: "/search quay", want: []string{"Search: quay"}, buttons: "12=story 12|11=story 11|10=story 10|9=story 9|8=story 8|7=story 7|6=story 6|5=story 5|More ▶=search quay page 2"},
		{name: "search, last page", line: "/search quay page 2", buttons: "4=story 4|3=story 3|2=story 2|1=story 1|◀ Back=search quay page 1"},
		{name: "search, past the end", line: "/search quay page 9", want: []string{"no more stories"}, private: true},
		{name: "search for signs", line: "/search *** --", want: []string{"Type a word or two"}, private: true},
		{name: "search for nothing", line: "/search", want: []string{"Search for what?"}, private: true},
		{name: "search for a novel", line: "/search " + strings.Repeat("long ", 40), want: []string{"at most 100 characters"}, private: true},
		// subscribe
		{name: "subscribe", line: "/subscribe", want: []string{"Subscribed (no. 1): breaking. Next post: as soon as something breaks."},
			buttons: "Stop=unsubscribe 1|All subscriptions=subscriptions"},
		{name: "subscribe to a schedule", line: "/subscribe morning", want: []string{"Subscribed (no. 1): Morning. Next post: at 07:00 on Mon 16 Mar (UTC)."}},
		{name: "subscribe in a zone", line: "/timezone berlin; /subscribe hourly", want: []string{"at 14:00 today (Europe/Berlin)"}},
		{name: "subscribe to a topic", line: "/subscribe Energy", want: []string{"(no. 1): breaking, about energy."}},
		{name: "subscribe to a schedule and a topic", line: "/subscribe HOURLY world", want: []string{"(no. 1): hourly, about world."}},
		{name: "subscribe to words", line: "/subscribe gas pipeline", want: []string{"(no. 1): breaking, about “gas pipeline”."}},
		{name: "subscribe to quoted words", line: "/subscribe breaking about “gas pipeline”", want: []string{"breaking, about “gas pipeline”."}},
		{name: "subscribe twice", line: "/subscribe; /subscribe hourly; /subscribe", want: []string{"You get that here already (no. 1): breaking."}},
		{name: "subscribe with a slip", line: "/subscribe mornng energy", want: []string{"There is no schedule “mornng energy”. Did you mean /subscribe Morning?", "/subscribe breaking mornng energy"}, private: true, buttons: "Subscribe to Morning=subscribe Morning"},
		{name: "subscribe to signs", line: "/subscribe breaking !!!", want: []string{"I can look for words only"}, private: true},
		{name: "subscribe to a novel", line: "/subscribe breaking " + strings.Repeat("long ", 30), want: []string{"at most 100 characters"}, private: true},
		// unsubscribe
		{name: "unsubscribe from nothing", line: "/unsubscribe", want: []string{"Nothing is subscribed here."}, private: true},
		{name: "unsubscribe from the only one", line: "/subscribe; /unsubscribe", want: []string{"Ended no. 1 (breaking). Nothing more is posted here."}},
		{name: "unsubscribe by number", line: "/subscribe; /subscribe hourly; /unsubscribe 2", want: []string{"Ended no. 2 (hourly). One subscription is left"}},
		{name: "unsubscribe by schedule", line: "/subscribe; /subscribe hourly; /subscribe hourly energy; /unsubscribe Hourly", want: []string{"Ended no. 2 (hourly) and no. 3 (hourly, about energy)."}},
		{name: "unsubscribe from all", line: "/subscribe; /subscribe hourly; /unsubscribe ALL", want: []string{"Nothing more is posted here."}},
		{name: "unsubscribe, which", line: "/subscribe; /subscribe hourly; /unsubscribe", want: []string{"Which one shall end?", "1 · breaking"}, buttons: "1 · breaking=unsubscribe 1|2 · hourly=unsubscribe 2"},
		{name: "unsubscribe from an unknown number", line: "/subscribe; /unsubscribe 9", want: []string{"There is no subscription “9” here."}, private: true},
		{name: "numbers are not used again", line: "/subscribe; /unsubscribe 1; /subscribe", want: []string{"Subscribed (no. 2)"}},
		// subscriptions
		{name: "no subscriptions", line: "/subscriptions", want: []string{"Nothing is subscribed here."}},
		{name: "subscriptions", line: "/subscribe; /subscribe morning oil; /quiet 22-7; /subscriptions",
			want:    []string{"1 breaking — as soon as something breaks", "2 Morning, about “oil” — at 07:00 on Mon 16 Mar (UTC)", "Times are in UTC", "22:00-07:00, breaking news: hold"},
			buttons: "Stop 1=unsubscribe 1|Stop 2=unsubscribe 2"},
		// quiet
		{name: "no quiet hours", line: "/quiet", want: []string{"There are no quiet hours here"}},
		{name: "quiet", line: "/quiet 22:00-07:00", want: []string{"Quiet hours here: 22:00-07:00 (UTC).", "breaking news too.", "/timezone sets another"}},
		{name: "quiet with everything", line: "/quiet 22:00 - 07:00 silent europe/berlin", want: []string{"22:00-07:00 (Europe/Berlin).", "without a sound"}, unwanted: []string{"/timezone"}},
		{name: "quiet in words", line: "/quiet 22:00 to 07:00 new york through", want: []string{"22:00-07:00 (America/New_York).", "as ever"}},
		{name: "quiet keeps its mode", line: "/quiet 22:00-07:00 silent; /quiet 23:00-06:00", want: []string{"23:00-06:00", "without a sound"}},
		{name: "quiet changes its mode", line: "/quiet 22:00-07:00; /quiet Through", want: []string{"22:00-07:00", "as ever"}},
		{name: "quiet of a mode without hours", line: "/quiet silent", want: []string{"no quiet hours here yet; /quiet 22:00-07:00 silent"}, private: true},
		{name: "quiet off", line: "/quiet 22:00-07:00; /quiet off", want: []string{"There are no quiet hours here"}},
		{name: "quiet is remembered", line: "/quiet 22:00-07:00; /quiet", want: []string{"22:00-07:00"}},
		{name: "quiet nonsense", line: "/quiet at night", want: []string{"I don't understand the hours “at”"}, private: true},
		{name: "quiet at no hour", line: "/quiet 25:00-07:00", want: []string{"I don't understand the hours"}, private: true},
		{name: "quiet in no zone", line: "/quiet 22:00-07:00 Europe/Berlim", want: []string{"Did you mean Europe/Berlin?"}, private: true},
		// timezone
		{name: "timezone", line: "/timezone Europe/Berlin", want: []string{"Times here are in Europe/Berlin, where it is 13:00 now."}},
		{name: "timezone in any case", line: "/timezone ASIA/tokyo", want: []string{"Asia/Tokyo, where it is 21:00"}},
		{name: "timezone by city", line: "/timezone new york", want: []string{"America/New_York"}},
		{name: "timezone of two cities", line: "/timezone louisville", want: []string{"Did you mean America/Kentucky/Louisville or America/Louisville?"}, private: true},
		{name: "timezone of a slip", line: "/timezone Tokio", want: []string{"Did you mean Asia/Tokyo?"}, private: true},
		{name: "timezone of an offset", line: "/timezone UTC+2", want: []string{"offsets know no daylight saving"}, private: true},
		{name: "timezone of nowhere", line: "/timezone Mars/Base", want: []string{"I don't know the time zone “Mars/Base”"}, private: true},
		{name: "timezone of the machine", line: "/timezone Local", want: []string{"I don't know the time zone"}, private: true},
		{name: "timezone of a path", line: "/timezone ../../etc/passwd", want: []string{"I don't know the time zone"}, private: true},
		{name: "timezone shown", line: "/timezone", want: []string{"Times here are in UTC, where it is 12:00 now."}},
		// the rest
		{name: "schedules", line: "/schedules", want: []string{"breaking: breaking stories — as soon as something breaks", "hourly: the 5 newest stories — at 13:00 today (UTC)", "Morning: the 8 top stories about energy — at 07:00 on Mon 16 Mar (UTC)"},
			buttons: "Subscribe to breaking=subscribe breaking|Subscribe to hourly=subscribe hourly|Subscribe to Morning=subscribe Morning"},
		{name: "topics", line: "/topics", want: []string{"energy: oil, gas pipeline", "world", "/subscribe breaking energy gets it here."}, buttons: "energy=latest energy|world=latest world"},
		{name: "help", line: "/help", want: []string{"/latest [topic] [count] — the newest stories", "/quiet 22:00-07:00"}, unwanted: []string{"/status", "/break", "For admins"}},
		{name: "help on a command", line: "/help /Subscribe", want: []string{"/subscribe [schedule] [topic or words]", "Get news here", "only for those who may manage"}},
		{name: "help on no command", line: "/help subscrib", want: []string{"Did you mean /subscribe?"}, private: true},
		{name: "start", line: "/start", want: []string{"I am Herald", "/subscribe"}, buttons: "Subscribe=subscribe|Latest stories=latest|Help=help"},
		{name: "about", line: "/about", want: []string{"Herald 1.2.3"}},
		{name: "any case", line: "/LATEST 1", want: []string{"number 12"}},
		{name: "unknown", line: "/lates", want: []string{"I don't know /lates. Did you mean /latest?"}, private: true},
		{name: "unknown start of one", line: "/subscr", want: []string{"Did you mean /subscribe?"}, private: true},
		{name: "much too long", line: "/story " + strings.Repeat("x", 3000), want: []string{"too long"}, private: true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			var m bot.Message
			for line := range strings.SplitSeq(test.line, "; ") {
				m = w.say(t, line)
			}
			checkAnswer(t, m, test.want, test.unwanted)
			if m.Private != test.private {
				t.Errorf("private: %v, want %v: %s", m.Private, test.private, words(m))
			}
			if test.buttons != "" && labels(m) != test.buttons {
				t.Errorf("buttons:\n got %s\nwant %s", labels(m), test.buttons)
			}
			if w.log.Len() > 0 {
				t.Errorf("a log that should be empty has\n%s", w.log)
			}
		})
	}
}

func checkAnswer(t *testing.T, m bot.Message, want, unwanted []string) {
	t.Helper()
	text := words(m) + " "
	for _, part := range want {
		if !strings.Contains(text, part) {
			t.Errorf("the answer lacks %q:\n%s", part, text)
		}
	}
	if i := slices.IndexFunc(unwanted, func(s string) bool { return strings.Contains(text, s) }); i >= 0 {
		t.Errorf("the answer has %q:\n%s", unwanted[i], text)
	}
}

// TestButtonsAreLines presses every button of every answer: each must be a line
// that somebody could type.
func TestButtonsAreLines(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	seen := map[string]bool{}
	queue := []string{"start", "latest", "topics", "schedules", "search quay", "help"}
	for len(queue) > 0 && len(seen) < 300 {
		line := queue[0]
		queue = queue[1:]
		if seen[line] {
			continue
		}
		seen[line] = true
		m := w.say(t, line)
		if m.Private && !strings.HasPrefix(line, "unsubscribe") {
			t.Errorf("the button %q leads to %q", line, words(m))
		}
		for _, row := range m.Buttons {
			for _, b := range row {
				if b.Command != "" {
					queue = append(queue, b.Command)
				}
			}
		}
	}
	if len(seen) < 20 {
		t.Errorf("only %d lines behind buttons", len(seen))
	}
}

func TestMenu(t *testing.T) {
	t.Parallel()
	want := strings.Fields("latest digest story related search why subscribe unsubscribe subscriptions quiet timezone schedules topics " +
		"help start about status reload break candidates hold notbreaking headline withdraw delete resend")
	var got []string
	for _, c := range newWorld(t).Commands() {
		got = append(got, c.Name)
		if n := len([]rune(c.Summary)); n < 1 || n > 100 {
			t.Errorf("/%s: the summary has %d characters", c.Name, n)
		}
		optional := false
		for _, o := range c.Options {
			if n := len([]rune(o.Summary)); n < 1 || n > 100 || o.Name != strings.ToLower(o.Name) || strings.Contains(o.Name, " ") {
				t.Errorf("/%s: option %+v", c.Name, o)
			}
			if o.Required && optional {
				t.Errorf("/%s: %s is required after an optional one", c.Name, o.Name)
			}
			optional = !o.Required
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("commands %q, want %q", got, want)
	}
}
