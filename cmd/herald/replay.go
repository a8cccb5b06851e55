package main

import (
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"herald/articles"
	"herald/internal/app"
	"herald/internal/config"
)

// replayFlags are what `herald replay` is asked for.
type replayFlags struct {
	file, config string
	compare      bool
	from, to     string
	json         bool
}

func newReplay() *cobra.Command {
	var f replayFlags
	cmd := &cobra.Command{
		Use:   "replay [--config FILE] [--articles FILE.jsonl | --from TIME --to TIME] | --compare OLD.yaml NEW.yaml",
		Short: "Show what Herald would make of articles, and post, without sending",
		Long: `Replay runs articles through the desk and the schedules of a configuration, with
the clock of the articles, and shows which story each one joins and why, what is
judged, and what would be posted when and where. Nothing is fetched, stored or
sent. An admin tries a schedule or a rule with it before saving it.

The articles are those of a file, as herald read --json prints them, in its order;
those without a time appear a second after the one before. Without --articles they
are those of the database that the configuration names, all or those that appeared
between --from and --to (2026-11-22, 2026-11-22 07:00 or
2026-11-22T07:00:00+01:00; UTC where no zone is given, as in what is printed), and
its channels get what they subscribe to. Without a configuration it is that of herald console.
Where no channel is configured or subscribed, "console/anybody" gets every
schedule.

With --compare, two configurations are replayed, and what differs is shown.

With --json it prints an object a line: for each article
{"type":"article","id":...,"story":...,"joined":...,"score":...,"limit":...,"at":...,"reason":...},
then {"type":"story",...}, {"type":"verdict",...} and {"type":"post",...} lines, and
at the end {"type":"final","id":...,"story":...} for each article.`,
		Args: func(cmd *cobra.Command, args []string) error {
			switch {
			case f.compare && len(args) != 2:
				return errors.New("--compare takes two configurations: OLD.yaml NEW.yaml")
			case f.file != "" && (f.from != "" || f.to != ""):
				return errors.New("--articles replays all of its file: --from and --to are for the articles of the database")
			case f.compare:
				return nil
			}
			return cobra.NoArgs(cmd, args)
		},
		RunE: f.run,
	}
	cmd.Flags().StringVar(&f.file, "articles", "", "a file of articles, one JSON object a line")
	cmd.Flags().StringVarP(&f.config, "config", "c", "", "the configuration file (default: config.yaml without --articles, else that of the console)")
	cmd.Flags().BoolVar(&f.compare, "compare", false, "compare two configurations: OLD.yaml NEW.yaml")
	cmd.Flags().StringVar(&f.from, "from", "", "the earliest article of the database")
	cmd.Flags().StringVar(&f.to, "to", "", "replay only what appeared before then")
	cmd.Flags().BoolVar(&f.json, "json", false, "print one JSON object a line")
	cmd.MarkFlagsMutuallyExclusive("compare", "config")
	cmd.MarkFlagsMutuallyExclusive("compare", "json")
	return cmd
}

func (f *replayFlags) run(cmd *cobra.Command, args []string) error {
	if f.compare {
		return f.runCompare(cmd, args[0], args[1])
	}
	c, err := f.configuration()
	if err != nil {
		return err
	}
	r, err := f.replay(cmd, c)
	if err != nil {
		return err
	}
	if f.json {
		return printReplay(cmd.OutOrStdout(), r)
	}
	return showReplay(cmd.OutOrStdout(), r)
}

// runCompare shows what two configurations make of the same articles.
func (f *replayFlags) runCompare(cmd *cobra.Command, oldPath, newPath string) error {
	var both [2]app.Replay
	for i, path := range []string{oldPath, newPath} {
		c, err := load(path)
		if err != nil {
			return err
		}
		if both[i], err = f.replay(cmd, c); err != nil {
			return err
		}
	}
	return showDifference(cmd.OutOrStdout(), both[0], both[1])
}

// configuration is the one to replay.
func (f *replayFlags) configuration() (*config.Config, error) {
	switch {
	case f.config != "":
		return load(f.config)
	case f.file != "":
		return config.Default(), nil
	}
	return load(configPath())
}

func (f *replayFlags) replay(cmd *cobra.Command, c *config.Config) (app.Replay, error) {
	if f.file != "" {
		list, err := readArticles(cmd, f.file)
		if err != nil {
			return app.Replay{}, err
		}
		return app.RunReplay(cmd.Context(), c, list, nil)
	}
	from, err := readTime("from", f.from)
	if err != nil {
		return app.Replay{}, err
	}
	to, err := readTime("to", f.to)
	if err != nil {
		return app.Replay{}, err
	}
	if !from.IsZero() && !to.IsZero() && !from.Before(to) {
		return app.Replay{}, fmt.Errorf("--from %s is not before --to %s", f.from, f.to)
	}
	list, subscribers, err := app.Archive(cmd.Context(), c, from, to)
	if err != nil {
		return app.Replay{}, err
	}
	return app.RunReplay(cmd.Context(), c, list, subscribers)
}

// timeForms are how a moment is given: as replay prints it, or as programs do.
var timeForms = []string{
	time.RFC3339, time.DateTime, "2006-01-02 15:04", "2006-01-02T15:04:05", "2006-01-02T15:04", time.DateOnly,
}

// readTime reads a day or a moment, in UTC unless it says otherwise; zero for none.
func readTime(flag, text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	for _, form := range timeForms {
		if t, err := time.Parse(form, text); err == nil {
			return t, nil
		}
	}
	return time.Time{}, fmt.Errorf("--%s: %q is no time; write 2026-11-22 or 2026-11-22T07:00:00Z", flag, text)
}

// readArticles reads a file of articles. What is wrong with some is reported, and
// the others count.
func readArticles(cmd *cobra.Command, file string) ([]articles.Article, error) {
	r := app.NewReader(version())
	defer r.Close()
	list, err := r.Read(cmd.Context(), file)
	if err != nil && len(list) > 0 {
		fmt.Fprintf(cmd.ErrOrStderr(), "herald: %v\n", err)
		err = nil
	}
	return list, err
}
