package app

import (
	"context"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"herald/articles"
	"herald/internal/config"
	"herald/scheduler"
)

// retagWindow is how far back stories are sorted into topics anew after topics
// changed.
const retagWindow = 7 * 24 * time.Hour

// unchanged is what a reload says that changes nothing.
const unchanged = "Nothing has changed."

// Load reads and validates a configuration file. Its mistakes come all at once.
func Load(path string) (*config.Config, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return parse(path, data)
}

// parse makes a configuration of the bytes of a file.
func parse(path string, data []byte) (*config.Config, error) {
	dir, err := filepath.Abs(filepath.Dir(path))
	if err != nil {
		return nil, err
	}
	return config.Load(data, config.Options{File: path, Dir: dir, ParseAddress: addressParsers(), Env: os.Getenv})
}

// watch follows the configuration file. An edit since it was first read is put
// in force at once.
func (a *App) watch(ctx context.Context) error {
	if data, err := a.watcher.Read(); err == nil {
		a.onChange(data) //nolint:contextcheck // the watcher calls it without one, too
	}
	return a.watcher.Run(ctx)
}

// onChange is called with the bytes of a changed file.
func (a *App) onChange(data []byte) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if _, err := a.reload(ctx, data); err != nil {
		a.Log.Error("configuration refused; the old one stays in force", "part", "config", "err", err)
		a.alarms.configRefused(fmt.Sprintf("%08x", crc32.ChecksumIEEE(data)), err.Error())
	}
}

// Reload reads the configuration file again at once.
func (a *App) Reload() {
	if a.watcher != nil {
		a.watcher.Reload()
	}
}

// reloadNow is /reload: it reads the file at once.
func (a *App) reloadNow(ctx context.Context) (string, error) {
	data, err := os.ReadFile(a.Path)
	if err != nil {
		return "", err
	}
	return a.reload(ctx, data)
}

// reload puts a file in force, whoever asked for it, and says what that changes.
// What was refused before is over then.
func (a *App) reload(ctx context.Context, data []byte) (changes string, err error) {
	a.reloading.Lock()
	defer a.reloading.Unlock()
	if changes, err = a.change(ctx, data); err != nil {
		return "", err
	}
	a.alarms.configRefused("", "")
	if changes != unchanged {
		a.Log.Info("configuration in force", "part", "config", "changes", changes)
	}
	return changes, nil
}

// change validates first, and changes everything or nothing: what can fail comes
// before what cannot. The caller holds reloading.
func (a *App) change(ctx context.Context, data []byte) (string, error) {
	next, err := parse(a.Path, data)
	if err != nil {
		return "", err
	}
	old := a.live.Load()
	changes := config.Diff(old, next)
	if len(changes) == 0 {
		return unchanged, nil
	}
	if err := a.bind(ctx, next); err != nil {
		return "", err
	}
	// From here on nothing fails.
	a.live.Store(next)
	a.runner.Replace(next.Schedules)
	a.setSources(next)
	a.retag(ctx, old, next)
	a.askReview()
	a.giveTurns(ctx, old, next)
	return strings.Join(append(changes, a.nextTicks(old, next)...), "\n"), nil
}

// giveTurns has what waits for its turn wait by the new limit. That it fails is no
// reason to refuse the configuration: turns are given anew with every post.
func (a *App) giveTurns(ctx context.Context, old, next *config.Config) {
	if old.Breaking.PerHour == next.Breaking.PerHour {
		return
	}
	if err := a.store.SetPerHour(ctx, next.Breaking.PerHour, a.Now()); err != nil {
		a.Log.Warn("cannot give turns by the new limit", "part", "app", "err", err)
	}
	a.wake()
}

// retag sorts recent stories into the new topics. That it fails is no reason to
// refuse the configuration: new stories are sorted all the same.
func (a *App) retag(ctx context.Context, old, next *config.Config) {
	if slices.EqualFunc(old.Topics, next.Topics, sameTopic) && sameSourceTopics(old.Sources, next.Sources) {
		return
	}
	if err := a.desk.Retag(ctx, a.Now().Add(-retagWindow)); err != nil {
		a.Log.Warn("cannot sort stories into the new topics", "part", "app", "err", err)
	}
}

func sameTopic(a, b articles.Topic) bool {
	return a.Name == b.Name && slices.Equal(a.Words, b.Words) && slices.Equal(a.Sources, b.Sources) &&
		fmt.Sprint(a.Patterns) == fmt.Sprint(b.Patterns)
}

// sameSourceTopics reports whether the sources that stay give their articles the
// topics that they gave them before.
func sameSourceTopics(old, next []articles.Source) bool {
	before := map[string][]string{}
	for _, s := range old {
		before[s.Name] = s.Topics
	}
	return !slices.ContainsFunc(next, func(s articles.Source) bool {
		topics, stays := before[s.Name]
		return stays && !slices.Equal(topics, s.Topics)
	})
}

// nextTicks says when each changed or new schedule fires next.
func (a *App) nextTicks(old, next *config.Config) []string {
	var lines []string
	for _, s := range next.Schedules {
		i := slices.IndexFunc(old.Schedules, func(o scheduler.Schedule) bool { return o.Name == s.Name })
		if i >= 0 && old.Schedules[i].Spec.Equal(s.Spec) {
			continue
		}
		if at := s.Spec.Next(a.Now()); !at.IsZero() {
			lines = append(lines, fmt.Sprintf("%s fires next at %s", s.Name, at.Format("15:04 on Mon 2 Jan 2006 MST")))
		}
	}
	return lines
}
