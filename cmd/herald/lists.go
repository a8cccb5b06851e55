package main

import (
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"herald/internal/app"
)

// maxList bounds a list, in bytes.
const maxList = 32 << 20

func newImport() *cobra.Command {
	return &cobra.Command{
		Use:   "import FILE",
		Short: "Turn a list of feeds into configuration",
		Long: `Import reads a list of feeds, as feed readers export them (OPML) or as FeedCord
(appsettings.json), irc-rss-feed-bot (config.yaml) and newsboat (urls) have
theirs, and prints sources and topics for config.yaml: folders become topics. As
it is, the output is a valid configuration:

  herald import feeds.opml > config.yaml

or copy what you want of it into the one you have. - stands for standard input.`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			doc, err := readList(cmd.InOrStdin(), args[0])
			if err != nil {
				return err
			}
			text, err := app.ImportList(doc)
			if err != nil {
				return fmt.Errorf("%s: %w", args[0], err)
			}
			_, err = io.WriteString(cmd.OutOrStdout(), text)
			return err
		},
	}
}

func readList(in io.Reader, name string) ([]byte, error) {
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		defer func() { _ = f.Close() }() // it was only read
		in = f
	}
	doc, err := io.ReadAll(io.LimitReader(in, maxList+1))
	if len(doc) > maxList {
		return nil, fmt.Errorf("%s is larger than %d MiB", name, maxList>>20)
	}
	return doc, err
}

func newExport() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "export [FILE]",
		Short: "Write the feeds of a configuration as an OPML list",
		Long: `Export prints the feeds of a configuration (config.yaml, or FILE) as an OPML list
for feed readers. Each lies in the folders of its topics.`,
		RunE: func(cmd *cobra.Command, args []string) error {
			_, c, err := loadNamed(cmd, args)
			if err != nil {
				return err
			}
			return app.ExportList(cmd.OutOrStdout(), c)
		},
	}
	nameConfig(cmd)
	return cmd
}
