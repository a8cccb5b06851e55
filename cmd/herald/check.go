package main

import (
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"herald/internal/app"
	"herald/internal/config"
	"herald/scheduler"
)

// ticksShown is how many coming ticks `check` prints for each schedule.
const ticksShown = 3

func newCheck() *cobra.Command {
	var sources bool
	cmd := &cobra.Command{
		Use:   "check [FILE]",
		Short: "Validate a configuration and show when each schedule fires",
		Long: `Check reads a configuration (config.yaml, or FILE) as a running Herald would. It
prints every mistake at once with its line and exits with status 1, or prints the
next three ticks of each schedule in its own time zone. With --sources it also
prints how each feed was doing at Herald's last look: whether it works, when it
last did, when it is asked next, and why then; whether each folder can be read;
and what waits under an embargo.`,
		RunE: func(cmd *cobra.Command, args []string) error {
			path, c, err := loadNamed(cmd, args)
			if err != nil {
				return err
			}
			if err := report(cmd.OutOrStdout(), path, c, time.Now()); err != nil || !sources {
				return err
			}
			return app.ReportSources(cmd.Context(), cmd.OutOrStdout(), c, time.Now())
		},
	}
	nameConfig(cmd)
	cmd.Flags().BoolVar(&sources, "sources", false, "also show the state of each feed")
	return cmd
}

// report prints what a valid configuration amounts to.
func report(w io.Writer, path string, c *config.Config, now time.Time) error {
	fmt.Fprintf(w, "%s is valid: %s, %s, %s, %s.\n", path, count(len(c.Sources), "source"),
		count(len(c.Topics), "topic"), count(len(c.Schedules), "schedule"), count(len(c.Channels), "bound channel"))
	for _, s := range c.Schedules {
		fmt.Fprintf(w, "\n%s: %s\n", s.Name, describe(s))
		at := now
		for range ticksShown {
			if at = s.Spec.Next(at); at.IsZero() {
				break
			}
			fmt.Fprintf(w, "  %s\n", at.Format("Mon 2 Jan 2006 15:04 MST (-07:00)"))
		}
	}
	return nil
}

func describe(s scheduler.Schedule) string {
	text := fmt.Sprintf("posts %s", s.Posts)
	if s.Topic != "" {
		text += " of " + s.Topic
	}
	text += fmt.Sprintf(" at %q, %s", s.Spec, s.Spec.Location())
	if s.AtOnce {
		text += ", and at once"
	}
	return text
}

// count is a number with its noun: "1 source", "2 sources".
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
