package articles

import "testing"

func TestCorrect(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ title, text, wantTitle, want string }{
		{"Dam holds", "It held.\n\nCorrection: It is the eastern dam.", "Dam holds", "It is the eastern dam."},
		{"Dam holds", "It held.\n\nCorrection (March 3, 2026): It is the eastern dam.", "Dam holds", "It is the eastern dam."},
		{"Dam holds", "> Corrections: Two names were wrong.", "Dam holds", "Two names were wrong."},
		{"Dam holds", "It held.\n\n*An earlier version of this article gave a wrong date.*", "Dam holds", "An earlier version of this article gave a wrong date."},
		{"Dam holds", "Editor's note: This story has been corrected to name the dam.", "Dam holds", "Editor's note: This story has been corrected to name the dam."},
		{"Dam holds", "(Corrects name of dam in paragraph 3)\n\nIt held.", "Dam holds", "Corrects name of dam in paragraph 3"},
		{"Damm hält", "Korrektur: Es ist der östliche Damm.", "Damm hält", "Es ist der östliche Damm."},
		{"Damm hält", "In einer früheren Version dieses Artikels stand ein falscher Name.", "Damm hält", "In einer früheren Version dieses Artikels stand ein falscher Name."},
		{"La presa aguanta", "Corrección: Es la presa del este.", "La presa aguanta", "Es la presa del este."},
		{"Плотина стоит", "Исправление: Это восточная плотина.", "Плотина стоит", "Это восточная плотина."},
		{"大坝", "更正：是东边的大坝。", "大坝", "是东边的大坝。"},
		{"CORRECTED: Dam holds", "It held.", "Dam holds", Corrected},
		{"CORRECTED-Dam holds", "", "Dam holds", Corrected},
		{"Correction: Dam holds", "It held.", "Dam holds", Corrected},
		{"[Corrected] Dam holds", "", "Dam holds", Corrected},
		{"CORRECTION (March 3): Dam holds", "Correction: The eastern one.", "Dam holds", "The eastern one."},
		// Articles about corrections, and others of which nothing says so.
		{"Correction looms as stocks fall", "A correction: markets call it so when prices fall by a tenth.", "Correction looms as stocks fall", ""},
		{"Correction - what it means for markets", "", "Correction - what it means for markets", ""},
		{"Corrections officers strike", "Corrections officers went on strike.", "Corrections officers strike", ""},
		{"Corrected figures show growth", "The ministry corrected its figures.", "Corrected figures show growth", ""},
		{"CORRECTION:", "", "CORRECTION:", ""},
		{" Dam holds ", "", " Dam holds ", ""},
	} {
		got := Correct(Article{Title: c.title, Text: c.text})
		if got.Title != c.wantTitle || got.Correction != c.want {
			t.Errorf("%q, %q: got %q and the note %q, want %q and %q", c.title, c.text, got.Title, got.Correction, c.wantTitle, c.want)
		}
		if again := Correct(got); again.Title != got.Title || again.Correction != got.Correction {
			t.Errorf("%q: the second time it is %q with %q", c.title, again.Title, again.Correction)
		}
	}
}

func TestCorrectKeepsWhatIsKnown(t *testing.T) {
	t.Parallel()
	got := Correct(Article{Title: "CORRECTED: Dam holds", Text: "Correction: in the text", Correction: "said by the wire"})
	if got.Correction != "said by the wire" || got.Title != "Dam holds" {
		t.Errorf("got %+v", got)
	}
}
