package page

import "testing"

func TestUnframed(t *testing.T) {
	t.Parallel()
	const body = "The gates held through the night.\n\n## What comes next\n\nThe first ferries leave at noon."
	tests := []struct{ name, text, want string }{
		{"nothing around it", body, body},
		{"WordPress", body + "\n\nThe post Gates hold appeared first on The Harbour Blog.", body},
		{"Medium", body + "\n\nGates hold was originally published in Harbours on Medium, where people are continuing the conversation by highlighting and responding to this story.", body},
		{"Substack", "Subscribe now\n\n" + body + "\n\nShare", body},
		{"Reddit", body + "\n\nsubmitted by /u/ida\n\n[link] [comments]", body},
		{"Reddit, without a text", "submitted by /u/ida\n\n[link] [comments]", ""},
		{"a podcast", body + "\n\nSee omnystudio.com/listener for privacy information.", body},
		{"a heading over nothing", body + "\n\n## Share this:", body},
		{"its own heading", "## Video\n\n" + body, "## Video\n\n" + body},
		{"between paragraphs", "One is here.\n\nSubscribe now\n\nTwo is here.", "One is here.\n\nSubscribe now\n\nTwo is here."},
		{"a list", "Bring this:\n\n- Water\n\n- Video", "Bring this:\n\n- Water\n\n- Video"},
		{"a sentence on signatures", "The post that he wrote appeared first on Monday, and nobody read it.\n\nThen it was gone.", "The post that he wrote appeared first on Monday, and nobody read it.\n\nThen it was gone."},
	}
	for _, tt := range tests {
		if got := Unframed(tt.text); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}
