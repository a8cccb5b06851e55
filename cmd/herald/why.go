package main

import (
	"time"

	"github.com/spf13/cobra"

	"herald/bot/console"
	"herald/internal/app"
)

func newWhy() *cobra.Command {
	var path string
	var posts int
	cmd := &cobra.Command{
		Use:   "why NUMBER|URL",
		Short: "Show how a story came to be as it is, and what became of its posts",
		Long: `Why shows everything that was decided about a story, as it was decided: when and
from where each article came, which topics it matched and on what, why it joined
the story, what the story was judged by, and what became of every post: owed,
sent, held or dropped, and for which reason. The story is named by its number, or
by the address of one of its articles. Herald may run meanwhile.`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			c, err := load(path)
			if err != nil {
				return err
			}
			m, err := app.Why(cmd.Context(), c, args[0], posts, time.Now())
			if err != nil {
				return err
			}
			return console.Print(cmd.OutOrStdout(), m, 0)
		},
	}
	cmd.Flags().StringVarP(&path, "config", "c", configPath(), "the configuration file")
	cmd.Flags().IntVar(&posts, "posts", 50, "how many posts are told one by one, the newest first; at most 1000")
	return cmd
}
