package metrics

import (
	"context"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// Sample is what is read when somebody asks.
type Sample struct {
	Queues    []Queue
	Platforms []Platform
	Schedules []Schedule
	// SourcesWorking and SourcesFailing count feeds. FetchedAt is when one last
	// worked, zero for never.
	SourcesWorking, SourcesFailing int
	FetchedAt                      time.Time
	// DatabaseBytes is the size of the database with its log, WrittenAt when it
	// last took a write.
	DatabaseBytes int64
	WrittenAt     time.Time
	// DiskFree is what is left of its disk, in bytes; nil where nobody can tell.
	DiskFree *int64
	// Alarms counts what the admins were told of and is not over.
	Alarms int
}

// Queue is what one class of one platform is owed.
type Queue struct {
	Platform, Class string
	// Owed may go out now, Later waits for a time.
	Owed, Later int
	// Age is that of the oldest of Owed.
	Age time.Duration
}

// Platform is how one platform is doing.
type Platform struct {
	Name        string
	Up, Refused bool
	// Connections counts how often the line came up.
	Connections int
	// Waiting are claimed and wait for the limits, InFlight are on their way.
	Waiting, InFlight int
	// Rate is how many messages a second are allowed now, Ceiling at best; zero
	// where nothing limits them.
	Rate, Ceiling float64
	// InvalidLeft is how many more requests may be invalid; negative where nobody
	// counts them.
	InvalidLeft int
	// Limited counts answers that asked to wait, LimitedAll those among them that
	// held for all channels.
	Limited, LimitedAll uint64
	// SentAt is when the platform last took a message, zero for never.
	SentAt time.Time
}

// Schedule is when a schedule ticks next.
type Schedule struct {
	Name string
	Next time.Time
}

// desc describes a metric that is read, not counted.
func desc(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc(namespace+name, help, labels, nil)
}

var (
	queueDepth    = desc("queue_depth", "Deliveries owed: now, or later because of quiet hours or another attempt.", "platform", "class", "when")
	queueAge      = desc("queue_oldest_seconds", "Age of the oldest delivery that may go out now.", "platform", "class")
	platformUp    = desc("platform_up", "1 while people's commands arrive: the gateway is connected, polls are answered.", "platform")
	refused       = desc("platform_refused", "1 when the platform refuses the bot; it is stopped.", "platform")
	connections   = desc("platform_connections_total", "How often the line to the platform came up.", "platform")
	sendWaiting   = desc("send_waiting", "Deliveries in memory that wait for the platform's limits.", "platform")
	sendInFlight  = desc("send_in_flight", "Messages on their way.", "platform")
	sendRate      = desc("send_rate", "Messages a second that the courier allows itself now.", "platform")
	sendCeiling   = desc("send_rate_ceiling", "Messages a second that the courier allows itself at best.", "platform")
	invalidLeft   = desc("invalid_requests_left", "Requests that may still be invalid before the courier stops for a while.", "platform")
	rateLimited   = desc("rate_limited_total", "Answers that asked to wait (429), for one channel or for all.", "platform", "scope")
	lastSent      = desc("last_sent_timestamp_seconds", "When the platform last took a message.", "platform")
	nextTick      = desc("schedule_next_timestamp_seconds", "When a schedule ticks next.", "schedule")
	feeds         = desc("feeds", "Feeds by whether they work.", "state")
	lastFetch     = desc("last_fetch_timestamp_seconds", "When a feed last worked.")
	databaseBytes = desc("database_bytes", "Size of the database on disk, its log included.")
	diskFree      = desc("disk_free_bytes", "What is left of the disk of the database; missing where nobody can tell.")
	lastWrite     = desc("database_last_write_timestamp_seconds", "When the database last took a write.")
	alarms        = desc("alarms", "Failures that the admins were told of and that are not over.")
)

// sampler reads a Sample at each scrape.
type sampler struct {
	read func(context.Context) Sample
}

// Describe names what Collect gives.
func (s sampler) Describe(ch chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{
		queueDepth, queueAge, platformUp, refused, connections, sendWaiting, sendInFlight, sendRate, sendCeiling,
		invalidLeft, rateLimited, lastSent, nextTick, feeds, lastFetch, databaseBytes, diskFree, lastWrite, alarms,
	} {
		ch <- d
	}
}

// Collect reads a Sample and gives its figures.
func (s sampler) Collect(ch chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), scrapeTime)
	defer cancel()
	sample := s.read(ctx)
	e := emitter{ch}
	for _, q := range sample.Queues {
		e.queue(q)
	}
	for _, p := range sample.Platforms {
		e.platform(p)
	}
	for _, n := range sample.Schedules {
		e.moment(nextTick, n.Next, n.Name)
	}
	e.gauge(feeds, float64(sample.SourcesWorking), "working")
	e.gauge(feeds, float64(sample.SourcesFailing), "failing")
	e.moment(lastFetch, sample.FetchedAt)
	e.gauge(databaseBytes, float64(sample.DatabaseBytes))
	if sample.DiskFree != nil {
		e.gauge(diskFree, float64(*sample.DiskFree))
	}
	e.moment(lastWrite, sample.WrittenAt)
	e.gauge(alarms, float64(sample.Alarms))
}

// emitter writes figures to a scrape.
type emitter struct{ ch chan<- prometheus.Metric }

func (e emitter) gauge(d *prometheus.Desc, v float64, labels ...string) {
	e.ch <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, labels...)
}

func (e emitter) counter(d *prometheus.Desc, v float64, labels ...string) {
	e.ch <- prometheus.MustNewConstMetric(d, prometheus.CounterValue, v, labels...)
}

// moment leaves out what has never been.
func (e emitter) moment(d *prometheus.Desc, t time.Time, labels ...string) {
	if !t.IsZero() {
		e.gauge(d, float64(t.UnixMilli())/1000, labels...)
	}
}

func (e emitter) flag(d *prometheus.Desc, yes bool, labels ...string) {
	v := 0.0
	if yes {
		v = 1
	}
	e.gauge(d, v, labels...)
}

func (e emitter) queue(q Queue) {
	e.gauge(queueDepth, float64(q.Owed), q.Platform, q.Class, "now")
	e.gauge(queueDepth, float64(q.Later), q.Platform, q.Class, "later")
	e.gauge(queueAge, q.Age.Seconds(), q.Platform, q.Class)
}

func (e emitter) platform(p Platform) {
	e.flag(platformUp, p.Up, p.Name)
	e.flag(refused, p.Refused, p.Name)
	e.counter(connections, float64(p.Connections), p.Name)
	e.gauge(sendWaiting, float64(p.Waiting), p.Name)
	e.gauge(sendInFlight, float64(p.InFlight), p.Name)
	if p.Ceiling > 0 {
		e.gauge(sendRate, p.Rate, p.Name)
		e.gauge(sendCeiling, p.Ceiling, p.Name)
	}
	if p.InvalidLeft >= 0 {
		e.gauge(invalidLeft, float64(p.InvalidLeft), p.Name)
	}
	e.counter(rateLimited, float64(p.Limited-p.LimitedAll), p.Name, "channel")
	e.counter(rateLimited, float64(p.LimitedAll), p.Name, "all")
	e.moment(lastSent, p.SentAt, p.Name)
}
