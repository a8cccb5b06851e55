package articles

import (
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestWords(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, s string
		want    []string
	}{
		{"plain", "Dam fails, 40 hurt.", []string{"dam", "fails", "40", "hurt"}},
		{"possessive", "Iran's and Iran’s", []string{"irans", "and", "irans"}},
		{"ASCII", "IRAN's 2nd-best, a'b 'c", []string{"irans", "2nd", "best", "ab", "c"}},
		{"quotes", "‘asked us’ “to talk”", []string{"asked", "us", "to", "talk"}},
		{"hyphen", "cease-fire", []string{"cease", "fire"}},
		{"other scripts", "Плотина держится", []string{"плотина", "держится"}},
		{"marks", "हिन्दी समाचार", []string{"हिन्दी", "समाचार"}},
		{"composed alike", "e\u0301te\u0301", []string{"été"}},
		{"turkish", "İZMİR", []string{"izmir"}},
		{"soft hyphen", "Don\u00adau", []string{"donau"}},
		{"none", "… – ?!", nil},
		{"invalid", "a\xffb", []string{"a", "b"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := Words(tt.s)
			if len(got) == 0 {
				got = nil
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("Words(%q) (-want +got):\n%s", tt.s, diff)
			}
		})
	}
}

func TestContainsWords(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, text, phrase string
		want               bool
	}{
		{"word", "The dam fails", "dam", true},
		{"case", "The DAM fails", "Dam", true},
		{"part of a word", "The damage", "dam", false},
		{"possessive", "Iran's minister", "Iran", true},
		{"plural", "Two dams fail", "dam", true},
		{"not the singular", "One dam fails", "dams", false},
		{"phrase", "the Nobel Peace Prize goes", "nobel peace prize", true},
		{"phrase out of order", "peace, says the Nobel committee", "nobel peace", false},
		{"phrase over punctuation", "a cease-fire", "cease fire", true},
		{"french", "L’Iran refuse", "Iran", true},
		{"italian", "il ministro dell'Iran", "iran", true},
		{"french phrase", "la guerre d'Algérie", "guerre d’Algérie", true},
		{"no elision", "O'Brien wins", "Brien", false},
		{"contraction", "they don't talk", "don", false},
		{"chinese", "台风登陆福建", "福建", true},
		{"japanese phrase", "台風が上陸", "上陸", true},
		{"korean particle", "이란은 거부했다", "이란", true},
		{"korean within", "신이란은", "이란", false},
		{"thai", "นายกรัฐมนตรีอิหร่านปฏิเสธ", "อิหร่าน", true},
		{"no words", "The dam", "…", false},
		{"nothing", "", "dam", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := containsWords(tt.text, tt.phrase); got != tt.want {
				t.Errorf("containsWords(%q, %q) = %v, want %v", tt.text, tt.phrase, got, tt.want)
			}
		})
	}
}

func FuzzWords(f *testing.F) {
	for _, s := range []string{"Iran's l'été", "台風が e\u0301", "a\xff\u200b'’b", "ǅ İ ß"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		words := Words(s)
		for _, w := range words {
			if w == "" || !utf8.ValidString(w) {
				t.Errorf("word %q of %q", w, s)
			}
			for _, r := range w {
				if unicode.IsSpace(r) || unicode.IsPunct(r) {
					t.Errorf("word %q of %q", w, s)
				}
			}
		}
		if len(words) > 0 && !containsWords(s, s) {
			t.Errorf("%q does not contain itself", s)
		}
	})
}
