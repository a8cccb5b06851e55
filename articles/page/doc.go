// Package page reads article pages: HTML documents, and the plain text of a page
// as people save or scrape it. It finds headline, deck, byline, date, marker,
// summary, credits and the clean full text, and leaves the page's furniture
// behind.
package page
