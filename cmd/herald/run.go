package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"herald/internal/app"
	"herald/internal/config"
)

// defaultConfig is the file that is read where none is named.
const defaultConfig = "config.yaml"

func newRun() *cobra.Command {
	var path string
	cmd := &cobra.Command{
		Use:   "run",
		Short: "Run the bot until it is stopped",
		Long: `Run reads config.yaml, connects to the platforms that have a token
(HERALD_DISCORD_TOKEN, HERALD_TELEGRAM_TOKEN, or …_TOKEN_FILE with the name of a
file that holds it) and runs until SIGINT or SIGTERM. A changed config.yaml takes
effect without a restart; SIGHUP reads it at once.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return serve(cmd.Context(), path, cmd)
		},
	}
	cmd.Flags().StringVarP(&path, "config", "c", configPath(), "the configuration file")
	return cmd
}

// setupError is about what the configuration or the environment says.
type setupError struct{ error }

func (e setupError) Unwrap() error { return e.error }

// mustBePutRight tells what starting again does not cure: a wrong configuration, no
// token, or one that no platform takes.
func mustBePutRight(err error) bool {
	var setup setupError
	return errors.As(err, &setup) || errors.Is(err, app.ErrNoPlatform) || errors.Is(err, app.ErrRefused)
}

// serve runs the bot with a configuration file and the tokens of the
// environment.
func serve(ctx context.Context, path string, cmd *cobra.Command) error {
	c, o, err := setUp(path)
	if err != nil {
		return setupError{err}
	}
	log := newLog(cmd.ErrOrStderr(), c.Log)
	o.Log = log
	a, err := app.New(ctx, o)
	if err != nil {
		return err
	}
	log.Info("herald starts", "part", "app", "version", version(), "config", path, "store", c.Store,
		"sources", len(c.Sources), "schedules", len(c.Schedules))
	stop := hangups(ctx, a)
	err = a.Run(ctx)
	stop()
	err = errors.Join(err, a.Close())
	if err == nil {
		log.Info("herald has stopped", "part", "app")
	}
	return err
}

// setUp reads a configuration file, and the tokens of the environment.
func setUp(path string) (*config.Config, app.Options, error) {
	c, err := load(path)
	if err != nil {
		return nil, app.Options{}, err
	}
	discord, telegram, err := config.Tokens(os.Getenv)
	if err != nil {
		return nil, app.Options{}, err
	}
	secret, err := config.WebhookSecret(os.Getenv)
	return c, app.Options{
		Config: c, Path: path, Discord: discord, Telegram: telegram, WebhookSecret: secret, Version: version(),
	}, err
}

// load reads a configuration file; where there is none it says how to get one.
func load(path string) (*config.Config, error) {
	c, err := app.Load(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("there is no %s here: copy the commented config.yaml of the project, "+
			"name another file with --config, or try `herald console`, which needs none", path)
	}
	return c, err
}

// nameConfig lets a command that takes its configuration as an argument take it as
// --config too, as the others do. At most one of them may be given.
func nameConfig(cmd *cobra.Command) {
	cmd.Flags().StringP("config", "c", configPath(), "the configuration file, where no FILE is named")
	cmd.Args = func(cmd *cobra.Command, args []string) error {
		if len(args) > 0 && cmd.Flags().Changed("config") {
			return errors.New("name the configuration once: as FILE or with --config")
		}
		return cobra.MaximumNArgs(1)(cmd, args)
	}
}

// loadNamed reads the configuration file that a command with nameConfig was given,
// or the usual one. Its mistakes are printed as they are, each with its line.
func loadNamed(cmd *cobra.Command, args []string) (path string, c *config.Config, err error) {
	if path, err = cmd.Flags().GetString("config"); err != nil {
		return "", nil, err
	}
	if len(args) > 0 {
		path = args[0]
	}
	if c, err = load(path); err != nil {
		fmt.Fprintln(cmd.ErrOrStderr(), err)
		return path, nil, errReported
	}
	return path, c, nil
}

// configPath is the configuration file that is read where none is named.
func configPath() string {
	return cmp.Or(os.Getenv("HERALD_CONFIG"), defaultConfig)
}
