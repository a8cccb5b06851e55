package page

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

func TestSieve(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ in, want string }{
		"article":      {`<p class="a">x <b>y</b><br>z</p>`, `<p class="a">x <b>y</b><br>z</p>`},
		"scripts":      {`a<script src=x>if (a < b) "</p>"</script>b`, "ab"},
		"data":         {`<script type="application/ld+json">{"a": "<p>"}</script>`, `<script type="application/ld+json">{"a": "<p>"}</script>`},
		"styles":       {"a<style>p { color: red }</style>b", "ab"},
		"comments":     {"a<!-- <p> -->b", "ab"},
		"title":        {"<title>a <b> c</title>x", "<title>a <b> c</title>x"},
		"open script":  {"a<script>x", "a"},
		"long tags":    {`<img src="data:` + strings.Repeat("x", maxTag) + `">y`, "<img>y"},
		"unknown tags": {"<x-y a=b>z</x-y>", "<x-y a=b>z</x-y>"},
	} {
		if got, whole, _ := sift(c.in, maxCost); got != c.want || !whole {
			t.Errorf("%s: %q, %v, want %q", name, got, whole, c.want)
		}
	}
}

// TestSieveBoundsTheTree counts the nodes that a parser makes of what the sieve
// leaves: never more than were paid for.
func TestSieveBoundsTheTree(t *testing.T) {
	t.Parallel()
	const cost = 3000
	various := func(format string, then string) string {
		var b strings.Builder
		for i := range 100 {
			fmt.Fprintf(&b, format, i)
		}
		return b.String() + strings.Repeat(then, cost)
	}
	for name, doc := range map[string]string{
		"breaks":                   strings.Repeat("a<br>", cost),
		"formatting never closed":  various("<b id=x%d>", "<p>x</p>"),
		"in cells":                 various("<i id=x%d>", "<table><td>x</table>"),
		"the same":                 strings.Repeat("<b><i>", 30) + strings.Repeat("<p>x</p>", cost),
		"in capitals, closed late": various("<B ID=x%d></I>", "<p>x</p>"),
		"anchors":                  various("<a href=%d>", "<div>x</div>"),
	} {
		kept, whole, _ := sift(doc, cost)
		tree, err := html.Parse(strings.NewReader(kept))
		if err != nil || whole {
			t.Errorf("%s: whole %v, %v", name, whole, err)
			continue
		}
		nodes := 0
		for range tree.Descendants() {
			nodes++
		}
		if nodes > 2*cost {
			t.Errorf("%s: %d nodes for a cost of %d", name, nodes, cost)
		}
	}
}

// TestSieveKeepsTheBeginning cuts a text that is too long for a page in two.
func TestSieveKeepsTheBeginning(t *testing.T) {
	t.Parallel()
	kept, whole, _ := sift("<p>"+strings.Repeat("ö", maxKept), maxCost)
	if whole || len(kept) < maxKept-8 || len(kept) > maxKept || !strings.HasSuffix(kept, "ö") {
		t.Errorf("%d bytes, whole %v", len(kept), whole)
	}
}

// TestMarkupIsBounded reads fragments until what they may cost together is used
// up: the last ones lose their structure, not their words.
func TestMarkupIsBounded(t *testing.T) {
	t.Parallel()
	const list = "<ul><li>one<li>two</ul>"
	m := &Markup{left: 20}
	if got := m.Text(list); got != "- one\n\n- two" {
		t.Errorf("first %q", got)
	}
	for range 20 {
		m.Text(list)
	}
	if got := m.Text(list); got != "one\n\ntwo" {
		t.Errorf("last %q", got)
	}
}

// TestHeadingsAroundAPage makes no heading of what holds a page.
func TestHeadingsAroundAPage(t *testing.T) {
	t.Parallel()
	a, err := ReadHTML([]byte("<h1>"+proseOf(80)+"</h1>"), "")
	if err != nil || strings.HasPrefix(a.Text, "## ") || len(a.Text) < 1000 {
		t.Errorf("%.100q, %v", a.Text, err)
	}
}
