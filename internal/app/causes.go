package app

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"herald/articles"
	"herald/bot"
	"herald/bot/commands"
	"herald/internal/alarm"
)

// The groups of causes.
const (
	groupSource    = "source"
	groupFolder    = "folder"
	groupGone      = "gone"
	groupConfig    = "config"
	groupLink      = "gateway"
	groupRefused   = "refused"
	groupQueue     = "queue"
	groupUncertain = "uncertain"
	groupDatabase  = "database"
	groupDisk      = "disk"
)

// When a state becomes an alarm.
const (
	// folderAfter is how long a folder must be unreadable: disks of others may be
	// there later than Herald.
	folderAfter = 5 * time.Minute
	// linkAfter is how long a platform must be away.
	linkAfter = 5 * time.Minute
	// queueAge is how old what may go out now must be, and queueCalm how young
	// for the alarm to be over.
	queueAge, queueCalm = 10 * time.Minute, 5 * time.Minute
	// goneFor is for how long a lost channel is watched for its return.
	goneFor = 30 * 24 * time.Hour
)

// picture is all that is wrong now.
func (a *App) picture(ctx context.Context) alarm.Picture {
	var p alarm.Picture
	a.seeSources(&p)
	a.seeFolders(&p)
	a.forgetSources(&p)
	a.seePlatforms(&p)
	a.seeConfig(&p)
	a.seeQueues(ctx, &p)
	a.seeUncertain(ctx, &p)
	a.seeLost(ctx, &p)
	a.seeDisk(&p)
	return p
}

func (a *App) seeSources(p *alarm.Picture) {
	after := a.live.Load().Fetch.AlarmAfter
	for _, s := range a.poller.Status() {
		key := groupSource + "/" + s.Name
		switch {
		case s.Failures > 0:
			p.Causes = append(p.Causes, alarm.Cause{
				Key: key, Since: s.OK, After: after,
				What: fmt.Sprintf("The feed %s (%s) cannot be read: %s.", s.Name, s.URL, brief(s.Error)),
				Did:  "Nothing comes from it. Herald keeps trying, less and less often.",
				Do:   "Look whether its address has changed, and correct config.yaml or take it out.",
				Over: fmt.Sprintf("The feed %s fails no more.", s.Name),
			})
		case !s.Empty.IsZero():
			p.Causes = append(p.Causes, alarm.Cause{
				Key: key, Since: s.Empty, After: after,
				What: fmt.Sprintf("The feed %s is empty.", s.Name),
				Did:  "Nothing comes from it. Herald keeps asking.",
				Do:   "Look whether its publisher has moved it, and correct config.yaml or take it out.",
				Over: fmt.Sprintf("The feed %s has articles again.", s.Name),
			})
		case !s.Silent.IsZero():
			p.Causes = append(p.Causes, alarm.Cause{
				Key: key, Since: s.Silent, After: after,
				What: fmt.Sprintf("The feed %s has said nothing new for longer than it ever does.", s.Name),
				Did:  "It works, and Herald keeps asking.",
				Do:   "Look whether its publisher has given it up, and correct config.yaml or take it out.",
				Over: fmt.Sprintf("The feed %s has news again.", s.Name),
			})
		case s.OK.IsZero():
			p.Unsure = append(p.Unsure, key) // not asked yet
		}
	}
}

func (a *App) seeFolders(p *alarm.Picture) {
	for _, s := range a.live.Load().Sources {
		if s.Kind != articles.KindFolder {
			continue
		}
		key := groupFolder + "/" + s.Name
		switch known, err := a.alarms.folderOf(s.Name); {
		case !known:
			p.Unsure = append(p.Unsure, key)
		case err != nil:
			p.Causes = append(p.Causes, alarm.Cause{
				Key: key, After: folderAfter,
				What: fmt.Sprintf("The folder %s (%s) cannot be read: %s.", s.Name, s.Path, brief(err.Error())),
				Did:  "Nothing comes from it. Herald keeps looking for it.",
				Do:   "Look whether its disk is there and Herald may read it, and correct config.yaml or take it out.",
				Over: fmt.Sprintf("The folder %s can be read again.", s.Name),
			})
		}
	}
}

