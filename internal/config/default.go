package config

import (
	_ "embed"
)

//go:embed default.yaml
var defaultYAML []byte

// Default is the configuration of a Herald that was given no file: sensible
// schedules and topics, posted to the console. It has no sources; see WithSources.
func Default() *Config {
	c, err := Load(defaultYAML, Options{File: "default.yaml", sourceless: true})
	if err != nil {
		panic(err)
	}
	return c
}
