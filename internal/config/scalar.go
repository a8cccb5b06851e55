package config

import (
	"regexp"
	"strings"

	"go.yaml.in/yaml/v3"
)

// scalar checks a single value.
func (c checker) scalar(v *yaml.Node, path string, k kind) bool {
	if v.Kind != yaml.ScalarNode {
		c.add(path, "must be "+k.describe(), "")
		return false
	}
	switch tag := v.ShortTag(); {
	case k == number && tag == "!!int", k == truth && tag == "!!bool", k == fraction && (tag == "!!int" || tag == "!!float"):
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
	case fraction:
		return "a number such as 0.5"
	case span:
		return "a duration such as 30s, 5m or 2h"
	case id:
		return "an id in quotes"
	}
	return "text"
}

func isNull(v *yaml.Node) bool { return v.Kind == yaml.ScalarNode && v.ShortTag() == "!!null" }

func isControl(r rune) bool { return r < ' ' || r == 0x7f || (r >= 0x80 && r < 0xa0) }
