package folder_test

import (
	"fmt"

	"herald/articles/folder"
)

func ExampleRead() {
	list, err := folder.Read("today/dam.md", []byte("---\npublisher: Arlen Herald\nbreaking: true\n---\n# Dam fails\n\nNobody was *hurt*.\n"))
	if err != nil {
		fmt.Println(err)
		return
	}
	a := list[0]
	fmt.Println(a.ID, "/", a.Publisher, "/", a.Marker, "/", a.Title, "/", a.Text)
	// Output: today/dam.md / Arlen Herald / BREAKING / Dam fails / Nobody was hurt.
}
