package app

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v3"

	"herald/articles"
	"herald/articles/opml"
	"herald/internal/config"
)

// The parts of a configuration that an OPML list becomes.
type (
	listConfig struct {
		Sources []listSource `yaml:"sources"`
		Topics  []listTopic  `yaml:"topics,omitempty"`
	}
	listSource struct {
		Name      string `yaml:"name"`
		Publisher string `yaml:"publisher"`
		Feed      string `yaml:"feed"`
	}
	listTopic struct {
		Name    string   `yaml:"name"`
		Sources []string `yaml:"sources,flow"`
	}
)

// Lengths that a configuration allows, in characters.
const (
	maxSourceName = 64
	maxTopicName  = 32
	maxPublisher  = 100 // bytes
)

// ImportList turns a list of feeds, OPML or that of another program, into the text
// of a configuration, with a topic for each folder.
func ImportList(doc []byte) (string, error) {
	feeds, err := opml.ReadAny(doc)
	if err != nil {
		return "", err
	}
	if len(feeds) == 0 {
		return "", errors.New("no feeds in it")
	}
	var c listConfig
	names := namer{taken: map[string]bool{}}
	topics := namer{taken: map[string]bool{}}
	at := map[string]int{}
	for _, f := range feeds {
		s := listSource{Name: names.name(cmp.Or(f.Title, host(f.URL)), maxSourceName), Publisher: publisher(f), Feed: f.URL}
		c.Sources = append(c.Sources, s)
		for _, folder := range f.Folders {
			i, ok := at[folder]
			if !ok {
				i = len(c.Topics)
				at[folder] = i
				c.Topics = append(c.Topics, listTopic{Name: topics.name(folder, maxTopicName)})
			}
			c.Topics[i].Sources = append(c.Topics[i].Sources, s.Name)
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, "# %s of a list\n", plural(len(feeds), "feed"))
	e := yaml.NewEncoder(&b)
	e.SetIndent(2)
	if err := errors.Join(e.Encode(c), e.Close()); err != nil {
		return "", err
	}
	if _, err := config.Load([]byte(b.String()), config.Options{}); err != nil {
		return "", fmt.Errorf("the list gives no valid configuration: %w", err)
	}
	return b.String(), nil
}

// publisher is whose voice a feed is, as far as the list tells: the site that it
// is read at.
func publisher(f opml.Feed) string {
	name := cmp.Or(f.Title, host(f.URL))
	if len(name) > maxPublisher {
		name = host(f.URL)
	}
	return name
}

func host(link string) string {
	u, err := url.Parse(link)
	if err != nil {
		return "feed"
	}
	return strings.TrimPrefix(u.Hostname(), "www.")
}

// namer makes names for a configuration out of titles, each once.
type namer struct{ taken map[string]bool }

func (n namer) name(title string, limit int) string {
	base := slug(title, limit-5)
	name := base
	for i := 2; n.taken[name]; i++ {
		name = fmt.Sprintf("%s-%d", base, i)
	}
	n.taken[name] = true
	return name
}

// slug is title in lower-case letters and digits with hyphens between.
func slug(title string, limit int) string {
	parts := strings.FieldsFunc(strings.ToLower(title), func(c rune) bool {
		return !unicode.In(c, unicode.Ll, unicode.Lo, unicode.Lm, unicode.Nd)
	})
	name := []rune(strings.Join(parts, "-"))
	s := strings.Trim(string(name[:min(len(name), limit)]), "-")
	if strings.IndexFunc(s, func(c rune) bool { return !unicode.Is(unicode.Nd, c) }) < 0 {
		return strings.TrimSuffix("list-"+s, "-")
	}
	return s
}

// ExportList writes the feeds of a configuration as an OPML list, each in the
// folders of its topics.
func ExportList(w io.Writer, c *config.Config) error {
	var feeds []opml.Feed
	for _, s := range c.Sources {
		if s.Kind != articles.KindFeed {
			continue
		}
		folders := slices.Clone(s.Topics)
		for _, t := range c.Topics {
			if slices.Contains(t.Sources, s.Name) && !slices.Contains(folders, t.Name) {
				folders = append(folders, t.Name)
			}
		}
		feeds = append(feeds, opml.Feed{Title: s.Name, URL: s.URL, Folders: folders})
	}
	return opml.Write(w, "Feeds of Herald", feeds)
}
