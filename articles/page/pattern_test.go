package page

import "testing"

// TestPatterns compiles those that otherwise are when they are first used.
func TestPatterns(t *testing.T) {
	t.Parallel()
	for _, p := range []*pattern{
		errorTitle, errorText, challengeText, consentText, payText,
		labelUpdated, labelPublished, bylineParts, byPrefix, byHint, bylineNoise, printed, nameJoin, namePlace, brackets, office,
		endings, forms, leaders, notices, letters, pictures, pictureBy, pictureEnd, handles, captionEnd, tweetSign, shareMore,
	} {
		p.compiled()
	}
}
