package metrics

import (
	"context"
	"net/http"
	"runtime"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Set is all metrics of one Herald. Its methods are safe for concurrent use.
type Set struct {
	registry *prometheus.Registry

	deliveries *prometheus.CounterVec
	send       *prometheus.HistogramVec
	breaking   *prometheus.HistogramVec
	fetches    *prometheus.CounterVec
	fetch      prometheus.Histogram
	pushes     *prometheus.CounterVec
	articles   prometheus.Counter
	stories    prometheus.Counter
	verdicts   *prometheus.CounterVec
	ticks      *prometheus.CounterVec
	lag        prometheus.Histogram
	commands   *prometheus.CounterVec
	command    *prometheus.HistogramVec
}

// Buckets of the histograms, in seconds. send is one call of a platform; posts
// reach every subscriber within seconds or, when many are owed one, minutes.
var (
	sendBuckets    = []float64{.025, .05, .1, .2, .3, .5, 1, 2, 5, 10, 20}
	postBuckets    = []float64{.25, .5, 1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 7200}
	fetchBuckets   = []float64{.05, .1, .25, .5, 1, 2, 5, 10, 30}
	lagBuckets     = []float64{.1, .5, 1, 2, 5, 15, 60, 300, 600}
	commandBuckets = []float64{.005, .01, .025, .05, .1, .3, 1, 3, 10}
)

// New makes a Set. sample is asked for what is read at each scrape; it must
// return soon, and may be called by several goroutines.
func New(version string, sample func(context.Context) Sample) *Set {
	r := prometheus.NewRegistry()
	s := &Set{
		registry:   r,
		deliveries: counters("deliveries_total", "Attempts at deliveries by how they ended and, where they failed, by what the platform made of them.", "platform", "class", "outcome", "reason"),
		send:       histograms("send_seconds", "How long the platform took to take or refuse one message.", sendBuckets, "platform"),
		breaking:   histograms("breaking_seconds", "From the verdict that a story is breaking to each post of it.", postBuckets, "platform"),
		fetches:    counters("fetches_total", "Fetches of feeds and pages by how they ended.", "outcome"),
		fetch:      histogram("fetch_seconds", "How long one fetch took.", fetchBuckets),
		pushes:     counters("pushes_total", "Documents that hubs sent, by what became of them.", "outcome"),
		articles:   counter("articles_filed_total", "Articles filed or changed."),
		stories:    counter("stories_opened_total", "Stories opened by an article that joined none."),
		verdicts:   counters("breaking_total", "Stories judged breaking, by rule.", "rule"),
		ticks:      counters("ticks_total", "Ticks of schedules by how they ended.", "schedule", "outcome"),
		lag:        histogram("tick_lag_seconds", "How long after its time a tick began.", lagBuckets),
		commands:   counters("commands_total", "Commands answered, by how they ended.", "platform", "command", "outcome"),
		command:    histograms("command_seconds", "How long the answer to a command took, without its way to the reader.", commandBuckets, "platform"),
	}
	r.MustRegister(
		s.deliveries, s.send, s.breaking, s.fetches, s.fetch, s.pushes, s.articles, s.stories, s.verdicts,
		s.ticks, s.lag, s.commands, s.command,
		sampler{sample}, buildInfo(version),
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
	)
	return s
}

// scrapeTime bounds one scrape.
const scrapeTime = 10 * time.Second

// Handler serves the metrics.
func (s *Set) Handler() http.Handler {
	return promhttp.HandlerFor(s.registry, promhttp.HandlerOpts{
		ErrorHandling: promhttp.ContinueOnError, MaxRequestsInFlight: 4, Timeout: scrapeTime,
	})
}

// buildInfo is a gauge of 1 whose labels say what runs.
func buildInfo(version string) prometheus.Collector {
	g := prometheus.NewGauge(prometheus.GaugeOpts{
		Name: namespace + "build_info", Help: "1; the labels say which Herald this is.",
		ConstLabels: prometheus.Labels{"version": version, "go": runtime.Version()},
	})
	g.Set(1)
	return g
}

// namespace begins the name of every metric of Herald's own.
const namespace = "herald_"

func counter(name, help string) prometheus.Counter {
	return prometheus.NewCounter(prometheus.CounterOpts{Name: namespace + name, Help: help})
}

func counters(name, help string, labels ...string) *prometheus.CounterVec {
	return prometheus.NewCounterVec(prometheus.CounterOpts{Name: namespace + name, Help: help}, labels)
}

func histogram(name, help string, buckets []float64) prometheus.Histogram {
	return prometheus.NewHistogram(prometheus.HistogramOpts{Name: namespace + name, Help: help, Buckets: buckets})
}

func histograms(name, help string, buckets []float64, labels ...string) *prometheus.HistogramVec {
	return prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: namespace + name, Help: help, Buckets: buckets}, labels)
}
