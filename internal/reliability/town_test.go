package reliability_test

import (
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"herald/articles"
	"herald/articles/desk"
	"herald/bot"
	"herald/bot/discord/discordtest"
	"herald/bot/telegram/telegramtest"
	"herald/internal/store"
	"herald/internal/store/storetest"
	"herald/scheduler/edition"
)

// town is what surrounds the program: both platforms, a folder of articles, a
// database, and channels that want everything.
type town struct {
	dir, inbox, config, db string
	discord                *discordtest.Server
	telegram               *telegramtest.Server
	// guild is the last Discord server with channels of rooms; people are private
	// Telegram chats, after a group, which can move.
	guild  string
	rooms  []string
	people []int64
	ledger *ledger
}

// firstPerson is the id of the first person; the others follow.
const firstPerson = 7_000_001

// guildRooms is how many channels are in one Discord server; it takes 500.
const guildRooms = 400

// group is the id of the one group.
const group = -5_000_001

// newTown makes a town with so many channels on each platform. The program is not
// running yet.
func newTown(t testing.TB, rooms, people int) *town {
	t.Helper()
	return newTownOn(t, t.TempDir(), rooms, people)
}

// newTownOn makes a town whose database is in a folder of its own.
func newTownOn(t testing.TB, disk string, rooms, people int) *town {
	t.Helper()
	dir := t.TempDir()
	w := &town{
		dir: dir, inbox: filepath.Join(dir, "inbox"), config: filepath.Join(dir, "config.yaml"), db: filepath.Join(disk, "herald.db"),
		discord:  discordtest.NewServer(discordtest.Options{Heartbeat: 2 * time.Second}),
		telegram: telegramtest.NewServer(telegramtest.Options{}),
	}
	t.Cleanup(w.discord.Close)
	t.Cleanup(w.telegram.Close)
	w.guild, _ = w.discord.NewGuild("Readers")
	for i := range rooms {
		if i > 0 && i%guildRooms == 0 {
			w.guild, _ = w.discord.NewGuild(fmt.Sprint("Readers ", i/guildRooms))
		}
		w.rooms = append(w.rooms, w.discord.NewChannel(w.guild, fmt.Sprint("room-", i), discordtest.Text))
	}
	if people > 0 {
		w.people = append(w.people, group)
		w.telegram.AddChat(telegramtest.Chat{ID: group, Type: telegramtest.Group, Title: "Readers"})
	}
	for i := range people - 1 {
		id := int64(firstPerson + i)
		w.people = append(w.people, id)
		w.telegram.AddPerson(telegramtest.User{ID: id, Name: fmt.Sprint("Reader ", i)})
	}
	must(t, os.Mkdir(w.inbox, 0o755))
	must(t, os.WriteFile(w.config, []byte(w.yaml()), 0o600))
	storetest.Ready(t, w.db)
	w.settle(t)
	w.ledger = openLedger(t, w.db)
	return w
}

// yaml is the program's configuration. Nothing ticks by itself but breaking.
func (w *town) yaml() string {
	return fmt.Sprintf(`
log: {level: info}
store: %q
sources:
  - {name: inbox, publisher: Our Desk, folder: ./inbox}
schedules:
  - {name: breaking, cron: '* * * * *', posts: breaking, at_once: true}
  - {name: lists, cron: '0 0 1 1 *', posts: latest, expires: never}
platforms:
  discord: {api: "%s"}
  telegram: {api: "%s"}
`, w.db, w.discord.URL(), w.telegram.URL())
}

// settle makes every channel known and subscribes it to both schedules.
func (w *town) settle(t testing.TB) {
	t.Helper()
	db := w.openStore(t)
	fixed := make([]store.FixedChannel, 0, len(w.rooms)+len(w.people))
	add := func(p bot.PlatformName, id string) {
		fixed = append(fixed, store.FixedChannel{
			Address: bot.Address{Platform: p, ID: id}, Subscriptions: []store.FixedSubscription{{Schedule: "breaking"}, {Schedule: "lists"}},
		})
	}
	for _, id := range w.rooms {
		add(bot.Discord, id)
	}
	for _, id := range w.people {
		add(bot.Telegram, strconv.FormatInt(id, 10))
	}
	must(t, db.SyncFixed(t.Context(), fixed, time.Now()))
	must(t, db.Close())
	raw, err := sql.Open("sqlite", "file:"+w.db)
	must(t, err)
	// As if they had subscribed in chat: config.yaml does not name them.
	for _, q := range []string{
		`UPDATE subscriptions SET fixed = 0`,
		`UPDATE channels SET place = CASE WHEN platform = 'telegram' AND address NOT LIKE '-%' THEN 'private' ELSE 'group' END`,
	} {
		_, err := raw.ExecContext(t.Context(), q)
		must(t, err)
	}
	must(t, raw.Close())
}

func (w *town) openStore(t testing.TB) *store.Store {
	t.Helper()
	db, err := store.Open(t.Context(), store.Options{Path: w.db})
	must(t, err)
	return db
}

// mark is a word that no two articles share, by which their posts are found:
// breaking ones begin with b, those of lists with l.
func mark(kind byte, n int) string { return fmt.Sprintf("%cq%05dz", kind, n) }

var marks = regexp.MustCompile(`\b[bl]q\d{5}z\b`)

// gibberish are words that no two articles share, so that each is a story.
func gibberish(n uint64, words int) string {
	dice := rand.New(rand.NewPCG(n, 7))
	var b strings.Builder
	for range words {
		for range 3 {
			b.WriteByte("bdfgklmnprstvz"[dice.IntN(14)])
			b.WriteByte("aeiou"[dice.IntN(5)])
		}
		b.WriteByte(' ')
	}
	return strings.TrimSpace(b.String())
}

// breaks drops article number n into the folder: it breaks.
func (w *town) breaks(t testing.TB, n int) {
	t.Helper()
	text := fmt.Sprintf("---\ntitle: \"BREAKING: %s %s\"\npublisher: Our Desk\n---\n%s.\n",
		mark('b', n), gibberish(uint64(n), 6), gibberish(uint64(n)+1<<32, 30))
	name := filepath.Join(w.inbox, fmt.Sprintf("b%05d.md", n))
	must(t, os.WriteFile(name+".tmp", []byte(text), 0o600))
	must(t, os.Rename(name+".tmp", name))
}

// oweLists writes lists of one story each into the ledger, numbered from first to
// last, owed to every channel, as a tick does.
func (w *town) oweLists(t testing.TB, first, last int) {
	t.Helper()
	db := w.openStore(t)
	var fanouts []edition.Fanout
	for n := first; n <= last; n++ {
		now := time.Now()
		id, err := db.File(t.Context(), desk.Filing{
			Article: articles.Article{
				ID: mark('l', n), Source: "inbox", Publisher: "Our Desk", URL: fmt.Sprint("https://desk.example/lists/", n),
				Title: mark('l', n) + " " + gibberish(uint64(n)+2<<32, 6), Text: gibberish(uint64(n)+3<<32, 30), Appeared: now,
			},
			Verdict: articles.Verdict{Rule: articles.RuleNone, Reason: "no publisher marked it", At: now}, At: now,
		})
		must(t, err)
		fanouts = append(fanouts, edition.Fanout{
			Schedule: "lists", Key: "latest/lists/" + mark('l', n), Kind: bot.KindLatest,
			Stories: []articles.StoryID{id}, Owed: now,
		})
	}
	_, err := db.Owe(t.Context(), edition.Tick{}, fanouts)
	must(t, err)
	must(t, db.Close())
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
