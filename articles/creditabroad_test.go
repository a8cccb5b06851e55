package articles

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCreditsAbroad(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, text string
		want       []string
	}{
		{"tweet", "The port is closed, according to a tweet from Ada Lovelace.", []string{"Ada Lovelace"}},
		{"tweet of an office", "The port is closed, the mayor's office says, citing a tweet by Mayor Lovelace.", []string{"Mayor Lovelace"}},
		{"wrote on", "Lovelace wrote on Truth Social that the port is closed.", []string{"Lovelace"}},
		{"tweeted", "Harbour Master Lovelace tweeted that the port is closed.", []string{"Harbour Master Lovelace"}},
		{"in a post", "In a post on X, Ada Lovelace said the port is closed.", []string{"Ada Lovelace"}},
		{"in a post, somebody", "In a post on X, he said the port is closed.", nil},
		{"citing", "The port is closed, local media say, citing Reuters.", []string{"Reuters"}},
		{"told", "The mayor told Reuters that the port is closed.", []string{"Reuters"}},
		{"German, laut", "Der Hafen ist laut der Nachrichtenagentur dpa geschlossen, laut Reuters seit Montag.", []string{"Reuters"}},
		{"German, Berufung", "Das meldet der Sender unter Berufung auf die Nachrichtenagentur AFP.", []string{"AFP"}},
		{"German, person", "Laut Merkel ist der Hafen geschlossen.", nil},
		{"German, tweet", "Das geht aus einem Schreiben hervor. Laut einem Tweet von Ada Lovelace ist der Hafen zu.", []string{"Ada Lovelace"}},
		{"German, told", "Das sagte er der Zeitung Die Welt.", nil},
		{"French, selon", "Le port est fermé, selon l'agence AFP.", []string{"AFP"}},
		{"French, person", "Selon Macron, le port est fermé.", nil},
		{"French, tweet", "Le port est fermé, selon un tweet de Ada Lovelace.", []string{"Ada Lovelace"}},
		{"French, told", "Le maire a déclaré à Reuters que le port est fermé.", []string{"Reuters"}},
		{"Spanish, según", "El puerto está cerrado, según la agencia EFE.", []string{"EFE"}},
		{"Spanish, person", "Según Sánchez, el puerto está cerrado.", nil},
		{"Spanish, tweet", "El puerto está cerrado, según un tuit de Ada Lovelace.", []string{"Ada Lovelace"}},
		{"Spanish, told", "El alcalde dijo a Reuters que el puerto está cerrado.", []string{"Reuters"}},
		{"Portuguese", "O porto está fechado, segundo a agência Lusa.", []string{"Lusa"}},
		{"Portuguese, told", "O prefeito disse à Reuters que o porto está fechado.", []string{"Reuters"}},
		{"Italian", "Il porto è chiuso, secondo l'agenzia ANSA.", []string{"ANSA"}},
		{"Italian, tweet", "Il porto è chiuso, secondo un tweet di Ada Lovelace.", []string{"Ada Lovelace"}},
		{"Dutch", "De haven is dicht, meldt persbureau ANP.", []string{"ANP"}},
		{"Swedish", "Hamnen är stängd, enligt nyhetsbyrån TT.", []string{"TT"}},
		{"Polish", "Port jest zamknięty, podaje PAP.", []string{"PAP"}},
		{"Russian", "Порт закрыт, сообщает агентство «Интерфакс».", []string{"Интерфакс"}},
		{"Russian, with reference", "Порт закрыт, передает газета со ссылкой на ТАСС.", []string{"ТАСС"}},
		{"Russian, ministry", "Порт закрыт, сообщает МВД.", nil},
		{"Ukrainian", "Порт закрито, повідомляє Укрінформ.", nil},
		{"Turkish", "Reuters'a göre liman kapatıldı.", []string{"Reuters"}},
		{"Arabic", "أغلق الميناء بحسب وكالة رويترز اليوم.", []string{"وكالة رويترز"}},
		{"Chinese", "据新华社报道，港口已关闭。", []string{"新华社"}},
		{"Japanese", "共同通信によると、港は閉鎖された。", []string{"共同通信"}},
		{"Japanese, government", "政府によると、港は閉鎖された。", nil},
		{"Korean", "연합뉴스에 따르면 항구가 폐쇄됐다.", []string{"연합뉴스"}},
		{"each once", "The mayor told Reuters so. It is closed, Reuters reported, citing Reuters.", []string{"Reuters"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, Credits(tt.text)); diff != "" {
				t.Errorf("Credits(%q) (-want +got):\n%s", tt.text, diff)
			}
		})
	}
}

func FuzzCredits(f *testing.F) {
	for _, s := range []string{"told Reuters", "据新华社报道", "laut «ТАСС\xff", "Reuters'a göre", "According to a tweet from The The The"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		names := Credits(text)
		if len(names) > MaxCredits {
			t.Errorf("%d names", len(names))
		}
		for _, n := range names {
			if strings.TrimSpace(n) == "" {
				t.Errorf("an empty name in %q", names)
			}
		}
	})
}

// Most articles name nobody; to find that out must be quick.
func BenchmarkCredits(b *testing.B) {
	text := strings.Repeat("The harbour was closed on Tuesday after a storm, officials said, and the ferries stay where they are. ", 20)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Credits(text)
	}
}
