package reliability_test

import (
	"context"
	"errors"
	"fmt"
	"herald/bot/bottest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// process is one run of the program.
type process struct {
	cmd    *exec.Cmd
	log    *bottest.Journal
	exited chan struct{}
	err    error // how it ended; read after exited
}

// start runs the program with the town's configuration.
func (w *town) start(t testing.TB) *process {
	t.Helper()
	p := &process{log: &bottest.Journal{}, exited: make(chan struct{})}
	p.cmd = exec.Command(build(t), "run", "--config", w.config)
	p.cmd.Env = append(os.Environ(),
		"HERALD_DISCORD_TOKEN="+w.discord.Token(), "HERALD_TELEGRAM_TOKEN="+w.telegram.Token())
	p.cmd.Stdout, p.cmd.Stderr = p.log, p.log
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		p.err = p.cmd.Wait()
		close(p.exited)
	}()
	t.Cleanup(p.kill)
	return p
}

// kill ends the process as a power cut does, and waits until it is gone.
func (p *process) kill() {
	_ = p.cmd.Process.Kill()
	<-p.exited
}

// stop asks the process to end and waits for it. It asks when the process has
// said something: one that has not yet come to its own code dies of the signal.
func (p *process) stop(t testing.TB) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	p.log.Until(ctx, "\n")
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil && !errors.Is(err, os.ErrProcessDone) {
		t.Fatal(err)
	}
	select {
	case <-p.exited:
	case <-time.After(patience):
		p.kill()
		t.Errorf("the program does not stop; its log ends:\n%s", p.log.Tail(40))
		return
	}
	if p.err != nil {
		t.Errorf("the program ended with %v; its log ends:\n%s", p.err, p.log.Tail(40))
	}
}

// cpu is the processor time that the process has used; it is known at its end.
func (p *process) cpu() time.Duration {
	return p.cmd.ProcessState.UserTime() + p.cmd.ProcessState.SystemTime()
}

// resident is the most memory that the process has held so far, in MiB, and
// what it holds now; both zero where the system does not tell.
func (p *process) resident() (most, now float64) {
	status, err := os.ReadFile(filepath.Join("/proc", fmt.Sprint(p.cmd.Process.Pid), "status"))
	if err != nil {
		return 0, 0
	}
	for line := range strings.Lines(string(status)) {
		var kib float64
		if n, _ := fmt.Sscanf(line, "VmHWM: %f", &kib); n == 1 {
			most = kib / 1024
		}
		if n, _ := fmt.Sscanf(line, "VmRSS: %f", &kib); n == 1 {
			now = kib / 1024
		}
	}
	return most, now
}
