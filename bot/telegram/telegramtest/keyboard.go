package telegramtest

import (
	"encoding/json"
	"fmt"
	"unicode/utf8"
)

// What a keyboard may hold. callback_data is 1 to 64 bytes
// (https://core.telegram.org/bots/api#inlinekeyboardbutton); the server takes at
// most 100 buttons, 8 in a row.
const (
	maxData    = 64
	maxButtons = 100
	maxRow     = 8
	// maxPlaceholder bounds what stands in the field of an answer
	// (https://core.telegram.org/bots/api#forcereply).
	maxPlaceholder = 64
)

// forcesReply reports whether a keyboard asks for an answer instead.
func forcesReply(raw string) bool {
	var markup struct {
		Force bool `json:"force_reply"`
	}
	return json.Unmarshal([]byte(raw), &markup) == nil && markup.Force
}

// keyboard reads an inline keyboard and checks it.
func keyboard(raw string) ([][]Button, *apiError) {
	if raw == "" || raw == "null" {
		return nil, nil
	}
	var markup struct {
		Rows        [][]rawButton `json:"inline_keyboard"`
		Placeholder string        `json:"input_field_placeholder"`
	}
	if json.Unmarshal([]byte(raw), &markup) != nil {
		return nil, badRequest("can't parse reply keyboard markup JSON object")
	}
	if utf8.RuneCountInString(markup.Placeholder) > maxPlaceholder {
		return nil, badRequest("input field placeholder is too long")
	}
	var rows [][]Button
	total := 0
	for _, raws := range markup.Rows {
		var row []Button
		for _, r := range raws {
			b, err := r.check()
			if err != nil {
				return nil, err
			}
			row = append(row, b)
		}
		total += len(row)
		if len(row) > maxRow || total > maxButtons {
			return nil, badRequest("REPLY_MARKUP_TOO_LONG")
		}
		if len(row) > 0 {
			rows = append(rows, row)
		}
	}
	return rows, nil
}

type rawButton struct {
	Text     string `json:"text"`
	URL      string `json:"url"`
	Data     string `json:"callback_data"`
	CopyText *struct {
		Text string `json:"text"`
	} `json:"copy_text"`
}

// check looks at the actions in the server's order: a url or callback_data wins
// over an empty copy_text, which some libraries always send.
func (r rawButton) check() (Button, *apiError) {
	b := Button{Label: r.Text, Data: r.Data, URL: r.URL}
	switch {
	case r.Text == "" || !utf8.ValidString(r.Text):
		return b, badRequest("can't parse inline keyboard button: Field \"text\" must be non-empty")
	case r.URL != "" && r.Data != "":
		return b, badRequest("can't parse inline keyboard button: exactly one of the optional fields must be used")
	case r.URL != "" && !webURL(r.URL):
		return b, badRequest(fmt.Sprintf("inline keyboard button URL '%s' is invalid: Wrong HTTP URL", r.URL))
	case len(r.Data) > maxData:
		return b, badRequest("BUTTON_DATA_INVALID")
	case r.URL != "" || r.Data != "":
		return b, nil
	case r.CopyText != nil && r.CopyText.Text == "":
		return b, badRequest("BUTTON_COPY_TEXT_INVALID")
	case r.CopyText != nil:
		return b, nil
	}
	return b, badRequest("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
}
