// Command herald distributes news in chat: it loads articles, posts breaking
// headlines to Discord and Telegram on schedules, and answers commands with the
// full text of a story and what is related to it.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	_ "time/tzdata" // time zones are there on machines and in containers without them

	"github.com/spf13/cobra"
)

// gcPercent is how much garbage may pile up beside what is in use, in percent of
// that. Most of what Herald keeps are bytes without pointers, quickly looked
// through, and it shares small machines.
const gcPercent = 50

func main() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(gcPercent)
	}
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// errReported ends the program with status 1 after the reason has been printed.
var errReported = errors.New("reported")

// Exit statuses. exitSetup is EX_CONFIG of sysexits(3): whoever runs Herald is not to
// start it again before somebody has put right what it says.
const (
	exitFailed = 1
	exitSetup  = 78
)

// run is main without the process around it: it returns the exit status.
func run(args []string, in io.Reader, out, errOut io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	root := newRoot()
	root.SetArgs(args)
	root.SetIn(in)
	root.SetOut(out)
	root.SetErr(errOut)
	err := root.ExecuteContext(ctx)
	if err != nil && !errors.Is(err, errReported) {
		fmt.Fprintf(errOut, "herald: %v\n", err)
	}
	switch {
	case err == nil:
		return 0
	case mustBePutRight(err):
		return exitSetup
	}
	return exitFailed
}

// newRoot is the command line as a whole; without a subcommand it is `run`.
func newRoot() *cobra.Command {
	serve := newRun()
	root := &cobra.Command{
		Use:   "herald",
		Short: "A news distributor for Discord and Telegram",
		Long: `Herald loads articles from feeds and folders, posts breaking headlines and
round-ups to Discord and Telegram on schedules, and answers commands with the
full text of a story and what is related to it.

Try it without any set-up:  herald console
Run it for real:            herald run --config config.yaml`,
		SilenceUsage:  true,
		SilenceErrors: true,
		Args:          cobra.NoArgs,
		RunE:          serve.RunE,
		Version:       version(),
	}
	root.Flags().AddFlagSet(serve.Flags())
	root.AddCommand(serve, newConsole(), newRead(), newReplay(), newRelated(), newWhy(), newCheck(), newBackup(), newImport(), newExport(), newVersion())
	return root
}
