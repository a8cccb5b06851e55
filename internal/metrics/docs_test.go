package metrics_test

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

var (
	ourName = regexp.MustCompile(`\bherald_[a-z_]+[a-z]\b`)
	suffix  = regexp.MustCompile(`_(bucket|count|sum)$`)
)

// families are the names of Herald's own metrics.
func families(t *testing.T) map[string]bool {
	t.Helper()
	names := map[string]bool{}
	for line := range strings.Lines(scrape(t, busy())) {
		if rest, ok := strings.CutPrefix(line, "# TYPE herald_"); ok {
			name, _, _ := strings.Cut(rest, " ")
			names["herald_"+name] = true
		}
	}
	return names
}

func read(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "docs", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestDocsNameWhatThereIs keeps the documents and the metrics together: rules and
// dashboard ask for nothing that there is not, and operations.md explains all.
func TestDocsNameWhatThereIs(t *testing.T) {
	t.Parallel()
	known := families(t)
	for _, name := range []string{"operations.md", "prometheus-rules.yml", "grafana.json"} {
		for _, metric := range ourName.FindAllString(read(t, name), -1) {
			if !known[metric] && !known[suffix.ReplaceAllString(metric, "")] {
				t.Errorf("%s asks for %s, which there is not", name, metric)
			}
		}
	}
	for _, name := range []string{"operations.md", "grafana.json"} {
		text := read(t, name)
		for _, metric := range slices.Sorted(maps.Keys(known)) {
			if !strings.Contains(text, metric) {
				t.Errorf("%s does not show %s", name, metric)
			}
		}
	}
}

func TestRulesAndDashboardAreWellFormed(t *testing.T) {
	t.Parallel()
	var rules struct {
		Groups []struct {
			Rules []struct {
				Alert, Expr         string
				Labels, Annotations map[string]string
			}
		}
	}
	if err := yaml.Unmarshal([]byte(read(t, "prometheus-rules.yml")), &rules); err != nil {
		t.Fatal(err)
	}
	for _, g := range rules.Groups {
		for _, r := range g.Rules {
			if r.Alert == "" || r.Expr == "" || r.Labels["severity"] == "" || r.Annotations["action"] == "" {
				t.Errorf("rule %q lacks something: %+v", r.Alert, r)
			}
		}
	}
	if !json.Valid([]byte(read(t, "grafana.json"))) {
		t.Error("grafana.json is no JSON")
	}
}
