package architecture_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// arrows are the packages of Herald that each package may import, as
// docs/architecture.md draws them. A name ending in /... stands for the package
// and all below it.
var arrows = map[string][]string{
	"articles":               {},
	"articles/page":          {"articles"},
	"articles/opml":          {},
	"articles/feed":          {"articles", "articles/page", "articles/wire"},
	"articles/wire":          {"articles", "articles/page"},
	"articles/folder":        {"articles", "articles/page", "articles/wire"},
	"articles/websub":        {},
	"articles/desk":          {"articles"},
	"articles/feed/feedtest": {},

	"scheduler":         {},
	"scheduler/edition": {"scheduler", "bot", "articles"},

	"bot":                       {"articles", "scheduler"},
	"bot/layout":                {"bot", "articles", "scheduler"},
	"bot/commands":              {"bot", "articles", "scheduler", "bot/layout"},
	"bot/delivery":              {"bot", "articles", "scheduler", "bot/layout"},
	"bot/console":               {"bot", "articles"},
	"bot/discord":               {"bot", "articles"},
	"bot/telegram":              {"bot", "articles"},
	"bot/bottest":               {"bot", "articles"},
	"bot/bottest/dice":          {},
	"bot/discord/discordtest":   {"bot/bottest/dice"},
	"bot/telegram/telegramtest": {"bot/bottest/dice"},

	"internal/config":          {"articles", "bot", "scheduler"},
	"internal/store":           {"articles", "articles/feed", "articles/websub", "articles/desk", "bot", "bot/delivery", "bot/commands", "scheduler", "scheduler/edition"},
	"internal/store/storetest": {"internal/store", "articles", "articles/feed", "articles/websub", "articles/desk", "bot", "bot/delivery", "bot/commands", "scheduler", "scheduler/edition"},
	"internal/app":             {"articles/...", "bot/...", "scheduler/...", "internal/alarm", "internal/config", "internal/health", "internal/metrics", "internal/store"},
	"internal/alarm":           {},
	"internal/health":          {},
	"internal/metrics":         {},
	"internal/architecture":    {},
	"internal/scale":           {},
	"internal/reliability":     {},
	"internal/hostile":         {},
	"cmd/herald":               {"internal/app", "internal/config", "articles/...", "bot/...", "scheduler/..."},
}

// topLevel is all that may stand at the root of the repository, dotfiles apart.
var topLevel = []string{
	"go.mod", "go.sum", "cmd", "bot", "articles", "scheduler", "config.yaml", "README.md",
	"internal", "docs", "LICENSE", "Dockerfile", "herald.service",
}

// file is a Go file of the repository, parsed as far as its imports.
type file struct {
	name, pkg string
	test      bool
	imports   []string
	doc       bool
}

func TestArrows(t *testing.T) {
	for _, f := range goFiles(t) {
		allowed, ok := arrows[f.pkg]
		if !ok {
			t.Errorf("%s: package %s is not drawn; add it to arrows and to docs/architecture.md", f.name, f.pkg)
			continue
		}
		for _, imported := range f.imports {
			rel, ours := strings.CutPrefix(imported, "herald/")
			if !ours || f.test || allows(allowed, rel) {
				continue
			}
			t.Errorf("%s imports %s: no arrow leads there from %s", f.name, rel, f.pkg)
		}
	}
}

// TestFakesStayOutOfTheProgram keeps test servers and their like out of what is
// shipped.
func TestFakesStayOutOfTheProgram(t *testing.T) {
	for _, f := range goFiles(t) {
		if f.test || strings.HasSuffix(f.pkg, "test") {
			continue
		}
		for _, imported := range f.imports {
			if strings.HasSuffix(imported, "test") || imported == "testing" {
				t.Errorf("%s imports %s outside tests", f.name, imported)
			}
		}
	}
}

func TestEveryPackageSaysWhatItIsFor(t *testing.T) {
	comments := map[string]int{}
	for _, f := range goFiles(t) {
		if !f.test {
			comments[f.pkg] += 0
		}
		if f.doc && !f.test {
			comments[f.pkg]++
		}
	}
	for pkg, n := range comments {
		if n != 1 {
			t.Errorf("package %s has %d package comments, want one", pkg, n)
		}
	}
}

func TestTopLevel(t *testing.T) {
	entries, err := os.ReadDir(root(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		name := e.Name()
		if strings.HasPrefix(name, ".") || slices.Contains(topLevel, name) || ignored(name) {
			continue
		}
		t.Errorf("%s does not belong at the top level", name)
	}
}

func TestNoReplace(t *testing.T) {
	mod, err := os.ReadFile(filepath.Join(root(t), "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(mod), "replace ") {
		t.Error("go.mod replaces a module: nobody who installs Herald would get that")
	}
}

// ignored are what running Herald or building it leaves behind.
func ignored(name string) bool {
	return name == "herald" || name == "dist" || strings.Contains(name, ".db")
}

func allows(allowed []string, pkg string) bool {
	return slices.ContainsFunc(allowed, func(a string) bool {
		below, all := strings.CutSuffix(a, "/...")
		return a == pkg || all && (pkg == below || strings.HasPrefix(pkg, below+"/"))
	})
}

// goFiles parses every Go file below the root. It reads the files itself: a test
// that asked the go command would be cached and pass falsely.
func goFiles(t *testing.T) []file {
	t.Helper()
	top := root(t)
	var files []file
	err := filepath.WalkDir(top, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "testdata" || name != top && strings.HasPrefix(d.Name(), ".")) {
			return filepath.SkipDir
		}
		if d.IsDir() || filepath.Ext(name) != ".go" {
			return nil
		}
		f, err := parse(top, name)
		files = append(files, f)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 20 {
		t.Fatalf("found only %d Go files below %s", len(files), top)
	}
	return files
}

func parse(top, name string) (file, error) {
	parsed, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly|parser.ParseComments)
	if err != nil {
		return file{}, err
	}
	rel, err := filepath.Rel(top, name)
	if err != nil {
		return file{}, err
	}
	imports := map[string]bool{}
	for _, i := range parsed.Imports {
		p, err := strconv.Unquote(i.Path.Value)
		if err != nil {
			return file{}, err
		}
		imports[p] = true
	}
	return file{
		name:    filepath.ToSlash(rel),
		pkg:     path.Dir(filepath.ToSlash(rel)),
		test:    strings.HasSuffix(name, "_test.go"),
		imports: slices.Sorted(maps.Keys(imports)),
		doc:     parsed.Doc != nil,
	}, nil
}

// root is the folder of go.mod.
func root(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, "go.mod")); err != nil {
		t.Fatalf("no go.mod in %s: %v", dir, err)
	}
	return dir
}
