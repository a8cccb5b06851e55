package articles

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestVoices(t *testing.T) {
	t.Parallel()
	by := func(publisher string) Article { return Article{Publisher: publisher} }
	copied := func(publisher, of string) Article { return Article{Publisher: publisher, CopyOf: of} }
	citing := func(publisher string, credits ...string) Article {
		return Article{Publisher: publisher, Credits: credits}
	}
	tests := []struct {
		name           string
		told           []Article
		voices, others []string
	}{
		{"nobody", nil, nil, nil},
		{"each on its own", []Article{by("Post"), by("Wire"), by("Post")}, []string{"Post", "Wire"}, nil},
		{"copies of a wire", []Article{by("Wire"), copied("Post", "Wire"), copied("Times", "Wire")}, []string{"Wire"}, []string{"Post", "Times"}},
		{"a copy of a copy", []Article{by("Wire"), copied("Times", "Post"), copied("Post", "Wire")}, []string{"Wire"}, []string{"Times", "Post"}},
		{"a copy and an own piece", []Article{by("Wire"), copied("Post", "Wire"), by("Post")}, []string{"Wire", "Post"}, nil},
		{"a copy of its own", []Article{by("Wire"), copied("Wire", "Wire")}, []string{"Wire"}, nil},
		{"the copied piece is elsewhere", []Article{copied("Post", "Wire"), copied("Times", "Wire")}, []string{"Post"}, []string{"Times"}},
		{"one origin for all", []Article{citing("Post", "Senator Tamm"), citing("Times", "senator tamm"), citing("Herald", "Senator Tamm")}, []string{"Post"}, []string{"Times", "Herald"}},
		{"the origin tells it too", []Article{citing("Post", "The Wire"), citing("Times", "Wire"), by("Wire")}, []string{"Wire"}, []string{"Post", "Times"}},
		{"several sources", []Article{citing("Post", "Wire", "the mayor"), citing("Times", "Wire"), by("Wire")}, []string{"Post", "Wire"}, []string{"Times"}},
		{"a person by many names", []Article{
			citing("Post", "Trump"), citing("Times", "President Trump"), citing("Herald", "U.S. President Donald Trump", "Trump"), by("Wire"),
		}, []string{"Post", "Wire"}, []string{"Times", "Herald"}},
		{"two people of one name", []Article{
			citing("Post", "Ivanka Trump"), citing("Times", "Donald Trump"), citing("Herald", "Trump"),
		}, []string{"Post", "Times", "Herald"}, nil},
		{"a paper is not another that ends like it", []Article{citing("Post", "Times"), citing("Herald", "Arlen Times")}, []string{"Post", "Herald"}, nil},
		{"a wire that credits itself", []Article{citing("Wire", "Wire"), by("Post")}, []string{"Wire", "Post"}, nil},
		{"different origins", []Article{citing("Post", "Wire"), citing("Times", "Agency")}, []string{"Post", "Times"}, nil},
		{"the original came later", []Article{citing("Post", "Wire"), copied("Wire", "Post")}, []string{"Post"}, []string{"Wire"}},
		{"a ring with a tail", []Article{copied("Tail", "B"), copied("B", "C"), copied("C", "B")}, []string{"B"}, []string{"Tail", "C"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := Story{Articles: tt.told}
			if diff := cmp.Diff(tt.voices, s.Voices()); diff != "" {
				t.Errorf("voices (-want +got):\n%s", diff)
			}
			others := s.voiceless()
			if len(others) == 0 {
				others = nil
			}
			if diff := cmp.Diff(tt.others, others); diff != "" {
				t.Errorf("no voices (-want +got):\n%s", diff)
			}
		})
	}
}

// TestCopiesAndEchoes: who only repeats another's words is told apart from who wrote
// something on the word of the same source.
func TestCopiesAndEchoes(t *testing.T) {
	t.Parallel()
	s := Story{Articles: []Article{
		{Publisher: "Post", Credits: []string{"Senator Tamm"}},
		{Publisher: "Times", CopyOf: "Post", Credits: []string{"Senator Tamm"}},
		{Publisher: "Herald", Credits: []string{"Senator Tamm"}},
		{Publisher: "Lamp", CopyOf: "Post"},
		{Publisher: "Lamp", Credits: []string{"Senator Tamm"}},
		{Publisher: "Gone", CopyOf: "Post", Status: Canceled},
		{Publisher: "Wire"},
	}}
	if diff := cmp.Diff([]string{"Times"}, s.Copies()); diff != "" {
		t.Errorf("copies (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"Herald", "Lamp"}, s.Echoes()); diff != "" {
		t.Errorf("echoes (-want +got):\n%s", diff)
	}
}

func TestSamePublisher(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		a, b string
		same bool
	}{
		{"The Guardian", "guardian", true}, {"Al-Jazeera", "al jazeera", true}, {"Reuters", "Reuters Health", false},
		{"The", "the", true}, {"朝日新聞", "朝日新聞", true}, {"!", "?", false},
	} {
		if got := SamePublisher(tt.a, tt.b); got != tt.same {
			t.Errorf("SamePublisher(%q, %q) = %v", tt.a, tt.b, got)
		}
	}
}
