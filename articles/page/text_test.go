package page

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestText(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, in, want string }{
		{"plain", "just words", "just words"},
		{"empty", "", ""},
		{"paragraphs", "<p>One.</p><p>Two &amp; three.</p>", "One.\n\nTwo & three."},
		{"white space", "<p> One\n\t two&nbsp; three </p>", "One two three"},
		{"heading, list, quote", "<h3>Why</h3><ul><li>first<li>second</ul><blockquote><p>Said so.</p></blockquote>",
			"## Why\n\n- first\n\n- second\n\n> Said so."},
		{"unclosed", "<p>One<p>Two<b>bold", "One\n\nTwobold"},
		{"line breaks", "a<br>b<br><br/>c", "a b\n\nc"},
		{"lines of their own", "<p>Where: Arlen<br>When: Monday</p><h2>Dam<br>Fails</h2>", "Where: Arlen\n\nWhen: Monday\n\n## Dam Fails"},
		{"scripts", "<p>A<script>alert('<p>x</p>')</script><style>p{}</style>B</p>", "AB"},
		{"hidden", `<p>A</p><div hidden>no</div><p style="Display: none">no</p><p aria-hidden=true>no</p>B`, "A\n\nB"},
		{"comment", "A<!-- no -->B", "AB"},
		{"link keeps words", `<p>See <a href="/x">the report</a>.</p>`, "See the report."},
		{"table", "<table><tr><th>Town</th><th>Dead</th></tr><tr><td>Arlen</td><td>3</td></tr></table>",
			"Town | Dead\n\nArlen | 3"},
		{"item of paragraphs", "<ul><li><p>one</p><p>two</p></li></ul>", "- one\n\n- two"},
		{"unseen characters", "<p>so\u00adft \u202eevil\u202c \u0007bell</p>", "soft evil bell"},
		{"double escaped stays text", "&lt;b&gt;x", "<b>x"},
		{"preformatted", "<pre>one\ntwo</pre>", "one\n\ntwo"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, Text(tt.in)); diff != "" {
				t.Errorf("Text(%q) (-want +got):\n%s", tt.in, diff)
			}
		})
	}
}

func TestTextOfBombs(t *testing.T) {
	t.Parallel()
	deep := strings.Repeat("<div><blockquote>", 10_000) + "core<script>x</script>" + strings.Repeat("</blockquote></div>", 10_000)
	if got := Text(deep); got != "core" {
		t.Errorf("deep nesting: got %.80q, want core", got)
	}
	long := Text("<p>" + strings.Repeat("word ", 100_000))
	if n := len([]rune(long)); n > 400_000 {
		t.Errorf("long text: %d characters", n)
	}
}

func TestSummary(t *testing.T) {
	t.Parallel()
	long := "M" + strings.Repeat("any words m", 60)
	tests := []struct{ name, in, want string }{
		{"one", "A dam failed. Nobody was hurt.", "A dam failed. Nobody was hurt."},
		{"heading first", "## News\n\nA dam failed.", "A dam failed."},
		{"heading after", "A dam failed.\n\n## Why\n\nRain.", "A dam failed."},
		{"short lead takes the next", "A dam failed.\n\nNobody was hurt.", "A dam failed. Nobody was hurt."},
		{"whole sentences only", "Short one. " + long + ".", "Short one."},
		{"abbreviations", "Mr. J. R. Smith of the U.S. Army paid $3.50 on Jan. 5. " + long + ".",
			"Mr. J. R. Smith of the U.S. Army paid $3.50 on Jan. 5."},
		{"ends in an abbreviation", "They left the U.S. The rest stayed. " + long + ".",
			"They left the U.S. The rest stayed."},
		{"quotes", "“We left.” Then he went. " + long, "“We left.” Then he went."},
		{"question inside", "“Why?” she asked. " + long, "“Why?” she asked."},
		{"chinese", "大坝垮了。没有人受伤。", "大坝垮了。没有人受伤。"},
		{"arabic", "هل انهار السد؟ نعم. " + long, "هل انهار السد؟ نعم."},
		{"urdu", "ڈیم ٹوٹ گیا۔ کوئی زخمی نہیں۔ " + long, "ڈیم ٹوٹ گیا۔ کوئی زخمی نہیں۔"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, Summary(tt.in)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestSummaryCutsALongSentence(t *testing.T) {
	t.Parallel()
	got := Summary(strings.Repeat("wörter ", 200))
	if n := len([]rune(got)); n > 400 || n < 380 || !strings.HasSuffix(got, "wörter…") {
		t.Errorf("got %d characters ending %q", n, got[len(got)-20:])
	}
}
