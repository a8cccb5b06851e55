//go:build unix

package scale

import (
	"bufio"
	"bytes"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// serverEnv makes the test binary the server.
const serverEnv = "HERALD_SCALE_SERVER"

// How the server answers who knows a document already.
const (
	modeFresh   = iota // 304
	modeSame           // the same document once more
	modeChanged        // one with a new item on top
)

// publishers plays one publisher for each address of 127.0.0.0/8.
type publishers struct {
	mode    atomic.Int32
	items   int
	latency time.Duration
	start   time.Time
	texts   *texter
}

func (p *publishers) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if mode, ok := strings.CutPrefix(r.URL.Path, "/mode/"); ok {
		n, _ := strconv.Atoi(mode)
		p.mode.Store(int32(n))
		return
	}
	timer := time.NewTimer(p.latency)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-r.Context().Done():
		return
	}
	mode := p.mode.Load()
	w.Header().Set("ETag", fmt.Sprintf(`"%d"`, mode/modeChanged))
	if mode == modeFresh && r.Header.Get("If-None-Match") != "" {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	items := p.items
	if mode == modeChanged {
		items++
	}
	_, _ = w.Write(p.feed(r.Host, items))
}

// feed is a document of some 86 KB with 50 items, 8 hours between them.
func (p *publishers) feed(host string, items int) []byte {
	var b bytes.Buffer
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Feed</title><language>en</language>`)
	seed := uint64(0)
	for _, c := range host {
		seed = seed*31 + uint64(c)
	}
	for n := items; n > 0; n-- {
		at := p.start.Add(time.Duration(n-p.items) * 8 * time.Hour)
		a := p.texts.article(seed, n)
		fmt.Fprintf(&b, `<item><title>%s</title><link>http://%s/item/%d</link><guid>http://%[2]s/item/%[3]d</guid><pubDate>%s</pubDate><category>%s</category><description>%s.</description><content:encoded><![CDATA[<p>%s.</p><p>%s.</p>]]></content:encoded></item>`,
			a.title, host, n, at.Format(time.RFC1123Z), a.category, a.summary, a.first, a.second)
	}
	b.WriteString("</channel></rss>")
	return b.Bytes()
}

// serveAll is the process of the server: it tells its port, and ends when its
// input does.
func serveAll() {
	items, _ := strconv.Atoi(os.Getenv("HERALD_SCALE_ITEMS"))
	latency, _ := time.ParseDuration(os.Getenv("HERALD_SCALE_LATENCY"))
	feeds, _ := strconv.Atoi(os.Getenv("HERALD_SCALE_FEEDS"))
	p := &publishers{
		items: items, latency: latency, start: time.Now().Truncate(time.Second),
		texts: newTexter(os.Getenv("HERALD_SCALE_TEXTS"), feeds),
	}
	l, err := net.Listen("tcp4", "0.0.0.0:0")
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	fmt.Println(l.Addr().(*net.TCPAddr).Port)
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		os.Exit(0)
	}()
	_ = http.Serve(l, p)
}

// town is the server as the test sees it.
type town struct{ port string }

func startTown(t *testing.T, items int, latency time.Duration, texts string) town {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^$")
	cmd.Env = append(os.Environ(), serverEnv+"=1", fmt.Sprintf("HERALD_SCALE_ITEMS=%d", items), "HERALD_SCALE_LATENCY="+latency.String(),
		"HERALD_SCALE_TEXTS="+texts, fmt.Sprint("HERALD_SCALE_FEEDS=", *feeds))
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = in.Close()
		_ = cmd.Wait()
	})
	port, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	return town{port: strings.TrimSpace(port)}
}

// url is the feed of the nth publisher, each at a host of its own.
func (s town) url(n int) string {
	return fmt.Sprintf("http://127.%d.%d.%d:%s/feed", 1+n/62500, n/250%250, 1+n%250, s.port)
}

func (s town) set(t *testing.T, mode int) {
	t.Helper()
	r, err := http.Post(fmt.Sprintf("http://127.0.0.1:%s/mode/%d", s.port, mode), "", nil)
	if err != nil {
		t.Fatal(err)
	}
	_ = r.Body.Close()
}

func TestMain(m *testing.M) {
	if os.Getenv(serverEnv) != "" {
		serveAll()
		return
	}
	if job := os.Getenv(archiveEnv); job != "" {
		fillAsTold(job)
		return
	}
	debug.SetGCPercent(50) // as the program does
	flag.Parse()
	if *profile == "" {
		runtime.MemProfileRate = 0 // as in the program, into which no profile is linked
	}
	os.Exit(m.Run())
}
