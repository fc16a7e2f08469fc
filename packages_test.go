package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// row is a line of the table in CONTRIBUTING: which folders a folder may import.
type row struct {
	imports []string
	all     bool // it may import everything
}

// packages reads the table, which is the one place that says who may import whom.
func packages(t *testing.T, text string) map[string]row {
	t.Helper()
	_, text, found := strings.Cut(text, "| package | holds | may import |\n")
	if !found {
		t.Fatal("CONTRIBUTING has no table of packages")
	}
	quoted := regexp.MustCompile("`([^`]+)`")
	all := map[string]row{}
	for line := range strings.Lines(text) {
		cells := strings.Split(line, "|")
		if len(cells) != 5 {
			break
		}
		if strings.HasPrefix(cells[1], "---") {
			continue
		}
		r := row{all: strings.TrimSpace(cells[3]) == "everything"}
		for _, m := range quoted.FindAllStringSubmatch(cells[3], -1) {
			r.imports = append(r.imports, m[1])
		}
		for _, m := range quoted.FindAllStringSubmatch(cells[1], -1) {
			folder := m[1]
			if strings.HasSuffix(folder, ".go") {
				folder = "."
			}
			all[folder] = r
		}
	}
	return all
}

// imported returns which folders of this module the files of each folder import, tests left out.
func imported(t *testing.T) map[string][]string {
	t.Helper()
	root, found := os.DirFS("."), map[string][]string{}
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && name != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata"):
			return fs.SkipDir
		case d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go"):
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		folder := path.Dir(name)
		imports := found[folder]
		for _, spec := range file.Imports {
			p, _ := strconv.Unquote(spec.Path.Value)
			if other, own := strings.CutPrefix(p, "attache/"); own {
				imports = append(imports, other)
			}
		}
		slices.Sort(imports)
		found[folder] = slices.Compact(imports)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestTheTableOfPackagesIsWhatTheCodeDoes(t *testing.T) {
	text, err := os.ReadFile(".github/CONTRIBUTING.md")
	if err != nil {
		t.Fatal(err)
	}
	table, code := packages(t, string(text)), imported(t)
	if len(table) < 10 || len(code) < 10 {
		t.Fatalf("%d packages in the table, %d in the code", len(table), len(code))
	}
	for _, folder := range slices.Sorted(maps.Keys(code)) {
		r, listed := table[folder]
		if !listed {
			t.Errorf("%s is not in CONTRIBUTING's table", folder)
			continue
		}
		if r.all {
			continue
		}
		for _, other := range code[folder] {
			if !slices.Contains(r.imports, other) {
				t.Errorf("%s imports %s, which CONTRIBUTING's table does not allow", folder, other)
			}
		}
		for _, other := range r.imports {
			if _, ours := code[other]; ours && !slices.Contains(code[folder], other) {
				t.Errorf("CONTRIBUTING says that %s may import %s, which it does not", folder, other)
			}
		}
	}
	for folder := range table {
		if _, there := code[folder]; !there {
			t.Errorf("CONTRIBUTING lists %s, where there is no code", folder)
		}
	}
}
