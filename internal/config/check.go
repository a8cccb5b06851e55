package config

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// check reads the file as a tree, notes the line of every value and what does not
// have the shape of the schema, and returns a document without what was wrong, so
// that the rest can be checked too. False: nothing could be read at all.
func check(data []byte, n *notebook) ([]byte, bool) {
	root, ok := parseTree(data, n)
	if !ok {
		return nil, false
	}
	c := checker{n}
	if !c.section(root, "", schema) {
		return nil, false
	}
	if len(n.mistakes) == 0 {
		return data, true
	}
	clean, err := yaml.Marshal(root)
	return clean, err == nil
}

// parseTree reads the one document of a file.
func parseTree(data []byte, n *notebook) (root *yaml.Node, ok bool) {
	defer func() {
		if r := recover(); r != nil {
			n.addLine(1, "not YAML", "")
			ok = false
		}
	}()
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	var doc, more yaml.Node
	if err := decoder.Decode(&doc); err != nil {
		if errors.Is(err, io.EOF) {
			n.addLine(1, "the file is empty", "it holds nothing but comments")
			return nil, false
		}
		noteSyntax(err, data, n)
		return nil, false
	}
	if err := decoder.Decode(&more); !errors.Is(err, io.EOF) {
		if err != nil {
			noteSyntax(err, data, n)
		} else {
			n.addLine(more.Line, "a second document", "a config file holds one; take out the line ---")
		}
		return nil, false
	}
	if doc.Kind != yaml.DocumentNode || len(doc.Content) != 1 || isNull(doc.Content[0]) {
		n.addLine(1, "the file is empty", "it holds nothing but comments")
		return nil, false
	}
	return doc.Content[0], true
}

// syntaxLine finds the line in an error of the YAML library.
var syntaxLine = regexp.MustCompile(`line (\d+): `)

// noteSyntax notes an error of the YAML library, which often stands one line off,
// with a hint at the usual causes.
func noteSyntax(err error, data []byte, n *notebook) {
	msg := strings.TrimPrefix(err.Error(), "yaml: ")
	line := 1
	if m := syntaxLine.FindStringSubmatch(msg); m != nil {
		line, _ = strconv.Atoi(m[1])
		msg = strings.Replace(msg, m[0], "", 1)
	}
	rows := strings.Split(string(data), "\n")
	for at := line; at <= line+1 && at <= len(rows); at++ {
		if hint := syntaxHint(rows[at-1]); hint != "" {
			n.addLine(at, "not YAML: "+msg, hint)
			return
		}
	}
	hint := ""
	if strings.Contains(msg, "end of stream") {
		hint = "a quote or bracket is not closed"
	}
	n.addLine(line, "not YAML: "+msg, hint)
}

var unquoted = regexp.MustCompile(`[:\-\[,]\s+([*@%&!|>` + "`" + `][^\s]*)`)

// syntaxHint knows what people get wrong in a row of YAML.
func syntaxHint(row string) string {
	switch m := unquoted.FindStringSubmatch(row); {
	case strings.HasPrefix(strings.TrimLeft(row, " "), "\t"):
		return "indent with spaces; YAML takes no tabs"
	case m != nil:
		return fmt.Sprintf("a value that starts with %s must be quoted", m[1][:1])
	}
	return ""
}

// checker walks the tree beside the schema. Its methods report whether the value
// may stay; a value that may not is taken out by the caller.
type checker struct{ *notebook }

func (c checker) value(v *yaml.Node, path string, s shape) bool {
	c.lines[path] = v.Line
	switch {
	case v.Kind == yaml.AliasNode || v.Anchor != "":
		c.add(path, "anchors and aliases are not supported", "quote a value that starts with * or &")
		return false
	case v.Style&yaml.TaggedStyle != 0:
		c.add(path, "YAML tags are not supported", "quote a value that starts with !")
		return false
	case isNull(v):
		return true
	}
	switch s.kind {
	case section:
		return c.section(v, path, s)
	case list:
		return c.list(v, path, s)
	}
	return c.scalar(v, path, s.kind)
}

func (c checker) list(v *yaml.Node, path string, s shape) bool {
	if v.Kind != yaml.SequenceNode {
		c.add(path, "must be a list", listHint(v))
		return false
	}
	for i, item := range v.Content {
		at := fmt.Sprintf("%s[%d]", path, i)
		switch {
		case isNull(item):
			c.lines[at] = item.Line
			c.addf(at, "empty entry")
		case c.value(item, at, *s.item):
			continue
		}
		v.Content[i] = s.item.blank(item)
	}
	return true
}

// listHint shows how to write what stands there as a list.
func listHint(v *yaml.Node) string {
	const most = 40
	if v.Kind == yaml.ScalarNode && len(v.Value) <= most {
		return fmt.Sprintf("write [%s]", strings.TrimSpace(v.Value))
	}
	return "begin each entry with a dash"
}

