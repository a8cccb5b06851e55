package wire

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"herald/articles"
	"herald/articles/page"
)

// ninjs: https://iptc.org/standards/ninjs/. Versions differ in how they write names
// (body_xhtml, bodies; versioncreated, versionCreated); all are read alike.

// object is a JSON object with its keys in lower case.
type object map[string]any

// theirs are keys that Herald's own articles and other lists of articles have at
// the top, and ninjs has not.
var theirs = []string{"id", "url", "link", "text", "items"}

// listed is where Superdesk, by which many agencies write their ninjs, has the items
// of a list.
const listed = "_items"

// isNinjs reports whether text is an item of ninjs, or a list of some.
func isNinjs(text []byte) bool {
	if tooMany(text) {
		return false
	}
	items := itemsOf(text)
	return len(items) > 0 && isItem(items[0])
}

// itemsOf are the items of a document: those of a list, or itself.
func itemsOf(text []byte) []json.RawMessage {
	if text[0] == '[' {
		var list []json.RawMessage
		if json.Unmarshal(text, &list) != nil {
			return nil
		}
		return list
	}
	var o map[string]json.RawMessage
	if json.Unmarshal(text, &o) != nil {
		return nil
	}
	if list := o[listed]; len(list) > 0 && list[0] == '[' {
		return itemsOf(list)
	}
	return []json.RawMessage{text}
}

// tooMany reports whether JSON has more values than maxNodes, by what stands before
// them: each takes up to a hundred times its length in memory.
func tooMany(text []byte) bool {
	return bytes.Count(text, []byte(","))+bytes.Count(text, []byte("{"))+bytes.Count(text, []byte("[")) > maxNodes
}

func isItem(text []byte) bool {
	var o map[string]json.RawMessage
	if json.Unmarshal(text, &o) != nil {
		return false
	}
	for _, key := range theirs {
		if _, has := o[key]; has {
			return false
		}
	}
	if !isText(o["guid"]) {
		return isText(o["uri"])
	}
	// Superdesk names its items by a guid, and so do lists of other articles.
	return isText(o["type"]) && (isText(o["pubstatus"]) || isText(o["versioncreated"]))
}

// isText reports whether a value is a text with something in it.
func isText(value json.RawMessage) bool { return len(value) > len(`""`) && value[0] == '"' }

// ninjs reads an item, or a list of items.
func ninjs(text string) ([]articles.Article, error) {
	if tooMany([]byte(text)) {
		return nil, ErrTooBig
	}
	if !isNinjs([]byte(text)) {
		return nil, notNinjs(text)
	}
	raw := itemsOf([]byte(text))
	items := make([]object, min(len(raw), MaxItems))
	for i := range items {
		if err := json.Unmarshal(raw[i], &items[i]); err != nil {
			return nil, fmt.Errorf("read ninjs: %w", err)
		}
	}
	list := make([]articles.Article, 0, len(items))
	for _, o := range items {
		list = append(list, o.lower().article())
	}
	return list, nil
}

// notNinjs says what is wrong with what should be ninjs.
func notNinjs(text string) error {
	var v any
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		if s, ok := errors.AsType[*json.SyntaxError](err); ok && int(s.Offset) >= len(text) {
			return ErrCutOff
		}
		return fmt.Errorf("read ninjs: %w", err)
	}
	return ErrUnknown
}

// lower is o with its keys in lower case; of two that are then the same, the one
// written so.
func (o object) lower() object {
	low := make(object, len(o))
	for _, k := range slices.Sorted(maps.Keys(o)) {
		low[strings.ToLower(k)] = o[k]
	}
	return low
}

func (o object) article() articles.Article {
	description := o.description()
	a := articles.Article{
		ID: cmp.Or(o.text("uri"), o.text("guid")), Version: o.text("version"),
		Title: cmp.Or(o.line("headline"), o.role("headlines", "main", ""), o.line("title")),
		Deck:  o.role("headlines", "sub", "subheadline", "deck", "secondary"),
		Text:  o.body(), Authors: o.authors(),
		Summary:   page.Summary(description),
		Keywords:  o.subjects(),
		Publisher: o.publisher(),
		Published: earliest(o.text("firstcreated"), o.text("contentcreated"), o.text("versioncreated")),
		Updated:   moment(o.text("versioncreated")),
		Urgency:   urgency(o.text("urgency")),
		Status:    status(o.text("pubstatus")),
		Language:  tag(o.text("language")),
		Images:    o.pictures(),
	}
	a.Title = cmp.Or(a.Title, o.role("headlines"), o.begins("headline_"), o.line("slugline"))
	if t := strings.ToLower(o.text("type")); t == "event" || t == "planning" {
		a.Urgency = 0 // of the diary: what is still to come breaks nothing
	}
	for _, key := range []string{"embargoed", "embargoeduntil"} {
		if v := o[key]; v != nil && v != "" && v != false {
			hold(&a, o.text(key))
		}
	}
	amend(&a, o.text("ednote"), false)
	return textOr(a, description)
}

