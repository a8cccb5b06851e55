package config

import "testing"

func TestDefault(t *testing.T) {
	t.Parallel()
	t.Logf("%+v", Default())
}
