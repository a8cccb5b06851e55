//go:build unix

package scale

import (
	"fmt"
	"strings"
	"testing"
)

// target is what a figure should be; nil where nobody set one.
type target struct {
	figure float64
	least  bool
}

func atMost(figure float64) *target  { return &target{figure: figure} }
func atLeast(figure float64) *target { return &target{figure: figure, least: true} }

func (g *target) met(figure float64) bool {
	return g == nil || (g.least && figure >= g.figure) || (!g.least && figure <= g.figure)
}

func (g *target) String() string {
	switch {
	case g == nil:
		return ""
	case g.least:
		return fmt.Sprintf(">= %g", g.figure)
	}
	return fmt.Sprintf("<= %g", g.figure)
}

// table gathers figures, and with -bounds fails where a target is missed.
type table struct {
	t     *testing.T
	lines strings.Builder
}

func newTable(t *testing.T) *table { return &table{t: t} }

// row adds a figure.
func (b *table) row(name string, figure float64, g *target) {
	b.t.Helper()
	met := "met"
	switch {
	case g == nil:
		met = ""
	case !g.met(figure):
		met = "missed"
		if *bounds {
			b.t.Errorf("%s: %.3g, target %s", name, figure, g)
		}
	}
	fmt.Fprintf(&b.lines, "| %-46s | %10.3f | %-8s | %-6s |\n", name, figure, g, met)
}

// show prints all of them.
func (b *table) show(title string) {
	b.t.Logf("%s\n\n| %-46s | %-10s | %-8s | %-6s |\n|---|---|---|---|\n%s", title, "", "measured", "target", "", b.lines.String())
}
