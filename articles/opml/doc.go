// Package opml reads and writes lists of feeds as feed readers exchange them
// (http://opml.org/spec2.opml), and reads those of other programs that post news.
// Folders stand for topics.
package opml
