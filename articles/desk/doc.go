// Package desk makes stories of articles: it joins each article to the story
// that it tells or opens a new one, judges whether the story is breaking and
// says why, and finds related stories.
//
// The decisions (Window.Join, Judge, Window.Related) are pure functions of their
// data; Desk is the thin shell that files what they decide.
package desk