// forgetSources forgets the failures of sources that were taken out: nobody knows
// whether they work again.
func (a *App) forgetSources(p *alarm.Picture) {
	configured := map[string]bool{}
	for _, s := range a.live.Load().Sources {
		configured[groupSource+"/"+s.Name] = s.Kind == articles.KindFeed
		configured[groupFolder+"/"+s.Name] = s.Kind == articles.KindFolder
	}
	for _, s := range a.alarms.board.Standing() {
		if g := alarm.Group(s.Key); (g == groupSource || g == groupFolder) && !configured[s.Key] {
			p.Forget = append(p.Forget, s.Key)
		}
	}
}

func (a *App) seePlatforms(p *alarm.Picture) {
	for _, platform := range a.platforms {
		name := string(platform.Name())
		refusal, link, linked := a.refused.of(platform.Name()), bot.Link{}, false
		if l, ok := platform.(bot.Linked); ok {
			link, linked = l.Link(), true
		}
		switch {
		case refusal != nil:
			p.Causes = append(p.Causes, refusedCause(name, refusal))
			p.Unsure = append(p.Unsure, groupLink+"/"+name)
		case linked && !link.Up:
			p.Unsure = append(p.Unsure, groupRefused+"/"+name)
			if link.Since.IsZero() {
				p.Unsure = append(p.Unsure, groupLink+"/"+name)
				break
			}
			p.Causes = append(p.Causes, linkCause(name, link))
		}
	}
}

func refusedCause(name string, refusal error) alarm.Cause {
	return alarm.Cause{
		Key:  groupRefused + "/" + name,
		What: fmt.Sprintf("%s refuses Herald: %s.", name, brief(said(name, refusal))),
		Did:  "Nothing is sent or received there; what is owed is kept. Other platforms go on.",
		Do:   "Put the token right and start Herald again.",
		Over: name + " takes Herald again.",
	}
}

func linkCause(name string, link bot.Link) alarm.Cause {
	return alarm.Cause{
		Key: groupLink + "/" + name, Since: link.Since, After: linkAfter,
		What: fmt.Sprintf("%s does not answer: %s.", name, brief(link.Reason)),
		Did:  "Commands there are not heard, and posts may wait. Herald keeps connecting.",
		Do:   "Look at the network of this machine and at the platform's status page.",
		Over: name + " answers again.",
	}
}

func (a *App) seeConfig(p *alarm.Picture) {
	version, mistakes := a.alarms.refusedConfig()
	if mistakes == "" {
		return
	}
	file := filepath.Base(a.Path)
	p.Causes = append(p.Causes, alarm.Cause{
		Key: groupConfig, Version: version,
		What: fmt.Sprintf("The changed %s is refused; the old one stays in force.\n%s", file, mistakes),
		Do:   "Correct it and save it; herald check tells the same.",
		Over: fmt.Sprintf("%s is valid and in force.", file),
	})
}

func (a *App) seeQueues(ctx context.Context, p *alarm.Picture) {
	queues, err := a.backlog.read(ctx)
	if err != nil {
		p.Unsure = append(p.Unsure, groupQueue)
		return
	}
	for _, platform := range a.platforms {
		name := string(platform.Name())
		key := groupQueue + "/" + name
		age, owed := waiting(queues, platform.Name(), a.Now())
		limit := queueAge
		if a.stands(key) {
			limit = queueCalm
		}
		switch {
		case a.refused.of(platform.Name()) != nil:
			p.Unsure = append(p.Unsure, key)
		case age > limit:
			p.Causes = append(p.Causes, alarm.Cause{
				Key:  key,
				What: fmt.Sprintf("Posts to %s wait: %d are owed, the oldest for %d minutes.", name, owed, age/time.Minute),
				Did:  "Herald sends them as fast as the platform lets it; those that are worth nothing any more are dropped.",
				Do:   "/status and the log say what holds them up.",
				Over: fmt.Sprintf("Posts to %s go out in time.", name),
			})
		}
	}
}

