package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"herald/articles"
	"herald/articles/desk"
	"herald/bot"
	"herald/internal/config"
)

// projectPage says in the User-Agent what Herald is, where no contact is set.
const projectPage = "news distributor"

// userAgent is what servers see of us: who we are, and how to reach the operator.
func userAgent(version, contact string) string {
	return fmt.Sprintf("Herald/%s (%s)", cmp.Or(version, "devel"), cmp.Or(contact, projectPage))
}

// setSources puts the sources of c in force.
func (a *App) setSources(c *config.Config) {
	a.poller.SetSources(c.Sources)
	a.folders.set(c.Sources)
}

// file hands articles to the desk. Those that can never be filed are logged and
// done with: asking their source again would not help.
func (a *App) file(ctx context.Context, list []articles.Article) error {
	err := a.desk.File(ctx, list)
	if bad, ok := errors.AsType[*desk.BadArticle](err); ok {
		a.Log.Warn("article cannot be filed", "part", "desk", "source", bad.Source, "err", err)
		return nil
	}
	return err
}

// known reports whether an article was filed before.
func (a *App) known(ctx context.Context, x articles.Article) (bool, error) {
	_, ok, err := a.store.Find(ctx, x)
	return ok, err
}

// reportSource is told once when a feed begins to fail, and once when it works
// again.
func (a *App) reportSource(source string, err error) {
	a.alarms.poke()
	if err == nil {
		a.Log.Info("source works again", "part", "feed", "source", source)
		return
	}
	a.Log.Warn("source fails", "part", "feed", "source", source, "err", err)
}

// reportFolder is told whether a folder can be read, when that turns out.
func (a *App) reportFolder(source string, err error) {
	a.alarms.folder(source, err)
	if err != nil {
		a.Log.Warn("folder cannot be read", "part", "folder", "source", source, "path", a.source(source).Path, "err", err)
	}
}

// reportFile is told once of a file that cannot be read.
func (a *App) reportFile(source, path string, err error) {
	a.Log.Warn("article file cannot be read", "part", "folder", "source", source, "path", path, "err", err)
}

// adminChannels are those of the configuration in force.
func (a *App) adminChannels() []bot.Address { return a.live.Load().AdminChannels }
