package page

import "testing"

func TestWithoutMarks(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"The **dam** holds, says [the office](https://office.example/dam \"Dam\").": "The dam holds, says the office.",
		"![Dam](https://office.example/dam.jpg) The dam.":                           "The dam.",
		"It *never* failed, and `dam.log` _says_ so.":                               "It never failed, and dam.log says so.",
		"All of **the old dam** holds.":                                             "All of the old dam holds.",
		"5 * 3 * 2 is 30, and a*b*c stays.":                                         "5 * 3 * 2 is 30, and a*b*c stays.",
		"The files dam_old_a and __init__ [sic] (see above)":                        "The files dam_old_a and __init__ [sic] (see above)",
		"He said **** [1](not a link) and left.":                                    "He said **** [1](not a link) and left.",
		"A footnote* and another*.":                                                 "A footnote* and another*.",
	} {
		if got := withoutMarks(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
	a, err := ReadText([]byte("# The *dam* holds\n\nThe **dam** in the north holds for now, says [the office](https://office.example/dam), and nobody has to leave.\n\n- Bring **water**\n- Stay at home\n"))
	if want := "The dam in the north holds for now, says the office, and nobody has to leave.\n\n- Bring water\n\n- Stay at home"; err != nil || a.Title != "The dam holds" || a.Text != want {
		t.Errorf("%q, %q, %v; want %q", a.Title, a.Text, err, want)
	}
}
