package config_test

import (
	"fmt"

	"herald/internal/config"
)

func ExampleLoad() {
	_, err := config.Load([]byte(`
sources:
  - name: world
    feed: https://example.org/world.xml
schedules:
  - name: morning
    cron: "0 25 * * *"
    posts: digets
`), config.Options{})
	fmt.Println(err)
	// Output:
	// config.yaml:7: schedules[0].cron: "0 25 * * *": hour must be 0–23
	// config.yaml:8: schedules[0].posts: "digets": must be breaking, latest or digest; did you mean "digest"?
}
