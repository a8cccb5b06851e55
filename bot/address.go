package bot

import "fmt"

// PlatformName names a platform in config, addresses and logs.
type PlatformName string

// The platforms.
const (
	Discord  PlatformName = "discord"
	Telegram PlatformName = "telegram"
	Console  PlatformName = "console"
)

// Address is a place where messages can be sent: a Discord channel or thread, a
// Telegram chat or forum topic. Its ID is made and understood by the platform
// alone; to everyone else it is opaque.
type Address struct {
	Platform PlatformName
	ID       string
}

// String is the address as logs show it.
func (a Address) String() string { return fmt.Sprintf("%s/%s", a.Platform, a.ID) }

// MessageID names a sent message within its address, in the platform's own form.
type MessageID string

// User is a person on a platform.
type User struct {
	Platform PlatformName
	ID       string
	Name     string
}

// Secret is a token. It cannot be printed: every format shows "[secret]".
type Secret string

// String hides the secret.
func (Secret) String() string { return "[secret]" }

// GoString hides the secret from %#v.
func (Secret) GoString() string { return "[secret]" }

// MarshalText hides the secret from JSON, YAML and slog.
func (Secret) MarshalText() ([]byte, error) { return []byte("[secret]"), nil }

// Reveal is the secret itself, for the request that needs it.
func (s Secret) Reveal() string { return string(s) }
