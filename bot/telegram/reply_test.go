package telegram_test

import (
	"net/http"
	"testing"
	"time"

	"herald/bot/telegram/telegramtest"
)

// TestAnswersInsist: who asks is answered, whatever happens to the first attempts;
// twice where nobody knows whether the first has arrived, and rather than not.
func TestAnswersInsist(t *testing.T) {
	t.Parallel()
	send := telegramtest.Fault{Method: "sendMessage", Chat: anna.ID}
	with := func(change func(*telegramtest.Fault)) telegramtest.Fault {
		f := send
		change(&f)
		return f
	}
	tests := []struct {
		name   string
		faults []telegramtest.Fault
		want   int
	}{
		{"cut before", []telegramtest.Fault{with(func(f *telegramtest.Fault) { f.Reset = true })}, 1},
		{"cut before, three times", []telegramtest.Fault{
			with(func(f *telegramtest.Fault) { f.Reset = true }),
			with(func(f *telegramtest.Fault) { f.Reset = true }),
			with(func(f *telegramtest.Fault) { f.Reset = true }),
		}, 1},
		{"cut after", []telegramtest.Fault{with(func(f *telegramtest.Fault) { f.Reset, f.After = true, true })}, 2},
		{"broken server, then slow down", []telegramtest.Fault{
			with(func(f *telegramtest.Fault) {
				f.Code, f.Description = http.StatusInternalServerError, "Internal Server Error"
			}),
			with(func(f *telegramtest.Fault) { f.Code, f.RetryAfter = http.StatusTooManyRequests, 4*time.Second }),
			with(func(f *telegramtest.Fault) { f.Code, f.Page = http.StatusBadGateway, true }),
		}, 1},
		{"asked to wait for long", []telegramtest.Fault{
			with(func(f *telegramtest.Fault) { f.Code, f.RetryAfter = http.StatusTooManyRequests, time.Minute }),
		}, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			bubble(t, telegramtest.Options{}, func(t *testing.T, r *rig) {
				r.start(t)
				for _, f := range tt.faults {
					r.server.Inject(f)
				}
				r.server.Type(anna.ID, 0, anna, "/latest")
				settle(50 * time.Second)
				if got := r.texts(anna.ID); len(got) != tt.want {
					t.Errorf("answers: %q, want %d", got, tt.want)
				}
				if got := r.lines(); len(got) != 1 {
					t.Errorf("the host was asked %q, want once", got)
				}
			})
		})
	}
}
