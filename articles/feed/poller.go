package feed

import (
	"cmp"
	"context"
	"log/slog"
	"math/rand/v2"
	"net/url"
	"runtime"
	"slices"
	"sync"
	"time"

	"herald/articles"
)

// Manners of a Poller towards the servers that it asks.
const (
	defaultHosts = 48
	spacing      = time.Second
	// maxTold bounds how many different reasons of one outage are reported.
	maxTold = 5
	// saveIn and fileIn bound the calls of States and File.
	saveIn = 5 * time.Second
	fileIn = 2 * time.Minute
	// leastReading is how many documents are read at a time at least: one that a
	// hostile publisher made must not keep all others waiting.
	leastReading = 2
)

// Fetcher gets documents; Client is one. It is called by several goroutines.
type Fetcher interface {
	Fetch(ctx context.Context, r Request) (Response, error)
}

// PollerOptions are the options of NewPoller. Client, States and File are
// needed.
type PollerOptions struct {
	Client Fetcher
	States States
	// File files the articles of one document, oldest first. It is called by
	// several goroutines, never twice at a time for one source; until it returns
	// nil for a document, that document is fetched and filed again.
	File func(ctx context.Context, list []articles.Article) error
	// Known, if not nil, reports whether an article was filed before, by whatever
	// it is known again. Without it no page is read for its full text.
	Known func(ctx context.Context, a articles.Article) (bool, error)
	// Pushed, if not nil, reports whether a hub holds itself ready to tell of the
	// news of the feed at a URL; Push files what it tells.
	Pushed func(url string, private bool) bool
	// OnHub, if not nil, is called when what Hubs tells has changed. It must not
	// block.
	OnHub func()
	// Report, if not nil, is told of a failure once for each reason, and with a
	// nil error when the source works again.
	Report func(source string, err error)
	// Ready, if not nil, is called once, when every source that was due at the
	// start has been tried. It must not block.
	Ready func()
	// Log takes what nobody else handles. Nil: nothing is logged.
	Log *slog.Logger
	// Every is the least interval of sources that have none of their own, Slowest
	// the longest to which it is stretched for a source in which little happens.
	// Zero: 5 and 30 minutes.
	Every, Slowest time.Duration
	// Hosts is how many are asked at a time. Zero: 48.
	Hosts int
}

// Poller fetches every source when it is due, and files what it says. One host
// is asked one thing at a time, with a second between; sources with one URL are
// fetched once for all.
type Poller struct {
	o PollerOptions
	// chance is a number from -1 to 1 to vary intervals by.
	chance  func() float64
	changed chan struct{}
	touches chan struct{}
	dirty   chan struct{} // something waits to be saved
	robots  *robots
	ready   sync.Once
	// reading is held while a document is read.
	reading turn

	// flushing is held while states are saved. It is taken before mu.
	flushing sync.Mutex

	mu      sync.Mutex
	sources []articles.Source
	// unsaved are states that wait to be saved, unsavedItems what was filed, by
	// source.
	unsaved      map[string]State
	unsavedItems map[string][]byte
	// fresh counts the visits whose states nobody has tried to save yet.
	fresh int
	// taken says that feeds are all that were set before Run.
	taken bool
	// touched are feeds whose times have changed.
	touched map[*visited]bool
	feeds   map[groupKey]*visited
}

// NewPoller returns a poller without sources.
func NewPoller(o PollerOptions) *Poller {
	o.Every = cmp.Or(o.Every, defaultEvery)
	o.Slowest = max(cmp.Or(o.Slowest, defaultSlowest), o.Every)
	o.Hosts = cmp.Or(o.Hosts, defaultHosts)
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.OnHub == nil {
		o.OnHub = func() {}
	}
	return &Poller{
		o:       o,
		chance:  func() float64 { return 2*rand.Float64() - 1 },
		changed: make(chan struct{}, 1),
		reading: make(turn, max(leastReading, runtime.GOMAXPROCS(0))),
		dirty:   make(chan struct{}, 1),
		touches: make(chan struct{}, 1), touched: map[*visited]bool{},
		robots:  &robots{fetcher: o.Client, sites: map[string]site{}},
		feeds:   map[groupKey]*visited{},
		unsaved: map[string]State{}, unsavedItems: map[string][]byte{},
	}
}

// SetSources replaces the sources, also while the poller runs. Only feeds are
// taken. A source that stays keeps the time at which it is due; the fetch of one
// that goes is broken off.
func (p *Poller) SetSources(list []articles.Source) {
	p.mu.Lock()
	p.sources = slices.DeleteFunc(slices.Clone(list), func(s articles.Source) bool {
		return s.Kind != "" && s.Kind != articles.KindFeed
	})
	p.mu.Unlock()
	p.wake()
}

// SourceStatus is how a source is doing.
type SourceStatus struct {
	Name, Publisher string
	// URL is without credentials and query.
	URL string
	// Address is where the feed really is, like URL; empty where that is URL.
	Address string
	// OK is when it last worked, Due when it is fetched next; zero: never, now.
	OK, Due time.Time
	// Why says why it is fetched then; empty before the first fetch.
	Why string
	// Failures counts those since OK, Error is the reason of the last one.
	Failures int
	Error    string
	// Empty is since when its document has held nothing although it used to, Silent
	// when its newest article came, where that is long ago against its own rhythm;
	// zero: neither.
	Empty, Silent time.Time
	// Hubs are the addresses of those who tell of its news, which may hold keys;
	// Pushed is when one last did, Slowed that the feed is asked seldom for that.
	Hubs   []string
	Pushed time.Time
	Slowed bool
	// Fetching says that it is being fetched right now.
	Fetching bool
	// Articles is how many its document held when last read; -1 if it has not
	// been read since the start.
	Articles int
}

// Status is how each source is doing, in the order of configuration.
func (p *Poller) Status() []SourceStatus {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := time.Now()
	list := make([]SourceStatus, 0, len(p.sources))
	for _, s := range p.sources {
		st := SourceStatus{Name: s.Name, Publisher: s.Publisher, URL: redact(s.URL), Articles: -1}
		if f, ok := p.feeds[keyOf(s)]; ok {
			st.take(f.state, now)
			st.Fetching, st.Articles = f.fetching, f.articles
		}
		list = append(list, st)
	}
	return list
}

// StatusOf is how a source is doing by its state, for those who have no poller.
func StatusOf(s articles.Source, state State, now time.Time) SourceStatus {
	st := SourceStatus{Name: s.Name, Publisher: s.Publisher, URL: redact(s.URL), Articles: -1}
	if state.URL == "" || state.URL == s.URL {
		st.take(state, now)
	}
	return st
}

// take fills in what a state says.
func (st *SourceStatus) take(s State, now time.Time) {
	if s.Failures == 0 {
		st.Empty, st.Silent = s.Memory.Empty, s.Memory.silent(now)
	}
	st.OK, st.Due, st.Failures, st.Error = s.OK, s.Due, s.Failures, s.Error
	st.Why = s.Memory.Why
	st.Hubs, st.Pushed, st.Slowed = s.Memory.Hub.addresses(), s.Memory.Pushed, st.Why == becauseOfHub
	if s.Memory.Address != "" {
		st.Address = redact(s.Memory.Address)
	}
}

// usual is the timing of sources that set none.
func (p *Poller) usual() timing { return timing{every: p.o.Every, slowest: p.o.Slowest} }

// redact is a URL without what may be secret in it.
func redact(s string) string {
	u, err := url.Parse(s)
	if err != nil {
		return ""
	}
	u.User, u.RawQuery, u.Fragment = nil, "", ""
	return u.String()
}