// blank stands in a list for a value that was taken out, so that those after it
// keep their number.
func (s shape) blank(at *yaml.Node) *yaml.Node {
	if s.kind == section {
		return &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map", Line: at.Line}
	}
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Style: yaml.DoubleQuotedStyle, Line: at.Line}
}

func (c checker) section(v *yaml.Node, path string, s shape) bool {
	if v.Kind != yaml.MappingNode {
		if path == "" {
			c.addLine(v.Line, "must begin with keys, such as sources:", "")
			return false
		}
		c.addf(path, "must be a section with keys, such as %s:", s.keys[0].name)
		return false
	}
	var kept []*yaml.Node
	first := map[string]int{}
	for i := 0; i+1 < len(v.Content); i += 2 {
		k, val := v.Content[i], v.Content[i+1]
		if c.pair(k, val, path, s, first) {
			kept = append(kept, k, val)
		}
	}
	v.Content = kept
	return true
}

// pair checks one key and its value; first are the lines of the keys before.
func (c checker) pair(k, v *yaml.Node, path string, s shape, first map[string]int) bool {
	if k.Kind != yaml.ScalarNode {
		c.addLine(k.Line, "a key must be a word", "")
		return false
	}
	at := join(path, k.Value)
	if line, ok := first[k.Value]; ok {
		c.mistakes = append(c.mistakes, Mistake{k.Line, at, fmt.Sprintf("is here twice, first in line %d", line), ""})
		return false
	}
	first[k.Value] = k.Line
	i := s.find(k.Value)
	if i < 0 {
		c.addUnknown(k, path, s)
		return false
	}
	return c.value(v, at, s.keys[i].shape)
}

// addUnknown notes a key that the schema does not have. The value is not shown: it
// may be a token.
func (c checker) addUnknown(k *yaml.Node, path string, s shape) {
	at := join(path, strings.Trim(quote(k.Value), `"`))
	c.lines[at] = k.Line
	lower := strings.ToLower(k.Value)
	if strings.Contains(lower, "token") || strings.Contains(lower, "secret") {
		c.add(at, "unknown key", "tokens do not belong in this file: set "+tokenNames(path+lower))
		return
	}
	names := each(s.keys, func(k key) string { return k.name })
	if other, ok := meant[lower]; ok && s.find(other) >= 0 {
		c.add(at, "unknown key", fmt.Sprintf("did you mean %q?", other))
		return
	}
	hint := closest(k.Value, names)
	if hint == "" {
		hint = "known here: " + strings.Join(names, ", ")
	}
	c.add(at, "unknown key", hint)
}

func (c checker) scalar(v *yaml.Node, path string, k kind) bool {
	if v.Kind != yaml.ScalarNode {
		c.add(path, "must be "+k.describe(), "")
		return false
	}
	switch tag := v.ShortTag(); {
	case k == number && tag == "!!int", k == truth && tag == "!!bool":
		return true
	case k == id && tag == "!!int" && exactID.MatchString(v.Value):
		return true
	case (k == text || k == id || k == span) && tag == "!!str":
		return c.words(v, path)
	case k == text || k == id:
		c.add(path, "YAML reads this as "+tagNames[tag], "put it in quotes")
	default:
		c.add(path, "must be "+k.describe(), "")
	}
	return false
}

// words checks a text. What a terminal or log would obey is refused here, once.
func (c checker) words(v *yaml.Node, path string) bool {
	const most = 4000
	switch {
	case len(v.Value) > most:
		c.addf(path, "longer than %d characters", most)
	case strings.Contains(v.Value, "\b"):
		c.add(path, `must not hold a backspace, which "\b" is`, "put patterns in single quotes")
	case strings.ContainsFunc(v.Value, isControl):
		c.addf(path, "must be one line without control characters")
	default:
		return true
	}
	return false
}

// exactID are whole numbers that mean in YAML what they look like: none that
// YAML would read as octal, hexadecimal or with underscores.
var exactID = regexp.MustCompile(`^-?[1-9][0-9]*$`)

var tagNames = map[string]string{
	"!!int": "a number", "!!float": "a fraction", "!!bool": "true or false", "!!timestamp": "a date",
	"!!merge": "a merge", "!!binary": "binary data",
}

func (k kind) describe() string {
	switch k {
	case number:
		return "a whole number"
	case truth:
		return "true or false"
	case span:
		return "a duration such as 30s, 5m or 2h"
	case id:
		return "an id in quotes"
	}
	return "text"
}

func isNull(v *yaml.Node) bool { return v.Kind == yaml.ScalarNode && v.ShortTag() == "!!null" }

func isControl(r rune) bool { return r < ' ' || r == 0x7f || (r >= 0x80 && r < 0xa0) }

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}
