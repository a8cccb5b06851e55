package config

import (
	"reflect"
	"regexp"
	"testing"

	"herald/scheduler"
)

// TestDiffSeesEverySetting changes every setting of a full configuration, one at a
// time: one that Diff did not see would never take effect in a running Herald.
func TestDiffSeesEverySetting(t *testing.T) {
	t.Parallel()
	load := func() *Config {
		c, err := Load([]byte(full), Options{Dir: "/etc/herald", ParseAddress: parsers})
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	before, seen := load(), 0
	for n := 0; ; n++ {
		after := load()
		changed := changeNth(reflect.ValueOf(after).Elem(), "config", n)
		if changed == "" {
			break
		}
		seen++
		if len(Diff(before, after)) == 0 && !derived[changed] {
			t.Errorf("nobody sees that %s changed", changed)
		}
	}
	if seen < 80 {
		t.Errorf("%d settings were changed; does the walk reach all?", seen)
	}
}

// derived are not settings of their own: the kind of a source is whether it has a
// feed or a folder, and config.yaml gives admins no name.
var derived = map[string]bool{"config.Sources[].Kind": true, "config.Admins[].Name": true}

// changeNth changes the setting number n, counted from 0, of what is below v, and
// says which; empty where there are fewer.
func changeNth(v reflect.Value, path string, n int) string {
	w := walk{left: n}
	w.value(v, path)
	return w.changed
}

// walk goes through settings until it has passed so many of them, and changes the
// next.
type walk struct {
	left    int
	changed string
}

func (w *walk) value(v reflect.Value, path string) {
	switch v.Interface().(type) {
	case scheduler.Spec:
		w.leaf(v, path, scheduler.Spec{})
		return
	case *regexp.Regexp:
		w.leaf(v, path, regexp.MustCompile("another"))
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := 0; i < v.NumField() && w.changed == ""; i++ {
			w.value(v.Field(i), path+"."+v.Type().Field(i).Name)
		}
	case reflect.Slice:
		for i := 0; i < v.Len() && w.changed == ""; i++ {
			w.value(v.Index(i), path+"[]")
		}
	case reflect.String:
		w.leaf(v, path, v.String()+"x")
	case reflect.Bool:
		w.leaf(v, path, !v.Bool())
	case reflect.Int, reflect.Int64:
		w.leaf(v, path, v.Int()+60_000_000_000)
	case reflect.Float64:
		w.leaf(v, path, v.Float()+0.5)
	default:
		panic("a setting of a kind that is not known here: " + path)
	}
}

// leaf changes v to another value, if it is its turn.
func (w *walk) leaf(v reflect.Value, path string, other any) {
	if w.left--; w.left < 0 {
		v.Set(reflect.ValueOf(other).Convert(v.Type()))
		w.changed = path
	}
}
