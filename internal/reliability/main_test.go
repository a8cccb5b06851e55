package reliability_test

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"
)

var (
	chaosTime  = flag.Duration("chaos", 0, "how long TestChaos goes on; 0 is the short form, about half a minute")
	chaosSeed  = flag.Uint64("chaos.seed", 0, "the seed of TestChaos; 0 draws one and prints it")
	chaosHold  = flag.String("chaos.uncertain", "", "delivery.uncertain in TestChaos: breaking, hold or resend; empty: the seed decides")
	channels   = flag.Int("channels", 60, "channels on each platform in BenchmarkBroadcast")
	latency    = flag.Duration("latency", 50*time.Millisecond, "what each call to a platform takes in BenchmarkBroadcast")
	owedPosts  = flag.Int("owed", 1000, "deliveries owed in BenchmarkBacklog")
	archive    = flag.Int("articles", 0, "articles in the database in BenchmarkBacklog, a year's")
	askEvery   = flag.Duration("ask", 0, "in BenchmarkBroadcast somebody on each platform asks /latest this often; 0 never")
	raceDetect = flag.Bool("program.race", false, "build the program with the race detector")
)

func TestMain(m *testing.M) {
	flag.Parse()
	code := m.Run()
	if program.dir != "" {
		_ = os.RemoveAll(program.dir)
	}
	if code == 0 {
		if err := goleak.Find(); err != nil {
			fmt.Fprintln(os.Stderr, err)
			code = 1
		}
	}
	os.Exit(code)
}

// program is the real program, built once for all tests.
var program struct {
	once sync.Once
	dir  string
	err  error
}

// build builds cmd/herald, and gives its path.
func build(t testing.TB) string {
	t.Helper()
	program.once.Do(func() {
		if program.dir, program.err = os.MkdirTemp("", "herald-reliability-"); program.err != nil {
			return
		}
		args := []string{"build", "-o", program.dir}
		if *raceDetect {
			args = append(args, "-race")
		}
		cmd := exec.Command("go", append(args, "herald/cmd/herald")...)
		if out, err := cmd.CombinedOutput(); err != nil {
			program.err = fmt.Errorf("go build: %w\n%s", err, out)
		}
	})
	if program.err != nil {
		t.Fatal(program.err)
	}
	return filepath.Join(program.dir, "herald")
}
