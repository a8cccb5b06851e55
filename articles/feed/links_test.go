package feed

import "testing"

func TestFirstImage(t *testing.T) {
	t.Parallel()
	for content, want := range map[string]string{
		"":                                       "",
		"words < more":                           "",
		"<":                                      "",
		"<im":                                    "",
		"<p>words</p>":                           "",
		`<p>words</p><img src="a.png">`:          "a.png",
		`<<IMG SRC='b.png'/>`:                    "b.png",
		`<image src="c.png">`:                    "",
		`<img width=1 src="d"><iMg src="e">`:     "e",
		`<!-- <img src="f"> --><p><img src="g">`: "g",
		`<img src="data:x"><img>`:                "",
	} {
		if got := firstImage(content); got != want {
			t.Errorf("the first picture of %q is %q, want %q", content, got, want)
		}
	}
}
