package metrics_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus/testutil/promlint"

	"herald/internal/metrics"
)

// busy is a Set to which one of everything has happened.
func busy() *metrics.Set {
	at := time.Unix(1_800_000_000, 0)
	s := metrics.New("1.2.3", func(context.Context) metrics.Sample {
		return metrics.Sample{
			Queues: []metrics.Queue{{Platform: "telegram", Class: "digest", Owed: 7, Later: 2, Age: 90 * time.Second}},
			Platforms: []metrics.Platform{
				{Name: "telegram", Up: true, Connections: 3, Waiting: 4, InFlight: 2, Rate: 25.5, Ceiling: 30, InvalidLeft: -1, Limited: 5, LimitedAll: 2, SentAt: at},
				{Name: "discord", Refused: true, InvalidLeft: 900},
			},
			Schedules:      []metrics.Schedule{{Name: "morning", Next: at}},
			SourcesWorking: 40, SourcesFailing: 1, FetchedAt: at, DatabaseBytes: 4096, DiskFree: new(int64(8192)), WrittenAt: at, Alarms: 1,
		}
	})
	s.Delivered("telegram", "breaking", "sent", "", 120*time.Millisecond)
	s.Delivered("telegram", "digest", "owed", "wait", 40*time.Millisecond)
	s.Delivered("telegram", "digest", "dropped", "", 0)
	s.Posted("telegram", 700*time.Millisecond)
	s.Fetched(metrics.FetchFailed, 2*time.Second)
	s.Pushed("filed")
	s.Filed(true)
	s.Filed(false)
	s.Broke("marker")
	s.Ticked("morning", 20*time.Millisecond, nil)
	s.Ticked("morning", -time.Second, errors.New("no disk"))
	s.Answered("discord", "latest", "answered", 3*time.Millisecond)
	return s
}

// scrape is what the handler shows.
func scrape(t *testing.T, s *metrics.Set) string {
	t.Helper()
	w := httptest.NewRecorder()
	s.Handler().ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/metrics", nil))
	body, err := io.ReadAll(w.Result().Body)
	if err != nil || w.Code != http.StatusOK {
		t.Fatalf("status %d, %v", w.Code, err)
	}
	return string(body)
}

func TestFiguresAreShown(t *testing.T) {
	t.Parallel()
	got := scrape(t, busy())
	for _, want := range []string{
		`herald_deliveries_total{class="breaking",outcome="sent",platform="telegram",reason=""} 1`,
		`herald_deliveries_total{class="digest",outcome="owed",platform="telegram",reason="wait"} 1`,
		`herald_send_seconds_count{platform="telegram"} 2`,
		`herald_breaking_seconds_bucket{platform="telegram",le="1"} 1`,
		`herald_fetches_total{outcome="failed"} 1`,
		`herald_articles_filed_total 2`,
		`herald_stories_opened_total 1`,
		`herald_breaking_total{rule="marker"} 1`,
		`herald_ticks_total{outcome="failed",schedule="morning"} 1`,
		`herald_tick_lag_seconds_sum 0.02`,
		`herald_commands_total{command="latest",outcome="answered",platform="discord"} 1`,
		`herald_command_seconds_bucket{platform="discord",le="0.005"} 1`,
		`herald_queue_depth{class="digest",platform="telegram",when="now"} 7`,
		`herald_queue_depth{class="digest",platform="telegram",when="later"} 2`,
		`herald_queue_oldest_seconds{class="digest",platform="telegram"} 90`,
		`herald_platform_up{platform="telegram"} 1`,
		`herald_platform_up{platform="discord"} 0`,
		`herald_platform_refused{platform="discord"} 1`,
		`herald_platform_connections_total{platform="telegram"} 3`,
		`herald_send_waiting{platform="telegram"} 4`,
		`herald_send_in_flight{platform="telegram"} 2`,
		`herald_send_rate{platform="telegram"} 25.5`,
		`herald_send_rate_ceiling{platform="telegram"} 30`,
		`herald_invalid_requests_left{platform="discord"} 900`,
		`herald_rate_limited_total{platform="telegram",scope="channel"} 3`,
		`herald_rate_limited_total{platform="telegram",scope="all"} 2`,
		`herald_last_sent_timestamp_seconds{platform="telegram"} 1.8e+09`,
		`herald_schedule_next_timestamp_seconds{schedule="morning"} 1.8e+09`,
		`herald_feeds{state="failing"} 1`,
		`herald_database_bytes 4096`,
		`herald_disk_free_bytes 8192`,
		`herald_alarms 1`,
		`version="1.2.3"} 1`,
		"go_goroutines", "process_start_time_seconds",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%s is missing", want)
		}
	}
	for _, not := range []string{
		`herald_invalid_requests_left{platform="telegram"}`,  // nobody counts them there
		`herald_send_rate{platform="discord"}`,               // nothing limits it
		`herald_last_sent_timestamp_seconds{platform="disco`, // never
	} {
		if strings.Contains(got, not) {
			t.Errorf("%s is shown", not)
		}
	}
	if t.Failed() {
		t.Log(got)
	}
}

// TestNamesAreAsPrometheusWantsThem asks the linter of Prometheus.
func TestNamesAreAsPrometheusWantsThem(t *testing.T) {
	t.Parallel()
	problems, err := promlint.New(strings.NewReader(scrape(t, busy()))).Lint()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		if strings.HasPrefix(p.Metric, "herald_") {
			t.Errorf("%s: %s", p.Metric, p.Text)
		}
	}
}
