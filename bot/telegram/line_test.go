package telegram

import (
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/go-telegram/bot/models"
	"github.com/google/go-cmp/cmp"
)

func botCommand(offset, length int) []models.MessageEntity {
	return []models.MessageEntity{{Type: models.MessageEntityTypeBotCommand, Offset: offset, Length: length}}
}

func TestParseLine(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name     string
		text     string
		entities []models.MessageEntity
		want     line
		kind     lineKind
	}{
		{"command", "/latest iran 5", botCommand(0, 7), line{"latest", "iran 5"}, lineCommand},
		{"alone", "/help", botCommand(0, 5), line{"help", ""}, lineCommand},
		{"to this bot", "/story@HeraldBot 12", botCommand(0, 16), line{"story", "12"}, lineCommand},
		{"to this bot, any case", "/Story@heraldbot 12", botCommand(0, 16), line{"story", "12"}, lineCommand},
		{"to another bot", "/story@OtherBot 12", botCommand(0, 15), line{}, lineElsewhere},
		{"upper case", "/LATEST", botCommand(0, 7), line{"latest", ""}, lineCommand},
		{"text after it that is not ASCII", "/search Überschwemmung 😀 ok", botCommand(0, 7), line{"search", "Überschwemmung 😀 ok"}, lineCommand},
		{"several lines", "/search one\n two\tthree ", botCommand(0, 7), line{"search", "one two three"}, lineCommand},
		{"command within the text", "😀 /latest", botCommand(3, 7), line{"", "😀 /latest"}, linePlain},
		{"path, which is no command", "/etc/passwd is a file", nil, line{"", "/etc/passwd is a file"}, linePlain},
		{"plain", "what is new?", nil, line{"", "what is new?"}, linePlain},
		{"named", "@HeraldBot iran", nil, line{"", "iran"}, lineMention},
		{"named, any case, comma", "@heraldbot, iran", nil, line{"", "iran"}, lineMention},
		{"named, with a command", "@HeraldBot /Story 12", nil, line{"story", "12"}, lineCommand},
		{"named, with a command alone", "@HeraldBot /help", nil, line{"help", ""}, lineCommand},
		{"a longer name", "@HeraldBotFan hello", nil, line{"", "@HeraldBotFan hello"}, linePlain},
		{"hidden characters", "/search a\u202eb\x00c", botCommand(0, 7), line{"search", "abc"}, lineCommand},
		{"entity beyond the text", "/x", botCommand(0, 500), line{"x", ""}, lineCommand},
		{"entity of nothing", "/x", botCommand(0, 0), line{"", "/x"}, linePlain},
		{"negative entity", "/x", botCommand(0, -5), line{"", "/x"}, linePlain},
		{"entity on something else", "hello", botCommand(0, 5), line{"", "hello"}, linePlain},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got, kind := parseLine(test.text, test.entities, "HeraldBot")
			if diff := cmp.Diff(test.want, got, cmp.AllowUnexported(line{})); diff != "" || kind != test.kind {
				t.Errorf("kind %v, want %v; line (-want +got):\n%s", kind, test.kind, diff)
			}
		})
	}
}

func TestBytesOfCountsUTF16(t *testing.T) {
	t.Parallel()
	const text = "/ä😀b"
	for n, want := range map[int]string{-1: "", 0: "", 1: "/", 2: "/ä", 4: "/ä😀", 5: "/ä😀b", 9: "/ä😀b"} {
		if got := text[:bytesOf(text, n)]; got != want {
			t.Errorf("the first %d units are %q, want %q", n, got, want)
		}
	}
}

func FuzzParseLine(f *testing.F) {
	f.Add("/latest iran 5", 0, 7)
	f.Add("/story@HeraldBot 12", 0, 16)
	f.Add("@HeraldBot /search 😀", 11, 7)
	f.Add("😀/x", 2, 2)
	f.Add("/\xff\xfe", 0, 3)
	f.Fuzz(func(t *testing.T, text string, offset, length int) {
		got, kind := parseLine(text, botCommand(offset, length), "HeraldBot")
		if kind != lineCommand && got.command != "" {
			t.Errorf("kind %v has the command %q", kind, got.command)
		}
		if len(got.args) > maxArgs || !utf8.ValidString(got.args) || got.args != strings.TrimSpace(got.args) {
			t.Errorf("args %q are not one clean line", got.args)
		}
		if strings.ContainsAny(got.args, "\n\x00\u202e") {
			t.Errorf("args %q hold what nobody types", got.args)
		}
		if n := bytesOf(text, length); utf8.ValidString(text) && len(utf16.Encode([]rune(text[:n]))) > max(length, 0)+1 {
			t.Errorf("%d units of %q are %q", length, text, text[:n])
		}
	})
}

func TestStartLink(t *testing.T) {
	t.Parallel()
	link := startLink("HeraldBot", "story 12 page 2")
	_, payload, _ := strings.Cut(link, "?start=")
	if !strings.HasPrefix(link, "https://t.me/HeraldBot?") || len(payload) > maxStart {
		t.Fatalf("link is %q", link)
	}
	tests := []struct {
		name     string
		in, want line
	}{
		{"its payload", line{"start", payload}, line{"story", "12 page 2"}},
		{"no payload", line{"start", ""}, line{"start", ""}},
		{"somebody else's payload", line{"start", "promo"}, line{"start", "promo"}},
		{"broken payload", line{"start", "c-%%%"}, line{"start", ""}},
		{"another command", line{"story", payload}, line{"story", payload}},
	}
	for _, test := range tests {
		if got := started(test.in); got != test.want {
			t.Errorf("%s: %+v, want %+v", test.name, got, test.want)
		}
	}
	if got := startLink("HeraldBot", strings.Repeat("x", 60)); got != "" {
		t.Errorf("a command that does not fit gives %q", got)
	}
}
