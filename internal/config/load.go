package config

import (
	"bytes"
	"fmt"
	"path/filepath"
	"slices"

	"herald/bot"
)

// MaxSize bounds a config file in bytes.
const MaxSize = 1 << 20

// Options are what Load needs to know besides the file's bytes. The zero value is
// usable.
type Options struct {
	// File is the name under which mistakes are told; empty means config.yaml.
	File string
	// Dir is the folder that relative paths of the file start from.
	Dir string
	// ParseAddress checks the ids of channels, one function a platform: that of
	// bot.Platform. Ids of platforms without one are taken as they are.
	ParseAddress map[bot.PlatformName]func(id string) (bot.Address, error)
	// Env reads the environment: HERALD_STORE, HERALD_LOG_LEVEL and
	// HERALD_LOG_FORMAT stand over what the file says. Nil: no environment.
	Env func(name string) string

	// sourceless allows a file without sources.
	sourceless bool
}

// Load reads and checks a config file. It does no I/O. Its error is a *Mistakes
// with everything that is wrong, and then there is no Config.
func Load(data []byte, opts Options) (*Config, error) {
	if opts.File == "" {
		opts.File = "config.yaml"
	}
	n := &notebook{lines: map[string]int{}, bad: map[string]bool{}, env: map[string]string{}}
	c := load(data, opts, n)
	if err := n.err(opts.File); err != nil {
		return nil, err
	}
	return c, nil
}

func load(data []byte, opts Options, n *notebook) *Config {
	switch {
	case len(bytes.TrimSpace(data)) == 0:
		n.addLine(1, "the file is empty", "some editors empty a file before they write it")
		return nil
	case len(data) > MaxSize:
		n.addLine(1, fmt.Sprintf("the file is larger than %d KiB", MaxSize>>10), "")
		return nil
	}
	clean, ok := check(data, n)
	if !ok {
		return nil
	}
	f, err := decode(clean, opts.Env, n)
	if err != nil {
		if len(n.mistakes) == 0 {
			n.addLine(1, err.Error(), "")
		}
		return nil
	}
	b := builder{notebook: n, file: f, opts: opts}
	return b.build()
}

// builder turns the raw file into a Config and notes what is wrong with it.
type builder struct {
	*notebook
	file *file
	opts Options
}

func (b *builder) build() *Config {
	return &Config{
		Log:           b.log(),
		Store:         b.store(),
		Listen:        b.hostPort("listen", b.file.Listen),
		WebSub:        b.websub(),
		Fetch:         b.fetch(),
		Sources:       b.sources(),
		Topics:        b.topics(),
		Schedules:     b.schedules(),
		Breaking:      b.breaking(),
		Updates:       b.updates(),
		Channels:      b.channels(),
		Admins:        b.admins(),
		AdminChannels: b.adminChannels(),
		Platforms:     b.platforms(),
		Delivery:      Delivery{Uncertain: pick(b, "delivery.uncertain", b.file.Delivery.Uncertain, UncertainBreaking, UncertainHold, UncertainResend)},
	}
}

// path resolves a path of the file against the file's folder.
func (b *builder) path(p string) string {
	if filepath.IsAbs(p) || b.opts.Dir == "" {
		return filepath.Clean(p)
	}
	return filepath.Join(b.opts.Dir, p)
}

// pick reads one of a few words; the first is the default.
func pick[T ~string](b *builder, path, value string, choices ...T) T {
	if value == "" {
		return choices[0]
	}
	if !slices.Contains(choices, T(value)) {
		names := each(choices, func(c T) string { return string(c) })
		b.add(path, fmt.Sprintf("%s: must be %s", quote(value), either(names)), closest(value, names))
	}
	return T(value)
}
