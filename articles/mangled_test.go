package articles_test

import (
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"herald/articles"
)

// TestUnmangle reads texts that were written twice, and leaves those alone that only
// have accents and quotation marks next to each other.
func TestUnmangle(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, text, want string }{
		{"quotation marks read as Latin-1", "Varnholm\u00e2\u0080\u0099s gate \u00e2\u0080\u0094 \u00e2\u0080\u009cshut\u00e2\u0080\u009d", "Varnholm’s gate — “shut”"},
		{"quotation marks read as Windows-1252", "Varnholmâ€™s gate â€“ â€œshutâ€\u009d", "Varnholm’s gate – “shut”"},
		{"an accent", "Le cafÃ© ferme", "Le café ferme"},
		{"German", "Die BrÃ¼cke Ã¼ber die StraÃŸe", "Die Brücke über die Straße"},
		{"Cyrillic", "ÐœÐ¾Ñ\u0081ÐºÐ²Ð°", "Москва"},
		{"Chinese", "ä¸\u00adå›½æ–°é—»", "中国新闻"},
		{"money", "It costs Â£5 and â‚¬6", "It costs £5 and €6"},
		{"marks among characters that no such reading gives", "Москва: “да”, â€œнетâ€\u009d", "Москва: “да”, “нет”"},
		{"English", "Varnholm’s gate — “shut”", "Varnholm’s gate — “shut”"},
		{"plain", "The gates hold", "The gates hold"},
		{"French in capitals", "« LIBERTÉ\u00a0» ET «\u00a0ÉGALITÉ\u00a0»", "« LIBERTÉ\u00a0» ET «\u00a0ÉGALITÉ\u00a0»"},
		{"a word in guillemets", "«CAFÉ»", "«CAFÉ»"},
		{"an ellipsis after an accent", "«un café…»", "«un café…»"},
		{"Portuguese in capitals", "AMANHÃ: SÃO PAULO", "AMANHÃ: SÃO PAULO"},
		{"Vietnamese", "Hà Nội đón bão", "Hà Nội đón bão"},
		{"Russian", "Москва слезам не верит", "Москва слезам не верит"},
		{"a lone â", "Câmara aprova", "Câmara aprova"},
		{"nothing", "", ""},
	} {
		if got := articles.Unmangle(tt.text); got != tt.want {
			t.Errorf("%s: %q became %q, want %q", tt.name, tt.text, got, tt.want)
		}
	}
}

// FuzzUnmangle: no text breaks it, what is valid stays so, and what was written twice
// in Latin-1 and is long enough to tell comes back.
func FuzzUnmangle(f *testing.F) {
	for _, s := range []string{"Varnholm’s gate — “shut”", "Die Brücke über die Straße", "Москва", "中国", "â€™", "\xe2\x80", "É»"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := articles.Unmangle(s)
		if utf8.ValidString(s) && !utf8.ValidString(got) {
			t.Fatalf("%q became %q", s, got)
		}
		if !utf8.ValidString(s) || utf8.RuneCountInString(s)+2 > len(s) || articles.Unmangle(s) != s {
			return
		}
		twice, err := charmap.ISO8859_1.NewDecoder().String(s)
		if err != nil {
			t.Fatal(err)
		}
		if back := articles.Unmangle(twice); back != s && back != articles.Unmangle(s) && count(s) >= 3 {
			t.Fatalf("%q written twice came back as %q", s, back)
		}
	})
}

// count is how many characters of s are not ASCII.
func count(s string) (n int) {
	for _, r := range s {
		if r >= utf8.RuneSelf {
			n++
		}
	}
	return n
}
