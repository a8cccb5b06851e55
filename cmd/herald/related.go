package main

import (
	"encoding/json"
	"fmt"

	"github.com/spf13/cobra"

	"herald/articles"
	"herald/articles/desk"
)

func newRelated() *cobra.Command {
	var file, id string
	var asJSON bool
	var limit int
	cmd := &cobra.Command{
		Use:   "related --articles FILE.jsonl --id ID",
		Short: "Rank the articles of a file that are related to one of them",
		Long: `Related makes stories of the articles of a file, as herald replay does, and ranks
the articles of other stories by how related they are to the story of the one with
the id: other events of the same kind, as /related shows them.
With --json it prints an object a line: {"id":...,"story":...,"score":...,"title":...}.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			list, err := readArticles(cmd, file)
			if err != nil {
				return err
			}
			ranked, err := desk.RankRelated(list, id, limit)
			if err != nil {
				return fmt.Errorf("%s: %w with the id %q", file, err, id)
			}
			return printRanked(cmd, ranked, asJSON)
		},
	}
	cmd.Flags().StringVar(&file, "articles", "", "the file of articles, one JSON object a line")
	cmd.Flags().StringVar(&id, "id", "", "the id of the article")
	cmd.Flags().IntVar(&limit, "limit", 10, "how many to show at most")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one JSON object a line")
	_ = cmd.MarkFlagRequired("articles")
	_ = cmd.MarkFlagRequired("id")
	return cmd
}

// rankedLine is a line of related --json.
type rankedLine struct {
	ID    string           `json:"id"`
	Story articles.StoryID `json:"story"`
	Score float64          `json:"score"`
	Title string           `json:"title"`
}

func printRanked(cmd *cobra.Command, ranked []desk.Ranked, asJSON bool) error {
	encoder := json.NewEncoder(cmd.OutOrStdout())
	encoder.SetEscapeHTML(false)
	for _, r := range ranked {
		var err error
		if asJSON {
			err = encoder.Encode(rankedLine{r.Article.ID, r.Story, r.Score, r.Article.Headline()})
		} else {
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "%.2f  %s  %s\n", r.Score, r.Article.ID, r.Article.Headline())
		}
		if err != nil {
			return err
		}
	}
	return nil
}
