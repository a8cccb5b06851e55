package folder

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"
	"go.yaml.in/yaml/v3"

	"herald/articles"
	"herald/articles/page"
)

// Bounds of a Markdown file: its body and front matter in bytes, how deep its
// quotations and lists may nest, and how many brackets, other marks and bars in
// a line it may have. They keep the cost of hostile files down, which grows with
// the square of these.
const (
	maxMarkdown = 1 << 20
	maxMatter   = 64 << 10
	maxNesting  = 64
	maxBrackets = 4_000
	maxMarks    = 20_000
	maxBars     = 40
)

// readMarkdown reads an article with YAML front matter. Without a title there,
// the first heading is it.
func readMarkdown(name, text string) ([]articles.Article, error) {
	matter, body, err := splitMatter(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text))
	if err != nil {
		return nil, err
	}
	var a articles.Article
	values, err := readMatter(matter)
	if err != nil {
		return nil, err
	}
	if draft, _ := values["draft"].(bool); draft {
		return nil, nil
	}
	if err := fill(&a, values); err != nil {
		return nil, err
	}
	body, err = markdownText(body)
	if err != nil {
		return nil, err
	}
	a.Title, body = titleOf(a.Title, body)
	if a.Text == "" {
		a.Text = body
	}
	return one(name)(a, nil)
}

var matterKey = regexp.MustCompile(`^[A-Za-z_][\w-]*\s*:`)

// splitMatter parts front matter, between lines of three dashes at the start,
// from the body.
func splitMatter(text string) (matter, body string, err error) {
	if strings.HasPrefix(text, "+++\n") {
		return "", "", errors.New("line 1: front matter in +++ (TOML) is not read: write YAML between lines of ---")
	}
	rest, ok := strings.CutPrefix(text, "---\n")
	if !ok {
		return "", text, nil
	}
	at := 0
	for l := range strings.Lines(rest) {
		if s := strings.TrimRight(l, " \t\n"); s == "---" || s == "..." {
			return rest[:at], rest[at+len(l):], nil
		}
		at += len(l)
	}
	if matterKey.MatchString(rest) {
		return "", "", errors.New("line 1: front matter begins with --- but no line of --- ends it")
	}
	return "", text, nil
}

// readMatter reads front matter. Its errors name the line in the file.
func readMatter(text string) (map[string]any, error) {
	if len(text) > maxMatter {
		return nil, fmt.Errorf("front matter has %d KiB: at most %d", len(text)>>10, maxMatter>>10)
	}
	var values matter
	// The line of --- before the matter counts, too.
	if err := yaml.Unmarshal([]byte("\n"+text), &values); err != nil {
		return nil, fmt.Errorf("front matter: %s", strings.TrimPrefix(err.Error(), "yaml: "))
	}
	return values, nil
}

// matter is front matter of which times stay as they were written: YAML puts those
// without a zone into one.
type matter map[string]any

// UnmarshalYAML reads it.
func (m *matter) UnmarshalYAML(node *yaml.Node) error {
	var values map[string]any
	if err := node.Decode(&values); err != nil {
		return err
	}
	for i := 0; i+1 < len(node.Content); i += 2 {
		if v := node.Content[i+1]; v.ShortTag() == "!!timestamp" {
			values[node.Content[i].Value] = v.Value
		}
	}
	*m = values
	return nil
}

// markdownText is the text of Markdown in the form of articles.Article.Text.
func markdownText(body string) (string, error) {
	if err := bounded(body); err != nil {
		return "", err
	}
	md := goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithRendererOptions(html.WithUnsafe()))
	var out bytes.Buffer
	if err := md.Convert([]byte(body), &out); err != nil {
		return "", fmt.Errorf("read Markdown: %w", err)
	}
	return page.Text(out.String()), nil
}

// bounded says which bound body exceeds, if any.
func bounded(body string) error {
	brackets := strings.Count(body, "[")
	marks := brackets
	for _, mark := range []string{"*", "_", "`", "~", "<", "&"} {
		marks += strings.Count(body, mark)
	}
	switch {
	case len(body) > maxMarkdown:
		return fmt.Errorf("the text has %d KiB: at most %d", len(body)>>10, maxMarkdown>>10)
	case brackets > maxBrackets:
		return fmt.Errorf("the text has %d links or brackets: at most %d", brackets, maxBrackets)
	case marks > maxMarks:
		return fmt.Errorf("the text has %d marks such as * and _: at most %d", marks, maxMarks)
	case deep(body):
		return fmt.Errorf("quotations or lists nest more than %d deep", maxNesting)
	case wide(body):
		return fmt.Errorf("a table has more than %d columns", maxBars)
	}
	return nil
}

// wide reports whether a line has more bars than any table has.
func wide(body string) bool {
	for l := range strings.Lines(body) {
		if strings.Count(l, "|") > maxBars {
			return true
		}
	}
	return false
}

// deep reports whether a line opens more blocks than any text has.
func deep(body string) bool {
	for l := range strings.Lines(body) {
		marks := 0
		for _, r := range l {
			if !strings.ContainsRune(">-*+ \t.)0123456789", r) {
				break
			}
			if strings.ContainsRune(">-*+).", r) {
				marks++
			}
		}
		if marks > maxNesting && strings.Trim(l, "-*+ \t\n") != "" {
			return true
		}
	}
	return false
}

// titleOf is the headline: given, or else the first paragraph of text if that is
// a heading. A heading that repeats it is taken off the text.
func titleOf(given, text string) (title, rest string) {
	first, rest, _ := strings.Cut(text, "\n\n")
	heading, ok := strings.CutPrefix(first, "## ")
	if ok && (given == "" || strings.EqualFold(given, heading)) {
		return heading, rest
	}
	return given, text
}
