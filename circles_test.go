package main

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// noImports leaves out what other packages declare: here only what files of one package use of each other counts.
type noImports struct{}

func (noImports) Import(string) (*types.Package, error) { return nil, errors.New("not read") }

// calls returns which files of a package each of them uses something of: functions, methods, types, constants.
func calls(t *testing.T, names []string) map[string][]string {
	t.Helper()
	set := token.NewFileSet()
	var files []*ast.File
	for _, name := range names {
		f, err := parser.ParseFile(set, name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	info := &types.Info{Uses: map[*ast.Ident]types.Object{}}
	conf := types.Config{Importer: noImports{}, Error: func(error) {}}
	pkg, _ := conf.Check("p", set, files, info) //nolint:errcheck // of what is not read there is much to say
	uses := map[string][]string{}
	for id, o := range info.Uses {
		if v, ok := o.(*types.Var); ok && v.IsField() || o.Pkg() != pkg || o.Parent() != nil && o.Parent() != pkg.Scope() {
			continue
		}
		from, to := set.Position(id.Pos()).Filename, set.Position(o.Pos()).Filename
		if from != to && !slices.Contains(uses[from], to) {
			uses[from] = append(uses[from], to)
		}
	}
	return uses
}

// circle returns files that use each other in a circle, nil where there is none.
func circle(uses map[string][]string) []string {
	done := map[string]bool{}
	var way []string
	var walk func(file string) []string
	walk = func(file string) []string {
		if at := slices.Index(way, file); at >= 0 {
			return way[at:]
		}
		if done[file] {
			return nil
		}
		way = append(way, file)
		for _, next := range uses[file] {
			if found := walk(next); found != nil {
				return found
			}
		}
		way, done[file] = way[:len(way)-1], true
		return nil
	}
	for file := range uses {
		if found := walk(file); found != nil {
			return slices.Clone(found)
		}
	}
	return nil
}

func TestCallsWithinAPackageRunOneWay(t *testing.T) {
	// These have circles still. Whoever has cut the last one of a package takes its line away.
	circles := []string{
		"api", "api/contact", "api/download", "api/emulator", "api/emulator/admin", "api/emulator/bucket", "api/emulator/chat",
		"api/emulator/connect", "api/emulator/control", "api/emulator/fault", "api/emulator/scenario", "api/emulator/service",
		"api/emulator/socket", "api/pair", "api/upload", "model", "model/filter", "ui/batch", "ui/cli", "ui/evidence", "ui/linemode",
		"ui/preview/draw", "ui/preview/office", "ui/preview/pdf", "ui/preview/picture/heif", "ui/preview/tool", "ui/preview/worker", "ui/tty",
	}
	packages := map[string][]string{}
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") || strings.Contains(name, "testdata") {
			return err
		}
		if !strings.HasSuffix(name, "_windows.go") { // each system has the same names once
			packages[filepath.ToSlash(filepath.Dir(name))] = append(packages[filepath.ToSlash(filepath.Dir(name))], name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for pkg, names := range packages {
		if found := circle(calls(t, names)); found != nil && !slices.Contains(circles, pkg) {
			t.Errorf("%s: files call each other in a circle: %s", pkg, strings.Join(found, ", "))
		}
	}
}
