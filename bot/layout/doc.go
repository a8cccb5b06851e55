// Package layout turns stories into messages: posts, lists, the pages of a full
// story. It knows how platforms count (bot.Format) but not their markup.
package layout
