package articles

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestCreditShapes compiles every expression, as nobody else does before it is needed:
// each has the name in its first group.
func TestCreditShapes(t *testing.T) {
	t.Parallel()
	for i, c := range allCredits {
		if c.shape().NumSubexp() < 1 {
			t.Errorf("form %d names nobody", i)
		}
	}
}

func TestCredits(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, text string
		want       []string
	}{
		{"tweet", "According to a tweet from The Harbour Index, it failed. According to the tweet from The Harbour Index, twice.", []string{"The Harbour Index"}},
		{"agency", "It failed, according to Reuters. The dam, AFP reported, was old.", []string{"Reuters", "AFP"}},
		{"article and case", "An engineer told the BBC on Monday. The BBC reported it first.", []string{"BBC"}},
		{"first reported", "The vote was first reported by the Arlen Herald.", []string{"Arlen Herald"}},
		{"citing", "State television, citing the Tasnim news agency, said so.", []string{"Tasnim"}},
		{"possessive", "She told CNN’s Ann Lee that it was over.", []string{"CNN"}},
		{"day behind", "He told Reuters Monday that it was over.", []string{"Reuters"}},
		{"institute", "Prices rose, according to figures from the Orrin Valley Institute.", []string{"Orrin Valley Institute"}},
		{"source line", "Source: Agence Marine", []string{"Agence Marine"}},
		{"embedded tweet", "— The Harbour Index (@harbourindex) March 3, 2026", []string{"The Harbour Index"}},
		{"via", "The picture came via the Associated Press.", []string{"Associated Press"}},
		{"two publishers", "It was over, according to The Wrap and Deadline.", []string{"The Wrap"}},
		{"correspondent", "He had, according to Ann Lee of the Washington Post, gone.", []string{"Washington Post"}},
		{"dateline", "ARLEN, March 3 (Reuters) - The dam failed.", []string{"Reuters"}},
		{"pronoun", "According to him it failed. She told them so. They reported it.", nil},
		{"officials", "According to U.S. officials, it failed. He told Reuters journalists so.", nil},
		{"person", "According to Mayor Rita Alves, it failed. Smith reported for duty. Jones told Brown.", nil},
		{"clause", "When President Rita Alves tweeted that, she left. Meanwhile Reuters reported more.", []string{"President Rita Alves", "Reuters"}},
		{"clause in a headline", "Report: Report Out Of Arlen Dam May Not Be Safe tweeted", nil},
		{"day inside", "He told CNN on Thursday of Arlen's decision.", []string{"CNN"}},
		{"presenter", "In an interview with Ann Lee on Sky News, he left.", []string{"Sky News"}},
		{"the publisher of two", "So 60 Minutes and The Washington Post reported.", []string{"The Washington Post"}},
		{"a publisher's reporter", "In a report by The Athletic’s Ann Lee, players left.", []string{"The Athletic"}},
		{"a country's agency", "It was published by China’s Xinhua News Agency on Friday.", []string{"Xinhua News Agency"}},
		{"address", "It failed, according to a report from Military.com.", []string{"Military.com"}},
		{"a state in letters", "It failed, according to data from the U.S. and its allies.", nil},
		{"roles", "Reporters tweeted that. The Arlen Democrat wrote on Twitter.", nil},
		{"law", "According to Article 5, it is legal. According to the Constitution it is not.", nil},
		{"state", "According to the United States, it failed. He told Congress. According to Iran, no.", nil},
		{"a tweet by somebody in office", "It was over, according to a tweet from President Donald Trump. Trump wrote on X that he won.", []string{"President Donald Trump"}},
		{"a tweet by a minister", "OPEC agreed on a cut, according to a tweet from finance minister Salman.", []string{"Salman"}},
		{"a tweet that said", "The price jumped, a tweet from the minister Salman said.", []string{"Salman"}},
		{"the fuller name", "Trump said in a post on Truth Social that it was over. Donald Trump tweeted that, too.", []string{"Donald Trump"}},
		{"a post by nobody", "It failed, according to a tweet from officials. A post by the river said so.", nil},
		{"no name", "According to a report from last year, it failed.", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, Credits(tt.text)); diff != "" {
				t.Errorf("credits(%q) (-want +got):\n%s", tt.text, diff)
			}
		})
	}
}
