package telegram

import (
	"testing"

	"github.com/go-telegram/bot/models"
	"github.com/google/go-cmp/cmp"

	"herald/bot"
)

// flat shows a keyboard as "label action".
func flat(k models.ReplyMarkup) [][]string {
	markup, ok := k.(*models.InlineKeyboardMarkup)
	if !ok {
		return nil
	}
	var out [][]string
	for _, row := range markup.InlineKeyboard {
		var line []string
		for _, b := range row {
			line = append(line, b.Text+" "+b.CallbackData+b.URL)
		}
		out = append(out, line)
	}
	return out
}

func TestPreview(t *testing.T) {
	t.Parallel()
	const page, image = "https://times.example/dam", "https://times.example/dam.jpg"
	tests := []struct {
		name string
		m    bot.Message
		want models.LinkPreviewOptions
	}{
		{"nothing", bot.Message{}, models.LinkPreviewOptions{IsDisabled: new(true)}},
		{"page", bot.Message{Link: page}, models.LinkPreviewOptions{URL: new(page)}},
		{"page with image", bot.Message{Link: page, Image: image}, models.LinkPreviewOptions{URL: new(page), PreferLargeMedia: new(true)}},
		{"image", bot.Message{Image: image}, models.LinkPreviewOptions{URL: new(image), PreferLargeMedia: new(true)}},
		{"no web page", bot.Message{Link: "file:///etc/passwd"}, models.LinkPreviewOptions{IsDisabled: new(true)}},
	}
	for _, test := range tests {
		if diff := cmp.Diff(test.want, *preview(test.m)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}

func TestPressed(t *testing.T) {
	t.Parallel()
	for data, want := range map[string]struct {
		command     string
		replace, ok bool
	}{
		"nstory 12": {"story 12", false, true}, "rlatest": {"latest", true, true},
		"": {}, "n": {}, "x story": {}, "\x00abc": {},
	} {
		command, replace, ok := pressed(data)
		if command != want.command || replace != want.replace || ok != want.ok {
			t.Errorf("pressed(%q) = %q, %v, %v", data, command, replace, ok)
		}
	}
}
