package opml

import (
	"encoding/xml"
	"io"
)

// The elements of a list (http://opml.org/spec2.opml).
type (
	list struct {
		XMLName xml.Name  `xml:"opml"`
		Version string    `xml:"version,attr"`
		Title   string    `xml:"head>title"`
		Body    []outline `xml:"body>outline"`
	}
	outline struct {
		Text    string    `xml:"text,attr"`
		Title   string    `xml:"title,attr,omitempty"`
		Type    string    `xml:"type,attr,omitempty"`
		URL     string    `xml:"xmlUrl,attr,omitempty"`
		Page    string    `xml:"htmlUrl,attr,omitempty"`
		Outline []outline `xml:"outline"`
	}
)

// Write writes feeds as a list. A feed stands in each of its folders, which are
// not nested: readers that know one folder a feed keep it in the first.
func Write(w io.Writer, title string, feeds []Feed) error {
	l := list{Version: "2.0", Title: title}
	folders := map[string]int{}
	for _, f := range feeds {
		entry := outline{Text: f.Title, Title: f.Title, Type: "rss", URL: f.URL, Page: f.Page}
		if len(f.Folders) == 0 {
			l.Body = append(l.Body, entry)
		}
		for _, name := range f.Folders {
			i, ok := folders[name]
			if !ok {
				i = len(l.Body)
				folders[name] = i
				l.Body = append(l.Body, outline{Text: name, Title: name})
			}
			l.Body[i].Outline = append(l.Body[i].Outline, entry)
		}
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	e := xml.NewEncoder(w)
	e.Indent("", "  ")
	if err := e.Encode(l); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}
