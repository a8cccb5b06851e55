package folder

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"herald/articles"
)

// mailLines is a mail with the line ends that mails have.
func mailLines(s string) []byte { return []byte(strings.ReplaceAll(s, "\n", "\r\n")) }

const newsletter = `From: =?utf-8?q?H=C3=A4rbour_Gazette?= <news@gazette.example>
To: reader@example.org
Subject: =?koi8-r?B?7c/T1A==?= of the
 week
Date: Tue, 03 Mar 2026 11:00:00 +0100
Message-ID: <20260303.1@gazette.example>
List-Archive: <https://gazette.example/letters/1>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=a

--a
Content-Type: multipart/alternative; boundary=b

--b
Content-Type: text/plain; charset=utf-8

The plain form.
--b
Content-Type: text/html; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable

<html><head><meta charset=3D"iso-8859-1"><title>Letter</title></head><body><h1>Letter</h1>
<p>The ferry Br=FCcke ran aground on a sandbank off Lonsdale early on Sunday with 240 passengers aboard=
, and lifeboats took them all to the harbour.</p>
<p>The coast guard said that fog was so thick that the bow could not be seen from the bridge of the ship.</p>
</body></html>
--b--
--a
Content-Type: text/html
Content-Disposition: attachment; filename=x.html

<p>Attached.</p>
--a--
`

func TestReadMail(t *testing.T) {
	t.Parallel()
	list, err := Read("in/letter.eml", mailLines(newsletter))
	if err != nil || len(list) != 1 {
		t.Fatalf("%v, got %+v", err, list)
	}
	got := list[0]
	if !strings.Contains(got.Text, "ferry Brücke ran aground") || strings.Contains(got.Text, "Attached") || strings.Contains(got.Text, "plain form") {
		t.Errorf("the text is %q", got.Text)
	}
	got.Text, got.Summary = "", ""
	if d := cmp.Diff(articles.Article{
		ID: "20260303.1@gazette.example", Title: "Мост of the week", URL: "https://gazette.example/letters/1",
		Authors: []string{"Härbour Gazette"}, Published: time.Date(2026, 3, 3, 10, 0, 0, 0, time.UTC),
	}, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestReadPlainMail(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ mail, text string }{
		"plain":             {"Subject: Dam holds\n\nIt held.\n\nIt is old.\n", "It held.\n\nIt is old."},
		"base64":            {"Subject: Dam holds\nContent-Transfer-Encoding: base64\n\nSXQgaGVsZC4=\n", "It held."},
		"cut off":           {"Subject: Dam holds\nContent-Type: multipart/mixed; boundary=a\n\n--a\n\nIt held.\n", "It held."},
		"no charset":        {"Subject: Dam holds\n\nDer Damm im s\xfcdlichen M\xf6rsdorf h\xe4lt.\n", "Der Damm im südlichen Mörsdorf hält."},
		"more than ASCII":   {"Subject: Dam holds\nContent-Type: text/plain; charset=us-ascii\n\nDer Damm hält.\n", "Der Damm hält."},
		"no UTF-8":          {"Subject: Dam holds\nContent-Type: text/plain; charset=UTF-8\n\nDer Damm im s\xfcdlichen M\xf6rsdorf h\xe4lt.\n", "Der Damm im südlichen Mörsdorf hält."},
		"HTML":              {"Subject: Dam holds\nContent-Type: text/html\n\n<p>Der Damm im s\xfcdlichen M\xf6rsdorf h\xe4lt.</p>\n", "Der Damm im südlichen Mörsdorf hält."},
		"HTML that says it": {"Subject: Dam holds\nContent-Type: text/html\n\n<meta charset=iso-8859-2><p>Tama p\xf3\xb3nocna trzyma.</p>\n", "Tama północna trzyma."},
		"bad types":         {"Subject: Dam holds\nContent-Type: ///\n\nIt held.\n", "It held."},
	} {
		list, err := Read("a.eml", mailLines(c.mail))
		if err != nil || len(list) != 1 || list[0].Title != "Dam holds" || list[0].Text != c.text || list[0].ID != "a.eml" {
			t.Errorf("%s: %v, got %+v", name, err, list)
		}
	}
}

func TestReadBadMail(t *testing.T) {
	t.Parallel()
	var deep strings.Builder
	deep.WriteString("Subject: x\n")
	for i := range 20 {
		b := string(rune('a' + i))
		deep.WriteString("Content-Type: multipart/mixed; boundary=" + b + "\n\n--" + b + "\n")
	}
	for name, mail := range map[string]string{
		"no mail": "\x00\x01", "nothing": "", "no text": "Subject: x\nContent-Type: image/png\n\nx", "deep": deep.String(),
		"many":  "Subject: x\nContent-Type: multipart/mixed; boundary=a\n\n" + strings.Repeat("--a\nContent-Type: image/png\n\n", 200),
		"empty": "Subject: x\n\n",
	} {
		if list, err := Read("a.eml", mailLines(mail)); err == nil {
			t.Errorf("%s: read as %+v", name, list)
		}
	}
}

func FuzzMail(f *testing.F) {
	f.Add(mailLines(newsletter))
	f.Fuzz(func(t *testing.T, data []byte) {
		list, err := Read("a.eml", data)
		if err == nil && (len(list) != 1 || list[0].Title == "") {
			t.Fatalf("read as %+v", list)
		}
	})
}
