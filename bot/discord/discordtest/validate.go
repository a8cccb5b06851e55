package discordtest

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// units is the length of s as the strictest reader counts it: in UTF-16 units.
func units(s string) int {
	n := 0
	for _, r := range s {
		n += max(1, utf16.RuneLen(r))
	}
	return n
}

func (f *form) longest(path, s string, limit int) {
	if units(s) > limit {
		f.wrong(path, "BASE_TYPE_MAX_LENGTH", fmt.Sprintf("Must be %d or fewer in length.", limit))
	}
}

func (f *form) required(path, s string) {
	if strings.TrimSpace(s) == "" {
		f.wrong(path, "BASE_TYPE_REQUIRED", "This field is required")
	}
}

func (f *form) link(path, s string) {
	u, err := url.Parse(s)
	if err != nil || !strings.Contains(u.Host, ".") || strings.ContainsAny(u.Host, "\"%@ ") {
		f.wrong(path, "URL_TYPE_INVALID_URL", "Not a well formed URL.")
		return
	}
	if u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "discord" {
		f.wrong(path, "URL_TYPE_INVALID_SCHEME", fmt.Sprintf("Scheme %q is not supported.", u.Scheme))
	}
}

// maxEmbeds and maxEmbedText bound the embeds of one message
// (https://discord.com/developers/docs/resources/message#embed-object-embed-limits).
const (
	maxEmbeds    = 10
	maxEmbedText = 6000
)

// embeds checks the embeds of a message: each, and the sum of their text.
func (f *form) embeds(list []Embed) {
	if len(list) > maxEmbeds {
		f.wrong("embeds", "BASE_TYPE_MAX_LENGTH", "Must be 10 or fewer in length.")
	}
	sum := 0
	for i, e := range list {
		path := fmt.Sprintf("embeds.%d", i)
		sum += f.embed(path, e)
	}
	if sum > maxEmbedText {
		f.wrong("embeds", "MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of 6000")
	}
}

// embed checks one embed and returns how much text it has.
func (f *form) embed(path string, e Embed) int {
	f.longest(path+".title", e.Title, 256)
	f.longest(path+".description", e.Description, 4096)
	sum := units(e.Title) + units(e.Description)
	if e.Title == "" && e.Description == "" && e.Image == nil && e.Thumbnail == nil && e.Author == nil && e.Footer == nil && len(e.Fields) == 0 {
		f.wrong(path+".description", "BASE_TYPE_REQUIRED", "This field is required")
	}
	if e.Footer != nil {
		f.longest(path+".footer.text", e.Footer.Text, 2048)
		f.required(path+".footer.text", e.Footer.Text)
		sum += units(e.Footer.Text)
	}
	if e.Author != nil {
		f.longest(path+".author.name", e.Author.Name, 256)
		f.required(path+".author.name", e.Author.Name)
		sum += units(e.Author.Name)
	}
	for key, image := range map[string]*Image{"image": e.Image, "thumbnail": e.Thumbnail} {
		if image != nil {
			f.link(path+"."+key+".url", image.URL)
		}
	}
	if e.URL != "" {
		f.link(path+".url", e.URL)
	}
	if !utf8.ValidString(e.Title + e.Description) {
		f.wrong(path, "BASE_TYPE_BAD_STRING", "Not valid UTF-8")
	}
	return sum + f.fields(path, e.Fields)
}

func (f *form) fields(path string, list []Field) int {
	if len(list) > 25 {
		f.wrong(path+".fields", "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.")
	}
	sum := 0
	for i, x := range list {
		at := fmt.Sprintf("%s.fields.%d", path, i)
		f.longest(at+".name", x.Name, 256)
		f.required(at+".name", x.Name)
		f.longest(at+".value", x.Value, 1024)
		f.required(at+".value", x.Value)
		sum += units(x.Name) + units(x.Value)
	}
	return sum
}

// component is an action row or a button
// (https://discord.com/developers/docs/components/reference).
type component struct {
	Type       int         `json:"type"`
	Style      int         `json:"style"`
	Label      string      `json:"label"`
	CustomID   string      `json:"custom_id"`
	URL        string      `json:"url"`
	Components []component `json:"components"`
}

// components checks the rows of buttons under a message.
func (f *form) components(path string, raw *json.RawMessage) [][]Button {
	if raw == nil || string(*raw) == "null" {
		return nil
	}
	var rows []component
	if err := json.Unmarshal(*raw, &rows); err != nil {
		f.wrong(path, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
		return nil
	}
	if len(rows) > 5 {
		f.wrong(path, "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length.")
	}
	seen := map[string]bool{}
	var buttons [][]Button
	for i, row := range rows {
		at := fmt.Sprintf("%s.%d", path, i)
		if row.Type != 1 {
			f.wrong(at+".type", "UNION_TYPE_CHOICES", "Value of field \"type\" must be one of (1,).")
			continue
		}
		if n := len(row.Components); n < 1 || n > 5 {
			f.wrong(at+".components", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length.")
		}
		var line []Button
		for j, c := range row.Components {
			f.button(fmt.Sprintf("%s.components.%d", at, j), c, seen)
			line = append(line, Button{c.Label, c.CustomID, c.URL})
		}
		buttons = append(buttons, line)
	}
	return buttons
}

// linkStyle is the style of a button that opens a page.
const linkStyle = 5

func (f *form) button(path string, c component, seen map[string]bool) {
	if c.Type != 2 || c.Style < 1 || c.Style > linkStyle {
		f.wrong(path+".type", "UNION_TYPE_CHOICES", "not a button")
		return
	}
	f.longest(path+".label", c.Label, 80)
	f.required(path+".label", c.Label)
	if c.Style == linkStyle {
		f.longest(path+".url", c.URL, 512)
		f.link(path+".url", c.URL)
		if c.CustomID != "" {
			f.wrong(path+".custom_id", "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", "A custom id and url cannot both be specified")
		}
		return
	}
	if c.URL != "" {
		f.wrong(path+".url", "BUTTON_COMPONENT_URL_STYLE", "Only link buttons have a url")
	}
	f.required(path+".custom_id", c.CustomID)
	f.longest(path+".custom_id", c.CustomID, 100)
	if seen[c.CustomID] {
		f.wrong(path+".custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated")
	}
	seen[c.CustomID] = true
}
