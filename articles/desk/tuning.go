package desk

import "time"

// tuning are the figures by which articles are compared and joined to stories. They
// hold from headlines alone to full texts. docs/desk.md says on which labelled news
// they were chosen, and TestPerturbed how much depends on each.
type tuning struct {
	// titleWeight is how much more a word in the headline counts than one in the
	// lead; again is what a word adds when it comes again, in parts of its first
	// weight.
	titleWeight, again float64
	// numberWeight is how much more a number counts than a word: two pieces that
	// give the same figure mostly speak of the same thing.
	numberWeight float64
	// beginningWeight is how much less the beginning of a word counts than the
	// word, so that "Ukraine" and "Ukrainian" meet.
	beginningWeight float64

	// rarityPower flattens the rarity of terms: one that is ten times as rare says
	// more, but not so much that a single odd word outweighs all others.
	rarityPower float64
	// backgroundWeight is how many open stories the background counts for. The
	// operator's own news outweighs it as it fills the window. backgroundUnseen is
	// in how many articles of the background a term is taken to be besides those
	// counted, so that an unknown word is not infinitely rare.
	backgroundWeight, backgroundUnseen float64

	// rarest is how much the rarest word that both have counts, rarestHeadline where
	// there is only a headline to compare, in which it would otherwise outweigh the
	// few other words. ordinary is how rare it is in most pairs that share a few
	// words by chance. The background counts as rareBackground stories here: what is
	// rare must be rare in what is open, too.
	rarest, rarestHeadline, ordinary, rareBackground float64
	// otherDays is what is taken away where both name days of the week, but not
	// the same, fading within dayFades between them; otherNumbers is what is where
	// both give numbers, but none in common, and otherNames where both name
	// somebody more than once, but nobody in common.
	otherDays                float64
	dayFades                 time.Duration
	otherNumbers, otherNames float64
	// fewWords is what is left of the likeness of two texts that share a single
	// word: that is mostly chance, however rare it is.
	fewWords float64
	// fading is the time after which a likeness counts for 1/e.
	fading time.Duration

	// joinAt is the likeness from which on an article joins a story. Where there
	// is only a headline to compare, less is enough: two of these share fewer
	// words by accident.
	joinAt, joinHeadlineAt float64
	// crowding is how much more it takes for each ten times as many open stories
	// beyond few: among many, something is always a little alike.
	crowding, few float64
	// sameVoice is how much more it takes within one publisher, whose own
	// follow-ups use the same words. Headlines alone share fewer.
	sameVoice, sameVoiceHeadline float64
	// firstDay is how much more it takes in an empty window, less with each story
	// until there are firstStories: the names of a place seem rare until more has
	// come from there. To be strict for longer leaves stories in pieces that nothing
	// joins later.
	firstDay, firstStories float64
	// otherForm is what is taken away where two headlines of one form have different
	// names in the same place.
	otherForm float64
}

// tuned is what is used. Only TestPerturbed changes it.
var tuned = tuning{
	titleWeight: 1.7, again: 0.2, numberWeight: 1.35, beginningWeight: 0.3,
	rarityPower: 0.9, backgroundWeight: 1200, backgroundUnseen: 4,
	rarest: 0.25, rarestHeadline: 0.15, ordinary: 0.7, rareBackground: 40,
	otherDays: 0.4, dayFades: 24 * time.Hour, otherNumbers: 0.15, otherNames: 0.15,
	fewWords: 0.3, fading: 54 * 24 * time.Hour,
	joinAt: 0.1, joinHeadlineAt: 0.04,
	crowding: 0.12, few: 45,
	sameVoice: 0.29, sameVoiceHeadline: 0.05,
	firstDay: 0.24, firstStories: 2,
	otherForm: 0.9,
}
