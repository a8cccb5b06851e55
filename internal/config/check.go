package config

import (
	"fmt"
	"strings"
	"unicode"

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

// listHint shows how to write what stands there as a list, where that is one
// short line.
func listHint(v *yaml.Node) string {
	const most = 40
	value := strings.TrimSpace(v.Value)
	if v.Kind != yaml.ScalarNode || len(value) > most || strings.ContainsFunc(value, unprintable) {
		return "begin each entry with a dash"
	}
	return fmt.Sprintf("write [%s]", value)
}

func unprintable(r rune) bool { return !unicode.IsPrint(r) }

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
	at := join(path, shown(k.Value))
	if line, ok := first[k.Value]; ok {
		c.note(Mistake{k.Line, at, fmt.Sprintf("is here twice, first in line %d", line), ""})
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
	if c.full() {
		return
	}
	at := join(path, shown(k.Value))
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

// shown is a key as a path shows it: plain where it is.
func shown(key string) string {
	q := quote(key)
	if key == "" || strings.ContainsAny(key, "\"\\") {
		return q
	}
	return strings.Trim(q, `"`)
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}
