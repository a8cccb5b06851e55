package page

import "testing"

func TestFurniture(t *testing.T) {
	t.Parallel()
	for _, s := range []string{
		"• YOU MAY ALSO LIKE TO WATCH THIS TRENDING STORY ON YOUTUBE. The Ship That Sailed Alone", "READ ALSO: Ten dams",
		"Also read: Ten dams", "Related: Ten dams", "RELATED STORIES", "Watch: The dam fails", "WATCH NOW Ten dams", "Don’t miss: Ten dams", "Trending", "You might also like",
		"Read more: Ten dams", "Share on Facebook", "Share this:", "Tweet", "Facebook Twitter WhatsApp Copy link", "Share 214", "Click to share on X (Opens in new window)",
		"Leave a Reply", "Leave a Comment", "Your email address will not be published. Required fields are marked *", "Required fields are marked *", "Name *", "Email *", "Website", "Comment *",
		"Save my name, email, and website in this browser for the next time I comment.", "3 thoughts on “Dam fails”", "12 Comments", "No comments yet", "Be the first to comment!",
		"Subscribe to our newsletter", "Sign up for our daily briefing.", "Subscribe", "Get the news in your inbox every morning.", "Join our WhatsApp channel", "Follow us on X",
		"Enter your email address", "This website uses cookies to improve your experience.", "Accept all cookies", "Advertisement", "- Advertisement -", "SPONSORED", "Skip to content", "Home | World | Politics",
		"Home » World » Europe", "Home > News > Local", "NEWS SPORT OPINION BUSINESS", "© 2026 Arlen Herald", "Copyright 2026 Arlen Herald. All rights reserved.", "All rights reserved.",
		"Photo: Jane Doe", "Image credit: Jane Doe / AFP", "Photo by Jane Doe", "The dam on Monday. REUTERS/Jane Doe", "(Photo by Jane Doe/Getty Images)", "A view of the dam (Image: GETTY)",
		"Previous Post: Ten dams", "Next Article →", "« Older posts", "@arlenherald", "https://example.org/dam", "5 min read", "Click here for more.", "Story continues below",
		"Last updated 11 minutes ago", "FOR IMMEDIATE RELEASE", "Contact: Jane Roe, press@example.org, +1 555 0100",
		"Lesen Sie auch: Zehn Dämme", "Teilen", "Kommentare (12)", "Schreibe einen Kommentar", "Te puede interesar: Diez presas", "Deja una respuesta",
		"Tu dirección de correo electrónico no será publicada. Los campos obligatorios están marcados con *", "Lire aussi : Dix barrages", "Laisser un commentaire",
		"Leia também: Dez barragens", "Leggi anche: Dieci dighe", "Читайте также: Десять плотин", "Добавить комментарий", "اقرأ أيضا: عشرة سدود", "اترك تعليقاً",
		"Copyright ⓒ Example. 무단전재 및 재배포 금지", "저작권자 Example. 무단 전재 금지", "無断転載を禁じます", "未经授权，不得转载", "责任编辑：李明", "Alle Rechte vorbehalten.", "Riproduzione riservata",
		"The contents of this site are ©2026 Arlen Media.", "Arlen Herald may earn an affiliate commission if you purchase something through links in this article.",
		"When you buy through links on our site, we may earn a commission.", "Image copyright Reuters", "Provided by Arlen Space Agency", "SEE MORE: Ten dams", "See more",
		"5–6 minutes", "4 min read", "3 hours ago", "Vor 2 Stunden", "il y a 3 heures", "Save", "Story continues", "View comments", "Page 1 of 2", "Printed on 15 March 2026",
		"SHARES 124 VIEWS 1.2k", "ShareTweetShare", "Share on FacebookShare on Twitter", "1.2K Followers", "Written by Jane Doe", "Previous Post", "Startseite > Politik > Inland", "Accueil › International", "الرئيسية » أخبار » العالم",
		"(Reporting by Jane Doe; Editing by John Roe)", "Jane Doe contributed to this report.", "Loading...", "Menu", "Back to top", "Powered by WordPress",
	} {
		l := readLine(s)
		if furnitureShape(l) == notFurniture && hasWords(s) {
			t.Errorf("%q is not furniture", s)
		}
		if isParagraph(l) && !aboutSite(l.text) {
			t.Errorf("%q has no hint", s)
		}
	}
}

