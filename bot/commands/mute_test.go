package commands_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"herald/bot"
)

// TestSubscribeWhereTheBotIsMute says at once what the first post would find out.
func TestSubscribeWhereTheBotIsMute(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		may  error
		want string
	}{
		{"it may", nil, "Subscribed (no. 1)"},
		{"it may not", bot.Errorf("I may not post here."), "I may not post here."},
		{"nobody knows", errors.New("timeout"), "Subscribed (no. 1)"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			r := request("/subscribe")
			r.MayPost = func(context.Context) error { return test.may }
			if got := w.Handle(t.Context(), r).Plain(); !strings.Contains(got, test.want) {
				t.Errorf("answered %q, want %q", got, test.want)
			}
			subscribed := strings.HasPrefix(test.want, "Subscribed")
			if got := len(w.store.subs) > 0; got != subscribed {
				t.Errorf("subscribed: %v, want %v", got, subscribed)
			}
		})
	}
}
