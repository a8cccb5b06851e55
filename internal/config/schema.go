package config

// kind is what form a value of the file has.
type kind int

const (
	text     kind = iota
	number        // a whole number
	truth         // true or false
	fraction      // a number with or without a fraction
	span          // a duration, written as text
	id            // a platform's id: text, or a whole number that YAML keeps exact
	section       // keys and values
	list          // values of one shape
)

// shape describes a value of the file.
type shape struct {
	kind kind
	// keys are those of a section, in the order in which they are suggested.
	keys []key
	// item is the shape of a list's values.
	item *shape
}

// key is a key of a section with the shape of its value.
type key struct {
	name  string
	shape shape
}

var (
	aText  = shape{kind: text}
	aSpan  = shape{kind: span}
	anID   = shape{kind: id}
	aFlag  = shape{kind: truth}
	aCount = shape{kind: number}
	aShare = shape{kind: fraction}
	texts  = listOf(aText)
)

func listOf(item shape) shape        { return shape{kind: list, item: &item} }
func sectionOf(keys ...key) shape    { return shape{kind: section, keys: keys} }
func listOfSections(k ...key) shape  { return listOf(sectionOf(k...)) }
func (s shape) find(name string) int { return indexKey(s.keys, name) }

func indexKey(keys []key, name string) int {
	for i, k := range keys {
		if k.name == name {
			return i
		}
	}
	return -1
}

// schema is the shape of the whole file. docs/config.md explains every key.
var schema = sectionOf(
	key{"log", sectionOf(key{"level", aText}, key{"format", aText})},
	key{"store", aText},
	key{"listen", aText},
	key{"websub", sectionOf(key{"public_url", aText})},
	key{"fetch", sectionOf(key{"every", aSpan}, key{"slowest", aSpan}, key{"contact", aText}, key{"alarm_after", aSpan})},
	key{"sources", listOfSections(
		key{"name", aText}, key{"publisher", aText}, key{"feed", aText}, key{"folder", aText},
		key{"every", aSpan}, key{"topics", texts}, key{"private", aFlag}, key{"full_text", aText}, key{"trust", aShare},
	)},
	key{"topics", listOfSections(
		key{"name", aText}, key{"words", texts}, key{"patterns", texts}, key{"sources", texts},
	)},
	key{"schedules", listOfSections(
		key{"name", aText}, key{"cron", aText}, key{"timezone", aText}, key{"posts", aText},
		key{"topic", aText}, key{"limit", aCount}, key{"missed", aText}, key{"at_once", aFlag},
		key{"expires", aSpan},
	)},
	key{"breaking", sectionOf(
		key{"max_age", aSpan}, key{"urgency", aCount}, key{"single_source", aText}, key{"approve", aFlag}, key{"per_hour", aCount},
		key{"approve_after", sectionOf(key{"time", aSpan}, key{"then", aText})},
		key{"observed", sectionOf(key{"publishers", aCount}, key{"within", aSpan})},
	)},
	key{"updates", sectionOf(key{"for", aSpan}, key{"replies", aCount})},
	key{"channels", listOfSections(
		key{"platform", aText}, key{"id", anID}, key{"schedules", texts}, key{"topics", texts},
		key{"timezone", aText}, key{"quiet", aText}, key{"breaking_in_quiet", aText},
	)},
	key{"admins", listOfSections(key{"platform", aText}, key{"id", anID})},
	key{"admin_channels", listOfSections(key{"platform", aText}, key{"id", anID})},
	key{"platforms", sectionOf(
		key{"discord", sectionOf(key{"api", aText}, key{"application", anID})},
		key{"telegram", sectionOf(
			key{"api", aText}, key{"paid_broadcast", aFlag},
			key{"webhook", sectionOf(key{"listen", aText}, key{"url", aText})},
		)},
	)},
	key{"delivery", sectionOf(key{"uncertain", aText})},
)

// meant are keys of other programs and earlier habits, and what they are here.
var meant = map[string]string{
	"url": "feed", "rss": "feed", "atom": "feed", "link": "feed",
	"path": "folder", "dir": "folder", "directory": "folder", "files": "folder",
	"interval": "every", "refresh": "every",
	"tz": "timezone", "zone": "timezone", "time_zone": "timezone",
	"schedule": "cron", "type": "posts", "what": "posts", "count": "limit",
	"keywords": "words", "regex": "patterns", "regexp": "patterns", "feeds": "sources",
	"chat_id": "id", "channel_id": "id", "channel": "id", "chat": "id", "user": "id", "user_id": "id",
	"database": "store", "db": "store", "logging": "log", "application_id": "application",
	"quiet_hours": "quiet", "base_url": "api", "server": "api", "metrics": "listen", "metrics_addr": "listen", "listen_address": "listen",
}
