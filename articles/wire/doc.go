// Package wire reads what news agencies send: ninjs 1.0 to 3.1, NewsML-G2, NITF
// and NewsML 1, the standards of the IPTC (https://iptc.org/standards/). Beside
// the text they say how urgent an item is, from when it may be told, which version
// it is, whether it was corrected, and whether it still stands.
package wire
