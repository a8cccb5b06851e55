package page

import (
	"strings"
	"testing"
)

// TestHoverCards: of words with a card behind them the words stay, whatever the
// element around both is called.
func TestHoverCards(t *testing.T) {
	t.Parallel()
	const tail = `<p>The dam above the town was built in the years after the flood, and nobody has seen as much water behind it since then, the engineers said on Monday.</p>
<p>Families in the lower streets were told to pack what they need for three days, and schools will stay shut until the level has fallen by a metre.</p>`
	for name, row := range map[string]struct{ sentence, want string }{
		"link and block": {
			`Senator <span class="rollover-people"><a class="rollover-people-link" href="/ada">Ada Moor</a> <span class="rollover-people-block">Ada Moor, born 1950. MORE</span></span> said the dam would hold.`,
			"Senator Ada Moor said the dam would hold.",
		},
		"text and text": {
			`The <span class="tooltip">sluice<span class="tooltiptext">a gate that lets water through</span></span> was opened at noon.`,
			"The sluice was opened at noon.",
		},
		"a link alone": {
			`Senator <span class="rollover-people"><a class="rollover-people-link" href="/ada">Ada Moor</a></span>, who built it, said so.`,
			"Senator Ada Moor, who built it, said so.",
		},
		"a name that says something else": {
			`<a class="social-profile" href="/ada">Ada Moor</a> and <span class="related-person">Ben Lee</span> said so.`,
			"Ada Moor and Ben Lee said so.",
		},
		"for ears": {
			`The plan <a href="/plan">was shown <span class="sr-only">opens in a new window</span></a> on Monday at noon in town.`,
			"The plan was shown on Monday at noon in town.",
		},
		"buttons behind a sentence": {
			`The sluice was opened at noon. <span class="share"><a href="/f">Facebook</a> <a href="/x">Send it</a></span>`,
			"The sluice was opened at noon.",
		},
		"a card alone": {
			`The <a href="#sluice">sluice</a><span class="tooltip">a gate that lets water through</span> was opened at noon.`,
			"The sluice was opened at noon.",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a, err := ReadHTML([]byte(`<html><head><title>Dam holds</title></head><body><article><h1>Dam holds</h1><p>`+row.sentence+`</p>`+tail+`</article></body></html>`), "https://post.example/dam")
			if err != nil || !strings.HasPrefix(a.Text, row.want+"\n") {
				t.Errorf("got %q, %v, want %q first", a.Text, err, row.want)
			}
		})
	}
}
