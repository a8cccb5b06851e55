package main

import (
	"encoding/json"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"herald/articles"
	"herald/articles/desk"
	"herald/internal/app"
)

func newReplay() *cobra.Command {
	var file string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "replay --articles FILE.jsonl",
		Short: "Show which stories Herald makes of a file of articles",
		Long: `Replay files the articles of a file one by one, in their order, as if they came
in live, and shows which story each one joins and how sure that is. Nothing is
stored or sent. The clock is that of the articles; those without a time keep the
order of the file. FILE is what herald read --json prints.

With --json it prints an object a line: for each article
{"type":"article","id":...,"story":...,"joined":...,"score":...,"limit":...,"reason":...},
and at the end {"type":"story",...} for each story and {"type":"final","id":...,"story":...} for each article.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			list, err := readArticles(cmd, file)
			if err != nil {
				return err
			}
			steps := desk.Replay(list)
			if asJSON {
				return printSteps(cmd.OutOrStdout(), steps)
			}
			return showSteps(cmd.OutOrStdout(), steps)
		},
	}
	cmd.Flags().StringVar(&file, "articles", "", "the file of articles, one JSON object a line")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one JSON object a line")
	_ = cmd.MarkFlagRequired("articles")
	return cmd
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

// The lines of replay --json.
type (
	articleLine struct {
		Type   string           `json:"type"`
		ID     string           `json:"id"`
		Story  articles.StoryID `json:"story"`
		Joined bool             `json:"joined"`
		Score  float64          `json:"score"`
		Limit  float64          `json:"limit"`
		Reason string           `json:"reason,omitempty"`
	}
	storyLine struct {
		Type     string           `json:"type"`
		Story    articles.StoryID `json:"story"`
		Headline string           `json:"headline"`
		Articles []string         `json:"articles"`
	}
	finalLine struct {
		Type  string           `json:"type"`
		ID    string           `json:"id"`
		Story articles.StoryID `json:"story"`
	}
)

func printSteps(w io.Writer, steps []desk.Step) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	var lines []any
	for _, s := range steps {
		m := s.Match
		lines = append(lines, articleLine{"article", s.Article.ID, s.Story, s.Joined, m.Score, m.Limit, m.Reason})
	}
	for _, story := range stories(steps) {
		lines = append(lines, story)
	}
	for _, s := range steps {
		lines = append(lines, finalLine{"final", s.Article.ID, s.Story})
	}
	for _, l := range lines {
		if err := encoder.Encode(l); err != nil {
			return err
		}
	}
	return nil
}

// stories are the stories that the articles of steps make, in the order opened.
func stories(steps []desk.Step) []storyLine {
	var all []storyLine
	for _, s := range steps {
		if int(s.Story) > len(all) {
			all = append(all, storyLine{Type: "story", Story: s.Story, Headline: s.Article.Headline()})
		}
		of := &all[s.Story-1]
		of.Articles = append(of.Articles, s.Article.ID)
	}
	return all
}

// showSteps prints the replay for a person.
func showSteps(w io.Writer, steps []desk.Step) error {
	for _, s := range steps {
		reason := s.Match.Reason
		if reason == "" {
			reason = "no open story shares its words"
		}
		verb := "opens"
		if s.Joined {
			verb = "joins"
		}
		if _, err := fmt.Fprintf(w, "%s  %s story %s: %s\n    %s\n", s.Article.Time().Format(time.DateTime), verb, s.Story, s.Article.Headline(), reason); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintf(w, "%d articles, %d stories\n", len(steps), len(stories(steps)))
	return err
}
