package app

import (
	"net"
	"strings"
	"testing"

	"herald/bot/bottest"
	"herald/bot/console"
	"herald/internal/config"
)

// TestTakenAddressSaysWhatToDo starts a Herald where another listens already.
func TestTakenAddressSaysWhatToDo(t *testing.T) {
	t.Parallel()
	other, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = other.Close() }()
	c, err := config.Load([]byte(dayConfig+"listen: "+other.Addr().String()+"\n"), config.Options{Dir: newHome(t), ParseAddress: addressParsers()})
	if err != nil {
		t.Fatal(err)
	}
	_, err = New(t.Context(), Options{Config: c, Console: console.New(console.Options{In: strings.NewReader(""), Out: &bottest.Journal{}})})
	for _, want := range []string{other.Addr().String(), "second Herald", "change listen in config.yaml"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("the error does not say %q: %v", want, err)
		}
	}
}