// text is a text, or the digits of a number.
func (o object) text(key string) string {
	switch v := o[key].(type) {
	case string:
		return v
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return ""
}

func (o object) line(key string) string { return oneLine(o.text(key)) }

// maxEntries bounds what is looked at of a list.
const maxEntries = 200

// list are the objects of a list, or those of an object whose keys name them, in
// the order of the keys: version 1 has the one, later ones the other.
func (o object) list(key string) []object {
	var values []any
	switch v := o[key].(type) {
	case []any:
		values = v
	case map[string]any:
		for _, k := range slices.Sorted(maps.Keys(v)) {
			values = append(values, v[k])
		}
	}
	var list []object
	for _, v := range values[:min(len(values), maxEntries)] {
		if m, ok := v.(map[string]any); ok {
			list = append(list, object(m).lower())
		}
	}
	return list
}

// kind is the media type of a value; it is contenttype, mimetype in version 1.
func (o object) kind() string { return cmp.Or(o.text("contenttype"), o.text("mimetype")) }

// role is the first entry of a list that plays one of the roles, as one line;
// without roles the first of all.
func (o object) role(key string, roles ...string) string {
	for _, e := range o.list(key) {
		if len(roles) == 0 || slices.Contains(roles, strings.ToLower(e.text("role"))) {
			if s := oneLine(content(e.kind(), e.text("value"))); s != "" {
				return s
			}
		}
	}
	return ""
}

// body is the text: marked up rather than plain, the longest of those.
func (o object) body() string {
	best, bestMarked := "", false
	take := func(kind, value string) {
		text := content(kind, value)
		marked := strings.HasPrefix(strings.TrimSpace(value), "<")
		if text == "" || bestMarked && !marked || bestMarked == marked && len(text) <= len(best) {
			return
		}
		best, bestMarked = text, marked
	}
	for _, b := range o.list("bodies") {
		if kind := strings.ToLower(b.kind()); strings.Contains(kind, "xml") && !strings.Contains(kind, "html") && !strings.Contains(kind, "nitf") {
			continue // of a publisher's own
		}
		take(b.kind(), b.text("value"))
	}
	for _, key := range slices.Sorted(maps.Keys(o)) {
		if format, ok := strings.CutPrefix(key, "body_"); ok {
			take(formats[format], o.text(key))
		}
	}
	return best
}

// begins is the first text whose key begins so, as one line.
func (o object) begins(prefix string) string {
	for _, key := range slices.Sorted(maps.Keys(o)) {
		if format, ok := strings.CutPrefix(key, prefix); ok {
			if s := oneLine(content(formats[format], o.text(key))); s != "" {
				return s
			}
		}
	}
	return ""
}

// formats are the media types of the ends of names in version 1.
var formats = map[string]string{"text": "text/plain", "xhtml": "text/html", "html": "text/html", "nitf": "application/nitf+xml"}

// description is what the publisher says of the item in short.
func (o object) description() string {
	if s := cmp.Or(o.role("descriptions", "summary", "abstract"), o.role("descriptions", "text", "main", "")); s != "" {
		return s
	}
	return cmp.Or(o.line("description_text"), o.begins("description_"), o.role("descriptions"))
}

// authors are those of the byline, or the people who are named as creators.
func (o object) authors() []string {
	if names := authors(cmp.Or(o.text("byline"), o.text("by"))); len(names) > 0 {
		return names
	}
	var names []string
	for _, s := range o.list("infosources") {
		if role := strings.ToLower(code(s.text("role"))); role == "author" || role == "creator" {
			names = append(names, s.text("name"))
		}
	}
	return unique(names)
}

// publisher is who provides the item.
func (o object) publisher() string {
	for _, key := range []string{"provider", "infosource"} {
		if s := cmp.Or(object(asMap(o[key])).lower().line("name"), o.line(key)); s != "" {
			return s
		}
	}
	return o.line("copyrightholder")
}

func asMap(v any) map[string]any {
	m, _ := v.(map[string]any)
	return m
}

// about are the lists of what an item is about: version 1 has the singular, later
// ones the plural.
var about = []string{
	"subject", "subjects", "keyword", "keywords", "person", "people", "organisation", "organisations",
	"place", "places", "event", "events", "object", "objects",
}

// subjects are the names of what the item is about, and its slugline.
func (o object) subjects() []string {
	var words []string
	for _, key := range about {
		for _, s := range o.list(key) {
			words = append(words, cmp.Or(s.line("name"), s.line("literal"), s.line("code"), s.line("uri")))
		}
		if list, ok := o[key].([]any); ok {
			for _, v := range list[:min(len(list), maxEntries)] {
				if s, isText := v.(string); isText {
					words = append(words, s)
				}
			}
		}
	}
	return unique(append(words, o.line("slugline")))
}

// pictures are those of the item itself and of what is associated with it.
func (o object) pictures() []string {
	var p pictures
	o.addPictures(&p)
	for _, other := range o.list("associations") {
		other.addPictures(&p)
	}
	return unique(p.urls)
}

func (o object) addPictures(p *pictures) {
	var files []rendition
	for _, r := range o.list("renditions") {
		files = append(files, rendition{href: r.text("href"), kind: r.kind(), width: number(r.text("width"))})
	}
	p.add(files)
}
