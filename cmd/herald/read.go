package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"herald/articles"
	"herald/internal/app"
)

func newRead() *cobra.Command {
	var asJSON, private bool
	var timeout time.Duration
	cmd := &cobra.Command{
		Use:   "read FILE|FOLDER|URL...",
		Short: "Show what Herald makes of an article file, a page or a feed",
		Long: `Read shows the articles that Herald finds in files (.md .txt .html .json .jsonl
.xml .eml, saved feeds, also packed as .gz), folders, and URLs of feeds, wires
and pages: headline, deck, summary, full text and the rest. Of an article that is for subscribers it shows
the beginning, and says so. With --json it prints one object an article and
line, the format that .jsonl folders take. What cannot be read is reported, and
the others go on.`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return errors.New("read what? Name files, folders or URLs: herald read article.txt")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			show := showText
			if asJSON {
				show = showJSON
			}
			r := app.NewReader(version())
			defer r.Close()
			r.Private, r.Timeout = private, timeout
			return readAll(cmd, r, args, show)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one JSON object an article and line")
	cmd.Flags().DurationVar(&timeout, "timeout", 30*time.Second, "how long to wait for a URL, at most 30s")
	cmd.Flags().BoolVar(&private, "private", false, "allow addresses of private networks")
	return cmd
}

// readAll shows every argument, and fails at the end if one could not be read.
func readAll(cmd *cobra.Command, r *app.Reader, args []string, show func(io.Writer, articles.Article) error) error {
	var failed error
	for _, arg := range args {
		list, err := r.Read(cmd.Context(), arg)
		for _, a := range list {
			if err := show(cmd.OutOrStdout(), a); err != nil {
				return err
			}
		}
		if err != nil {
			fmt.Fprintf(cmd.ErrOrStderr(), "herald: %v\n", err)
			if len(list) == 0 || !app.Partial(err) {
				failed = errReported
			}
		} else if len(list) == 0 {
			fmt.Fprintf(cmd.ErrOrStderr(), "herald: %s: no articles in it\n", arg)
		}
	}
	return failed
}

func showJSON(w io.Writer, a articles.Article) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	return encoder.Encode(a)
}
