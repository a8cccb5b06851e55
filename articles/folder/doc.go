// Package folder reads article files in a folder and watches it, so that
// dropping a file publishes it: .md with front matter, .txt (also the saved text
// of an article page), .html, .json and .jsonl, what wires send (.xml, .json), and
// newsletters (.eml). It reads through os.Root and cannot leave its folder.
package folder