func TestNotFurniture(t *testing.T) {
	t.Parallel()
	for _, s := range []string{
		"Watch how the council voted and you see how far apart its parties are.", "Read more than ten books a year and the card is free.",
		"Follow the money, and it leads to the savings bank.", "Share prices fell by a tenth.", "Related to this is the question of who pays.", "Like many at the meeting, she had come on foot.",
		"We baked 400 cookies for the fair, the baker said.", "Copyright law has not kept up, she said.", "Designed by Ann Lee, the bridge opened in 2001.", "No comment on the matter came from the ministry.",
		"One response to the crisis was to build.", "Video by a bystander shows the officer leaving the house before the fire began.", "The figures came via Reuters.", "By signing the treaty, both sides agree to talk.",
		"Health and science", "Trending downwards, the price of wheat has lost a third since May.", "Live music returns to the old hall on Friday.", "Home prices rise", "Comments by readers were friendly, the librarian said.",
		"You may also recall that he had promised this before.", "Register to vote by Friday, the council said.", "Subscribers pay nothing, the paper said.", "Sponsored by the club, she trained for two years.",
		"Elsewhere", "Photos from the scene show two burnt houses.", "Images of the dam went around the world.", "Loading the ships took three days.", "Name and address were not given.",
		"Email was down for an hour.", "Advertisement sales fell by a tenth.", "Next week the council votes again.", "Previous attempts had failed.", "Related costs rose, too.", "Print runs are falling.",
		"Recommended doses are lower now, the agency said.", "Popular protests followed.", "Most read it as a threat.", "Top stories in the tower were evacuated first.", "Don’t miss the forest for the trees, she said.",
		"Teilen wollte er den Preis nicht.", "По теме мы говорили час.", "Publicité et presse sont liées, dit-elle.", "Commentaires et critiques n’ont pas manqué.", "Contacts with the crew broke off at 12 minutes past six.",
		"Three hours ago the gates were opened.", "Save the date, the mayor said.", "Help came at noon.", "The status of the dam is unknown.", "Views differ on the dam.",
		"Brokers may earn a lower commission from May.", "If you buy a house there, the agent’s commission is five per cent.", "Image copyright was the third matter on the list.",
		"Provided by law, the fund was never used.", "See more than ten ships a day.", "版权法将在五月修改。",
		"Contact tracing ended on Monday.", "In case you missed it, the dam failed.", "Twitter said it would appeal.", "Menus were printed in two languages.",
	} {
		if shape := furnitureShape(readLine(s)); shape != notFurniture {
			t.Errorf("%q is furniture %d", s, shape)
		}
	}
}

func TestCutTail(t *testing.T) {
	t.Parallel()
	tests := []struct {
		title, headline string
		keywords        int
	}{
		{"Dam fails — dam news, Arlen flood warning, river level 2026", "Dam fails", 3},
		{"Dam fails | dam news, Arlen flood warning", "Dam fails", 2},
		{"Dam fails above Arlen - dam failure cause, flood warning, river level today", "Dam fails above Arlen", 3},
		{"Dam fails – the day after – dam news 2026, Arlen flood", "Dam fails – the day after", 2},
		{"Dam fails above Arlen | Arlen Herald", "Dam fails above Arlen", 0},
		{"Dam fails above Arlen - The New York Times", "Dam fails above Arlen", 0},
		{"Dam fails above Arlen – example.com", "Dam fails above Arlen", 0},
		{"Storm hits coast — thousands flee, dozens missing", "Storm hits coast — thousands flee, dozens missing", 0},
		{"Talks fail — Qatar, Oman, Jordan", "Talks fail — Qatar, Oman, Jordan", 0},
		{"Dam fails — and nobody knows why, officials say", "Dam fails — and nobody knows why, officials say", 0},
		{"Covid-19: what we know", "Covid-19: what we know", 0},
		{"Dam fails - live", "Dam fails - live", 0},
		{"“I was lucky” — a survivor speaks", "“I was lucky” — a survivor speaks", 0},
	}
	for _, tt := range tests {
		t.Run(tt.title, func(t *testing.T) {
			t.Parallel()
			headline, keywords := cutTail(tt.title)
			if headline != tt.headline || len(keywords) != tt.keywords {
				t.Errorf("got %q and %q", headline, keywords)
			}
		})
	}
}
