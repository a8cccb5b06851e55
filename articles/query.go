package articles

// Query asks for stories: the newest, those of a topic, or the best matches of
// words.
type Query struct {
	// Topic, when not empty, keeps stories of that topic.
	Topic string
	// Words, when not empty, are searched in headline, summary and text, and
	// the answer is ranked by how well they match.
	Words string
	// Offset and Limit page through the answer. A Limit of zero means 10.
	Offset, Limit int
}

// Page is one page of an answer.
type Page struct {
	Stories []Story
	// More reports whether further stories follow.
	More bool
}
