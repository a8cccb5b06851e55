package articles

import "testing"

func TestListing(t *testing.T) {
	t.Parallel()
	tests := []struct{ headline, what string }{
		{"Live updates: Dam fails", "a live page"},
		{"LIVE: Dam fails in the north", "a live page"},
		{"Dam failure – live updates", "a live page"},
		{"Liveblog: der Damm bricht", "a live page"},
		{"Der Dammbruch im Liveticker", "a live page"},
		{"EN DIRECT - Le barrage a cédé", "a live page"},
		{"Watch live: the mayor speaks", "a live page"},
		{"Election night as it happened", "a live page"},
		{"بث مباشر: كلمة الرئيس", "a live page"},
		{"直播：大坝", "a live page"},
		{"5 things to know about the dam", "a list"},
		{"The 10 best things to do in Varnholm", "a list"},
		{"Seven takeaways from the debate", "a list"},
		{"Cinco claves del acuerdo", "a list"},
		{"What we know so far about the dam", "a list"},
		{"Dam failure: what you need to know", "a list"},
		{"Week in pictures: storms and sun", "a round-up"},
		{"Morning briefing: dam fails", "a round-up"},
		{"Opinion: the dam was old", "a round-up"},
		{"Your morning briefing", "a round-up"},
		{"Headlines at 9 PM", "a round-up"},
		{"Your horoscope for Tuesday", "a pastime"},
		{"The weekly news quiz", "a pastime"},
		{"Wordle today: hints for number 1,204", "a pastime"},
		{"星座运势：本周", "a pastime"},
		{"гороскоп на завтра", "a pastime"},
		{"Bugünkü burç yorumları", "a pastime"},
		{"Watch live as the dam is blown up", "a live page"},
		{"Relacja na żywo z meczu", "a live page"},
		{"Канал: онлайн-трансляция заседания", "a live page"},
		{"Canlı anlatım: Galatasaray", "a live page"},
		{"【ライブ】首相会見", "a live page"},
		{"Notre direct sur les élections", "a live page"},
		{"5 вещей, которые нужно знать о плотине", "a list"},
		{"5 rzeczy, które musisz wiedzieć", "a list"},
		{"Everything to know about the dam", "a list"},
		{"How to watch the eclipse", "an explainer"},
		{"Comment réserver ses vacances", "an explainer"},
		{"Почему плотины рушатся", "an explainer"},

		{"Dam fails in the north", ""},
		{"10 dead as dam fails", ""},
		{"Five people killed in two storms", ""},
		{"Five stories collapse in building fire", ""},
		{"Three moments later the dam failed", "a list"},
		{"Live-action film announced", ""},
		{"Live ammunition found in school", ""},
		{"Lives lost as dam fails", ""},
		{"Two ways out of crisis, says minister", ""},
		{"Minister resigns after review of dam", ""},
		{"Newspaper opinion editor arrested", ""},
		{"Quizzed for hours, minister resigns", ""},
		{"Headlines were wrong, editor says", ""},
		{"Morning storm hits the coast", ""},
		{"Weekend storm kills four", ""},
		{"Video shows dam failing", ""},
		{"12 best-known hostages freed", ""},
		{"首相がライブ会場で襲われる", ""},
		{"男子网红直播时遭枪杀", ""},
		{"В Томске закрыли музей онлайн: суд", ""},
		{"", ""},
	}
	for _, tt := range tests {
		t.Run(tt.headline, func(t *testing.T) {
			t.Parallel()
			if what, ok := Listing(tt.headline); what != tt.what || ok != (tt.what != "") {
				t.Errorf("Listing = %q, %v, want %q", what, ok, tt.what)
			}
		})
	}
}
