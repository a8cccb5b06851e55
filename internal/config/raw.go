package config

import (
	"bytes"
	"fmt"
	"reflect"

	"github.com/spf13/viper"
)

// file is config.yaml as it is written.
type file struct {
	Log    struct{ Level, Format string }
	Store  string
	Listen string
	WebSub struct {
		PublicURL string `mapstructure:"public_url"`
	}
	Fetch struct {
		Every, Slowest, Contact string
		AlarmAfter              string `mapstructure:"alarm_after"`
	}

	Sources   []rawSource
	Topics    []rawTopic
	Schedules []rawSchedule
	Breaking  struct {
		MaxAge string `mapstructure:"max_age"`
		// Urgency is nil where the file sets none.
		Urgency      *int
		SingleSource string `mapstructure:"single_source"`
		Observed     struct {
			Publishers *int
			Within     string
		}
		PerHour      int `mapstructure:"per_hour"`
		Approve      bool
		ApproveAfter struct{ Time, Then string } `mapstructure:"approve_after"`
	}
	Updates struct {
		For string
		// Replies is nil where the file sets none.
		Replies *int
	}
	Channels      []rawChannel
	Admins        []rawAddress
	AdminChannels []rawAddress `mapstructure:"admin_channels"`
	Platforms     struct {
		Discord  struct{ API, Application string }
		Telegram struct {
			API           string
			PaidBroadcast bool `mapstructure:"paid_broadcast"`
			Webhook       struct{ Listen, URL string }
		}
	}
	Delivery struct{ Uncertain string }
}

type rawSource struct {
	Name, Publisher, Feed, Folder, Every string
	Topics                               []string
	Private                              bool
	FullText                             string `mapstructure:"full_text"`
	// Trust is nil where the file sets none.
	Trust *float64
}

type rawTopic struct {
	Name                     string
	Words, Patterns, Sources []string
}

type rawSchedule struct {
	Name, Cron, Timezone, Posts, Topic, Missed, Expires string
	// Limit is nil where the file sets none.
	Limit  *int
	AtOnce bool `mapstructure:"at_once"`
}

type rawAddress struct{ Platform, ID string }

type rawChannel struct {
	Platform, ID      string
	Schedules, Topics []string
	Timezone, Quiet   string
	BreakingInQuiet   string `mapstructure:"breaking_in_quiet"`
}

// delimiter parts the keys of viper's paths. Its usual dot may stand in names.
const delimiter = "::"

// overrides are the settings that the environment may set.
var overrides = []struct{ name, path, key string }{
	{"HERALD_STORE", "store", "store"},
	{"HERALD_LOG_LEVEL", "log.level", "log" + delimiter + "level"},
	{"HERALD_LOG_FORMAT", "log.format", "log" + delimiter + "format"},
}

// decode has a fresh viper read a document that has the shape of the schema: a
// viper that was used before keeps what it had read, and its own watching of
// files ends the process where it cannot watch.
func decode(data []byte, env func(string) string, n *notebook) (*file, error) {
	v := viper.NewWithOptions(viper.KeyDelimiter(delimiter))
	v.SetConfigType("yaml")
	if err := v.ReadConfig(bytes.NewReader(data)); err != nil {
		return nil, fmt.Errorf("read: %w", err)
	}
	for _, o := range overrides {
		if env == nil {
			break
		}
		if value := env(o.name); value != "" {
			v.Set(o.key, value)
			n.env[o.path] = o.name
		}
	}
	var f file
	if err := v.UnmarshalExact(&f, viper.DecodeHook(exactText)); err != nil {
		return nil, fmt.Errorf("read: %w", err)
	}
	return &f, nil
}

// exactText makes text of whole numbers, digit by digit: ids are longer than what
// a floating-point number keeps.
func exactText(from, to reflect.Type, value any) (any, error) {
	if to.Kind() != reflect.String {
		return value, nil
	}
	switch from.Kind() {
	case reflect.Int, reflect.Int64, reflect.Uint64:
		return fmt.Sprint(value), nil
	}
	return value, nil
}