// stands reports whether the admins were told of a cause that is not over.
func (a *App) stands(key string) bool {
	return slices.ContainsFunc(a.alarms.board.Standing(), func(s alarm.Standing) bool { return s.Key == key })
}

// said is what a platform says, without what Herald was doing and what follows.
func said(name string, err error) string {
	if fate := bot.FateOf(err); fate.Err != nil {
		err = fate.Err
	}
	_, text, found := strings.Cut(err.Error(), name+": ")
	if !found {
		return err.Error()
	}
	return strings.TrimPrefix(text, name+": ")
}

func (a *App) seeUncertain(ctx context.Context, p *alarm.Picture) {
	some, n, err := a.store.Doubtful(ctx, 1)
	switch {
	case err != nil:
		p.Unsure = append(p.Unsure, groupUncertain)
	case n > 0:
		p.Causes = append(p.Causes, alarm.Cause{
			Key: groupUncertain, Version: a.newestDoubt(some[0].ID),
			What: doubt(n),
			Did:  "Herald holds such posts back, so that nothing appears twice.",
			Do:   "/resend lists such posts: look into the channel, and send again what is missing there.",
			Over: "No post is uncertain any more.",
		})
	}
}

func doubt(n int) string {
	if n == 1 {
		return "Of 1 post nobody knows whether it was sent: the answer was lost."
	}
	return fmt.Sprintf("Of %d posts nobody knows whether they were sent: the answers were lost.", n)
}

// newestDoubt tells when there are new uncertain deliveries: it grows, and stays
// when people decide about them.
func (a *App) newestDoubt(id bot.DeliveryID) string {
	for _, s := range a.alarms.board.Standing() {
		if old, err := strconv.ParseInt(s.Version, 10, 64); s.Key == groupUncertain && err == nil {
			id = max(id, bot.DeliveryID(old))
		}
	}
	return strconv.FormatInt(int64(id), 10)
}

// seeLost looks whether lost channels are back.
func (a *App) seeLost(ctx context.Context, p *alarm.Picture) {
	list := a.alarms.takeLost()
	for _, s := range a.alarms.board.Standing() {
		platform, id, ok := strings.Cut(strings.TrimPrefix(s.Key, groupGone+"/"), "/")
		if !strings.HasPrefix(s.Key, groupGone+"/") || !ok {
			continue
		}
		if a.Now().Sub(s.Told) > goneFor {
			p.Forget = append(p.Forget, s.Key)
			continue
		}
		list = append(list, bot.Address{Platform: bot.PlatformName(platform), ID: id})
	}
	for _, at := range list {
		a.seeChannel(ctx, p, at)
	}
}

func (a *App) seeChannel(ctx context.Context, p *alarm.Picture, at bot.Address) {
	key := groupGone + "/" + at.String()
	c, err := a.store.Channel(ctx, at)
	switch {
	case errors.Is(err, commands.ErrNoChannel): // it has moved
		p.Forget = append(p.Forget, key)
		return
	case err != nil:
		p.Unsure = append(p.Unsure, key)
		a.alarms.lose(at)
		return
	case c.Paused == "":
		return
	}
	name := at.String()
	if c.Title != "" {
		name = fmt.Sprintf("%s (%s)", c.Title, at)
	}
	p.Causes = append(p.Causes, alarm.Cause{
		Key:  key,
		What: fmt.Sprintf("%s cannot be written to any more: %s.", name, brief(c.Paused)),
		Did:  "What was owed to it is dropped; its subscriptions are kept.",
		Do:   "Posts go on when the bot is added again and somebody uses it there.",
		Over: name + " can be written to again.",
	})
}

// brief bounds an error's text for a sentence.
func brief(s string) string {
	const most = 300
	s = strings.TrimRight(strings.Join(strings.Fields(s), " "), ". ")
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	if s == "" {
		return "no reason given"
	}
	return s
}

// plural is a number with its noun.
func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
