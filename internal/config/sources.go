package config

import (
	"fmt"
	"strings"
	"time"

	"herald/articles"
)

func (b *builder) sources() []articles.Source {
	list := b.file.Sources
	if len(list) == 0 && !b.opts.sourceless {
		b.add("sources", "missing", "Herald needs at least one, with a feed: or a folder:")
	}
	b.checkUnique(b.sourceNames(), func(i int) string { return fmt.Sprintf("sources[%d].name", i) })
	var out []articles.Source
	for i, s := range list {
		out = append(out, b.source(fmt.Sprintf("sources[%d]", i), s))
	}
	return out
}

func (b *builder) sourceNames() []string {
	return each(b.file.Sources, func(s rawSource) string { return s.Name })
}

func (b *builder) source(path string, s rawSource) articles.Source {
	b.checkSourceName(path+".name", s.Name)
	b.checkKnown(path+".topics", "topic", s.Topics, b.topicNames())
	if len(s.Publisher) > 100 {
		b.addf(path+".publisher", "longer than 100 characters")
	}
	out := articles.Source{Name: s.Name, Publisher: strings.TrimSpace(s.Publisher), Topics: s.Topics, Private: s.Private}
	if out.Publisher == "" {
		out.Publisher = s.Name
	}
	out.Doubt = b.doubt(path+".trust", s.Trust)
	switch {
	case s.Feed != "" && s.Folder != "":
		b.add(path+".folder", "a source has either a feed or a folder", "make two sources of it")
	case s.Feed != "":
		b.web(path+".feed", s.Feed)
		out.Kind, out.URL, out.Every = articles.KindFeed, s.Feed, b.every(path, s)
		out.FullText = pick(b, path+".full_text", s.FullText, articles.FullFeed, articles.FullAuto, articles.FullPage)
	case s.Folder != "":
		b.checkFolder(path, s)
		out.Kind, out.Path = articles.KindFolder, b.path(s.Folder)
	case !b.spoiled(path + ".folder"):
		b.add(path+".feed", "missing", "a source has a feed or a folder")
	}
	return out
}

// doubt is what a source lacks to be trusted fully.
func (b *builder) doubt(path string, trust *float64) float64 {
	switch {
	case trust == nil:
		return 0
	case !(*trust >= 0 && *trust <= 1): // nor what is no number
		b.add(path, fmt.Sprintf("%v: must be from 0 to 1", *trust), "1 counts fully, 0 not at all")
		return 0
	}
	return 1 - *trust
}

func (b *builder) checkSourceName(path, name string) {
	switch {
	case name == "":
		b.addf(path, "missing")
	case !sourceName.fits(name):
		b.addf(path, "%s: must be letters, digits, dots, - and _, at most 64", quote(name))
	}
}

// every is the interval of a feed. In one's own network it may be short.
func (b *builder) every(path string, s rawSource) time.Duration {
	if s.Private {
		return b.duration(path+".every", s.Every, privateEvery)
	}
	return b.duration(path+".every", s.Every, feedEvery)
}

func (b *builder) checkFolder(path string, s rawSource) {
	if strings.Contains(s.Folder, "://") {
		b.add(path+".folder", "must be a folder on disk", "for an address of the web use feed:")
	}
	if s.Every != "" {
		b.add(path+".every", "is for feeds", "a folder is watched all the time")
	}
	if s.Private {
		b.addf(path+".private", "is for feeds")
	}
	if s.FullText != "" {
		b.addf(path+".full_text", "is for feeds")
	}
}
