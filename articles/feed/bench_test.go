package feed

import (
	"fmt"
	"net"
	"strings"
	"testing"
)

// BenchmarkParse reads a feed of 50 items and about 86 KB.
func BenchmarkParse(b *testing.B) {
	var items strings.Builder
	for n := range 50 {
		fmt.Fprintf(&items, `<item><title>Ferry number %d runs again after the storm</title><link>https://news.example/ferry/%d</link>
<guid>tag:news.example,2025:%d</guid><description>The ferry left the harbour at noon with forty people.</description>
<dc:creator>Mina Holt</dc:creator><category>Harbour</category><category>Weather</category><pubDate>Sat, 21 Jun 2025 10:%02d:00 GMT</pubDate>
<content:encoded><![CDATA[%s]]></content:encoded></item>`, n, n, n, n,
			strings.Repeat(`<p>The sea was <b>calm</b> by then, said the harbour master, and the <a href="/wind">wind</a> had turned to the west.</p>`, 11))
	}
	doc := []byte(rss(items.String()))
	b.SetBytes(int64(len(doc)))
	b.ReportAllocs()
	for b.Loop() {
		if list, err := Parse(doc, testSource, testSource.URL, testNow); err != nil || len(list) != 50 {
			b.Fatal(len(list), err)
		}
	}
}

// BenchmarkUnchanged asks a server on the loopback interface that says 304, a
// connection for each. What is allocated is nearly all the client's.
func BenchmarkUnchanged(b *testing.B) {
	l, err := (&net.ListenConfig{}).Listen(b.Context(), "tcp4", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		request, answer := make([]byte, maxHeader), []byte("HTTP/1.1 304 Not Modified\r\nEtag: \"1\"\r\n\r\n")
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			_, _ = conn.Read(request)
			_, _ = conn.Write(answer)
			_ = conn.Close()
		}
	}()
	defer func() { _ = l.Close(); <-done }()
	client := NewClient(ClientOptions{})
	defer client.Close()
	r := Request{URL: "http://" + l.Addr().String() + "/feed", ETag: `"1"`, Private: true}
	b.ReportAllocs()
	for b.Loop() {
		if res, err := client.Fetch(b.Context(), r); err != nil || !res.NotModified {
			b.Fatal(res.Status, err)
		}
	}
}
