package desk

import (
	"regexp"
	"strings"
)

// Captions of pictures say what is seen, when, and by whom: "1 of 4. Residents look
// on, April 25, 2014.", "… (L) meets … REUTERS/A. Photographer".
var (
	gallery    = regexp.MustCompile(`^\d{1,3} of \d{1,3}\.\s`)
	captionEnd = regexp.MustCompile(`(?:\p{L}{3,9} \d{1,2},|\d{1,2} \p{L}{3,9}) (?:19|20)\d\d\.?(?: [^.]{0,20}(?:REUTERS|AFP|EPA|AP|Getty)\b.{0,40})?$`)
)

// longestCaption is how many bytes a caption has at most.
const longestCaption = 600

// withoutCaption is a text without the caption of a picture at its beginning, which is
// often all that is left of a gallery: it shows the day before, or another place.
func withoutCaption(text string) string {
	head := text[:min(len(text), longestCaption)]
	first, _, ok := strings.Cut(head, "\n\n")
	if !ok || !gallery.MatchString(first) && !captionEnd.MatchString(first) {
		return text
	}
	return text[len(first):]
}
