package telegramtest_test

import (
	"encoding/json"
	"net/http"
	"slices"
	"testing"
	"time"

	"herald/bot/telegram/telegramtest"
)

// try sends a message and tells the status, 0 where the connection was cut, and
// whether the answer was JSON and whole.
func try(t *testing.T, s *telegramtest.Server) (status int, whole bool) {
	t.Helper()
	r := form(t, "http://t.test/bot"+s.Token()+"/sendMessage", fields{"chat_id": "11", "text": "x"})
	resp, err := s.Transport().RoundTrip(r)
	if err != nil {
		return 0, false
	}
	defer func() { _ = resp.Body.Close() }()
	var v any
	return resp.StatusCode, json.NewDecoder(resp.Body).Decode(&v) == nil
}

func TestChaos(t *testing.T) {
	t.Parallel()
	tests := []struct {
		trouble     telegramtest.Trouble
		status      int
		whole       bool
		shown, lost int
	}{
		{telegramtest.Limited, http.StatusTooManyRequests, true, 0, 0},
		{telegramtest.Broken, http.StatusInternalServerError, true, 0, 0},
		{telegramtest.BadGateway, http.StatusBadGateway, false, 0, 0},
		{telegramtest.Cut, 0, false, 0, 0},
		{telegramtest.Processed, 0, false, 1, 1},
		{telegramtest.Truncated, http.StatusOK, false, 1, 1},
		{telegramtest.LostGateway, http.StatusBadGateway, false, 1, 1},
		{telegramtest.Slow, http.StatusOK, true, 1, 0},
	}
	for _, test := range tests {
		t.Run(string(test.trouble), func(t *testing.T) {
			t.Parallel()
			s := open(telegramtest.Options{})
			defer s.Close()
			s.Unleash(telegramtest.Chaos{
				Rates: map[telegramtest.Trouble]float64{test.trouble: 1}, Slowness: time.Millisecond, Latency: time.Millisecond,
			})
			if status, whole := try(t, s); status != test.status || whole != test.whole {
				t.Errorf("got %d, whole %v; want %d, %v", status, whole, test.status, test.whole)
			}
			tally := s.Tally()
			if tally.Shown != test.shown || tally.Lost != test.lost || len(s.Messages(anna.ID, 0)) != test.shown {
				t.Errorf("%v; want %d shown, %d lost", tally, test.shown, test.lost)
			}
			if n := s.Struck()[test.trouble]; n != 1 {
				t.Errorf("struck %d times, want once", n)
			}
			if got := call(t, s, "getMe", nil); !got.OK {
				t.Errorf("getMe, which writes nothing, was struck: %+v", got)
			}
			s.Unleash(telegramtest.Chaos{})
			if status, whole := try(t, s); status != http.StatusOK || !whole {
				t.Errorf("after the chaos: %d, whole %v", status, whole)
			}
		})
	}
}

// TestChaosSeed: the same seed gives the same troubles.
func TestChaosSeed(t *testing.T) {
	t.Parallel()
	draw := func(seed uint64) (all []int) {
		s := open(telegramtest.Options{NoLimits: true})
		defer s.Close()
		s.Unleash(telegramtest.Chaos{Seed: seed, Rates: map[telegramtest.Trouble]float64{telegramtest.Broken: .5}})
		for range 40 {
			status, _ := try(t, s)
			all = append(all, status)
		}
		return all
	}
	if one, same, other := draw(1), draw(1), draw(2); !slices.Equal(one, same) || slices.Equal(one, other) {
		t.Errorf("seed 1: %v, again %v, seed 2: %v", one, same, other)
	}
}

// TestIntercept: a call stops at every moment until it is let go.
func TestIntercept(t *testing.T) {
	t.Parallel()
	s := open(telegramtest.Options{})
	defer s.Close()
	var moments []telegramtest.Moment
	var shown []int
	s.Intercept(func(m telegramtest.Moment, c telegramtest.Call) {
		if c.Method != "sendMessage" {
			t.Errorf("a moment of %s", c.Method)
		}
		moments, shown = append(moments, m), append(shown, s.Tally().Shown)
	})
	call(t, s, "getMe", nil)
	try(t, s)
	want := []telegramtest.Moment{telegramtest.Arrived, telegramtest.Worked, telegramtest.Answered}
	if !slices.Equal(moments, want) || !slices.Equal(shown, []int{0, 1, 1}) {
		t.Errorf("moments %v with %v shown", moments, shown)
	}
}
