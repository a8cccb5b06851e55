package page

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
)

func TestEncodingsOfPages(t *testing.T) {
	t.Parallel()
	const polish, chinese = "Zażółć gęślą jaźń", "港口的闸门守住了"
	gbk, err := simplifiedchinese.GBK.NewEncoder().String(chinese)
	if err != nil {
		t.Fatal(err)
	}
	latin2, err := charmap.ISO8859_2.NewEncoder().String(polish)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, head, title, want string }{
		{"UTF-8 undeclared", "", polish, polish},
		{"declared", `<meta charset="iso-8859-2">`, latin2, polish},
		{"declared late", `<meta charset="utf-8"><script>` + strings.Repeat("x", 3000) + `</script><meta http-equiv="Content-Type" content="text/html; charset=gb2312">`, gbk, chinese},
		{"zero bytes", "<meta charset=utf-8>\x00", polish, polish},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			a, err := ReadHTML([]byte("<html><head>"+c.head+"<title>"+c.title+"</title></head><body>"+proseOf(2)+"</body></html>"), "")
			if err != nil || a.Title != c.want {
				t.Errorf("got %q, %v, want %q", a.Title, err, c.want)
			}
		})
	}
}
