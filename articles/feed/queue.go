package feed

import (
	"cmp"
	"container/heap"
	"maps"
	"net/url"
	"strings"
	"time"
)

// host is a server that is asked one thing at a time.
type host struct {
	busy bool
	// free is when it may be asked again; held that it asked for the time.
	free time.Time
	held bool
	// waiting became due while it was busy; there are never more than sources.
	waiting []*visited
}

// postpone puts f off until its host may be asked. Nobody is to wait for it where
// that was the host's wish.
func (r *run) postpone(f *visited, h *host) {
	if h.held {
		delete(r.untried, f)
	}
	r.push(f, h.free)
}

func (r *run) push(f *visited, at time.Time) {
	f.at = at
	heap.Push(&r.queue, f)
}

// plan has f wait for what is due first.
func (r *run) plan(f *visited) {
	f.due = r.p.next(f)
	r.push(f, f.due)
}

// replan has feeds wait anew whose times were changed while they waited.
func (r *run) replan() {
	r.p.mu.Lock()
	list := r.p.touched
	r.p.touched = map[*visited]bool{}
	r.p.mu.Unlock()
	for f := range list {
		r.sooner(f)
	}
}

// sooner moves f forward in the queue where something of it is due before.
func (r *run) sooner(f *visited) {
	if at := r.p.next(f); f.index >= 0 && at.Before(f.due) {
		f.due, f.at = at, at
		heap.Fix(&r.queue, f.index)
	}
}

// next is when something of f is due.
func (p *Poller) next(f *visited) time.Time {
	p.mu.Lock()
	defer p.mu.Unlock()
	at := f.state.Due
	if w, ok := f.nextPage(); ok && w.Due.Before(at) {
		at = w.Due
	}
	return at
}

// aim chooses what to fetch for f, the feed before pages, and gives its host.
func (r *run) aim(f *visited, now time.Time) *host {
	r.p.mu.Lock()
	address, due := cmp.Or(f.state.Memory.Address, f.key.url), f.state.Due
	w, ok := f.nextPage()
	r.p.mu.Unlock()
	f.page = ok && due.After(now) && !w.Due.After(now)
	if f.page {
		address = w.Article.URL
	}
	return r.host(address)
}

// host is the one that an address is fetched from.
func (r *run) host(address string) *host {
	name := address
	if u, err := url.Parse(address); err == nil {
		name = strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	}
	if r.hosts[name] == nil {
		r.forgetHosts()
		r.hosts[name] = &host{}
	}
	return r.hosts[name]
}

// maxHosts is how many hosts are remembered: pages may be anywhere.
const maxHosts = 50_000

// forgetHosts drops those that nobody waits for, where there are too many.
func (r *run) forgetHosts() {
	if len(r.hosts) < maxHosts {
		return
	}
	now := time.Now()
	maps.DeleteFunc(r.hosts, func(_ string, h *host) bool { return !h.busy && !h.free.After(now) })
}

// isDue reports whether a feed itself is due.
func (p *Poller) isDue(f *visited) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return !f.state.Due.After(time.Now())
}

// queue is a heap of sources by the time to look at them.
type queue []*visited

func (q queue) Len() int { return len(q) }
func (q queue) Less(i, j int) bool {
	if c := cmp.Or(q[i].at.Compare(q[j].at), q[i].due.Compare(q[j].due)); c != 0 {
		return c < 0
	}
	return q[i].name < q[j].name
}
func (q queue) Swap(i, j int) {
	q[i], q[j] = q[j], q[i]
	q[i].index, q[j].index = i, j
}

// Push and Pop are called by the heap package.
func (q *queue) Push(x any) {
	f := x.(*visited)
	f.index = len(*q)
	*q = append(*q, f)
}

// Pop takes off the last.
func (q *queue) Pop() any {
	old := *q
	f := old[len(old)-1]
	old[len(old)-1] = nil
	*q = old[:len(old)-1]
	f.index = -1
	return f
}
