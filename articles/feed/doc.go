// Package feed reads feeds: RSS, Atom, RDF and JSON Feed. Parse turns a document
// into articles; Client fetches politely and never from private addresses unless
// allowed; Poller fetches every source when it is due and hands the articles on.
package feed
