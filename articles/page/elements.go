package page

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// dropped are elements whose content is not part of what is read.
var dropped = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Noscript: true, atom.Template: true, atom.Head: true,
	atom.Title: true, atom.Iframe: true, atom.Object: true, atom.Embed: true, atom.Svg: true,
	atom.Math: true, atom.Canvas: true, atom.Audio: true, atom.Video: true, atom.Picture: true,
	atom.Img: true, atom.Map: true, atom.Form: true, atom.Input: true, atom.Button: true,
	atom.Select: true, atom.Textarea: true, atom.Option: true, atom.Datalist: true,
	atom.Nav: true, atom.Figcaption: true, atom.Dialog: true, atom.Noembed: true, atom.Noframes: true,
}

// interactive are those of the dropped elements in which a page talks to people.
var interactive = map[atom.Atom]bool{atom.Form: true, atom.Button: true, atom.Dialog: true}

// block are elements that part paragraphs.
var block = map[atom.Atom]bool{
	atom.P: true, atom.Div: true, atom.Section: true, atom.Article: true, atom.Main: true,
	atom.Header: true, atom.Footer: true, atom.Aside: true, atom.H1: true, atom.H2: true,
	atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true, atom.Ul: true, atom.Ol: true,
	atom.Li: true, atom.Dl: true, atom.Dt: true, atom.Dd: true, atom.Blockquote: true,
	atom.Pre: true, atom.Table: true, atom.Caption: true, atom.Thead: true, atom.Tbody: true,
	atom.Tr: true, atom.Figure: true, atom.Hr: true, atom.Details: true, atom.Summary: true,
	atom.Address: true, atom.Fieldset: true, atom.Hgroup: true, atom.Center: true, atom.Body: true,
	atom.Html: true, atom.Menu: true, atom.Form: true, atom.Nav: true,
}

// hidden reports whether a browser would not show n.
func hidden(n *html.Node) bool {
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			return a.Val != "until-found"
		case "aria-hidden":
			if strings.EqualFold(a.Val, "true") {
				return true
			}
		case "style":
			style := strings.ReplaceAll(strings.ToLower(a.Val), " ", "")
			if strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden") {
				return true
			}
		}
	}
	return false
}
