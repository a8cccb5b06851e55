package commands

import (
	_ "embed" // for the list of zones
	"regexp"
	"slices"
	"strings"
	"time"

	"herald/bot"
)

// zoneList holds the names of the IANA time zone database, one a line, in
// order; the old names outside of its continents are left out.
//
//go:embed zones.txt
var zoneList string

// usualZones are offered before anything is typed.
const usualZones = "UTC Europe/London Europe/Berlin Europe/Paris Europe/Moscow America/New_York America/Chicago " +
	"America/Los_Angeles America/Sao_Paulo Africa/Cairo Africa/Lagos Africa/Nairobi Asia/Dubai Asia/Tehran " +
	"Asia/Kolkata Asia/Singapore Asia/Shanghai Asia/Tokyo Australia/Sydney"

var offset = regexp.MustCompile(`^(?i:utc|gmt)?[+-]\d`)

// readZone finds a zone by its name in any case, or by its city where only one
// zone has it.
func readZone(s string) (name string, err error) {
	if offset.MatchString(s) {
		return "", bot.Errorf("Name a zone such as Europe/Berlin instead of %s: offsets know no daylight saving.", short(s))
	}
	found := exactZones(s)
	if len(found) == 1 {
		if _, err := time.LoadLocation(found[0]); err == nil {
			return found[0], nil
		}
	}
	if len(found) == 0 {
		found = zonesLike(s, 5)
	}
	if len(found) == 0 {
		if like := nearestZone(s); like != "" {
			found = []string{like}
		}
	}
	if len(found) == 0 {
		return "", bot.Errorf("I don't know the time zone “%s”. Name one such as Europe/Berlin or America/New_York.", short(s))
	}
	return "", bot.Errorf("I don't know the time zone “%s”. Did you mean %s?", short(s), join(found, "or"))
}

// exactZones are the zones of that name, or else of that city.
func exactZones(s string) []string {
	key := zoneKey(s)
	var cities []string
	for name := range strings.Lines(zoneList) {
		name = strings.TrimSpace(name)
		lower := strings.ToLower(name)
		if lower == key {
			return []string{name}
		}
		if city(lower) == key {
			cities = append(cities, name)
		}
	}
	return cities
}

// zonesLike are up to limit zones that s is the start of, by name or city, and
// then those that have it anywhere.
func zonesLike(s string, limit int) []string {
	key := zoneKey(s)
	if key == "" {
		return strings.Fields(usualZones)
	}
	var starts, others []string
	for name := range strings.Lines(zoneList) {
		name = strings.TrimSpace(name)
		lower := strings.ToLower(name)
		switch {
		case strings.HasPrefix(lower, key), strings.HasPrefix(city(lower), key):
			starts = append(starts, name)
		case strings.Contains(lower, key):
			others = append(others, name)
		}
	}
	found := slices.Concat(starts, others)
	return found[:min(limit, len(found))]
}

// nearestZone is the zone whose name or city s is a slip of.
func nearestZone(s string) string {
	names := strings.Fields(zoneList)
	key := zoneKey(s)
	if like := nearest(key, names); like != "" {
		return like
	}
	cities := make([]string, len(names))
	for i, n := range names {
		cities[i] = city(strings.ToLower(n))
	}
	if like := nearest(key, cities); like != "" {
		return names[slices.Index(cities, like)]
	}
	return ""
}

func zoneKey(s string) string {
	return strings.ToLower(strings.Join(strings.Fields(s), "_"))
}

func city(name string) string { return name[strings.LastIndexByte(name, '/')+1:] }
