package linemode

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"testing"
)

// typesOf returns the names of the types that a file declares.
func typesOf(t *testing.T, name string) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	var types []string
	ast.Inspect(file, func(n ast.Node) bool {
		if s, ok := n.(*ast.TypeSpec); ok {
			types = append(types, s.Name.Name)
		}
		return true
	})
	return types
}

// casesOf returns the members of other packages for which the files of this room have a case.
func casesOf(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var cases []string
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if c, ok := n.(*ast.CaseClause); ok {
				for _, e := range c.List {
					if s, ok := e.(*ast.SelectorExpr); ok {
						cases = append(cases, s.Sel.Name)
					}
				}
			}
			return true
		})
	}
	return cases
}

func TestEveryFactHasItsWords(t *testing.T) {
	parts := []string{"Missing", "SavedFile", "DeadLink", "Reason"}
	unasked := []string{"SizeCame", "Measured", "TokenWanted", "Leaving", "PreviewReady", "PreviewEnded"} // nothing is measured or previewed, no prompt opens by itself, and the end says itself
	cases := casesOf(t)
	for _, fact := range typesOf(t, "../../model/session/fact.go") {
		if !slices.Contains(append(parts, unasked...), fact) && !slices.Contains(cases, fact) {
			t.Errorf("nothing is said of %s", fact)
		}
	}
}
