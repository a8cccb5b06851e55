package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"herald/internal/app"
)

func newBackup() *cobra.Command {
	var path string
	cmd := &cobra.Command{
		Use:   "backup FILE",
		Short: "Copy the database into a new file, also while Herald runs",
		Long: `Backup copies the database that config.yaml names into FILE, which must not be
there yet, and checks the copy. Herald may run meanwhile and goes on writing. To
restore, stop Herald and put the copy in the database's place.`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			c, err := load(path)
			if err != nil {
				return err
			}
			if err := app.Backup(cmd.Context(), c, args[0]); err != nil {
				return err
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s is a checked copy of %s.\n", args[0], c.Store)
			return err
		},
	}
	cmd.Flags().StringVarP(&path, "config", "c", configPath(), "the configuration file")
	return cmd
}
