package folder

import "testing"

func TestReadWires(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"a.xml":  `<nitf><head><docdata><urgency ed-urg="1"/></docdata></head><body><body.head><hedline><hl1>Dam holds</hl1></hedline></body.head></body></nitf>`,
		"a.json": `{"uri": "urn:1", "urgency": 1, "headline": "Dam holds"}`,
		"b.json": `[{"uri": "urn:1", "urgency": 1, "headline": "Dam holds"}]`,
	} {
		list, err := Read(name, []byte(text))
		if err != nil || len(list) != 1 || list[0].Title != "Dam holds" || list[0].Urgency != 1 {
			t.Errorf("%s: %v, got %+v", name, err, list)
		}
	}
	for name, text := range map[string]string{"a.xml": "<rss/>", "b.xml": "<nitf><head><title>Da"} {
		if list, err := Read(name, []byte(text)); err == nil {
			t.Errorf("%s: read as %+v", name, list)
		}
	}
	if !Known("a.XML") {
		t.Error("files of wires are passed over")
	}
}
