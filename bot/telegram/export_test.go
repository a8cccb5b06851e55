package telegram

import (
	"context"
	"net"
)

// ListenOn makes the webhook listen on l instead of its address.
func (p *Platform) ListenOn(l net.Listener) {
	p.hook.listen = func(context.Context, string, string) (net.Listener, error) { return l, nil }
}

// HookSecret is what Telegram must show.
func (p *Platform) HookSecret() string { return p.hook.Secret.Reveal() }
