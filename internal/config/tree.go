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
