package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"testing"
)

// TestEveryIntentIsCarriedOut finds an intent for which apply.go has no case: it would be answered as a setting that
// was changed.
func TestEveryIntentIsCarriedOut(t *testing.T) {
	t.Parallel()
	cases := map[string]bool{}
	ast.Inspect(parsed(t, "model/session/apply.go"), func(n ast.Node) bool {
		if c, ok := n.(*ast.CaseClause); ok {
			for _, of := range c.List {
				if name, ok := of.(*ast.Ident); ok {
					cases[name.Name] = true
				}
			}
		}
		return true
	})
	intents := 0
	ast.Inspect(parsed(t, "model/session/intent.go"), func(n ast.Node) bool {
		spec, ok := n.(*ast.TypeSpec)
		if !ok {
			return true
		}
		if fields, ok := spec.Type.(*ast.StructType); ok && embeds(fields, "byPerson") {
			if intents++; !cases[spec.Name.Name] {
				t.Errorf("apply.go has no case for %s", spec.Name.Name)
			}
		}
		return true
	})
	if intents < 15 {
		t.Errorf("%d intents were found", intents)
	}
}

func parsed(t *testing.T, path string) *ast.File {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// embeds reports whether a struct embeds a type of this name.
func embeds(s *ast.StructType, name string) bool {
	for _, f := range s.Fields.List {
		if of, ok := f.Type.(*ast.Ident); ok && len(f.Names) == 0 && of.Name == name {
			return true
		}
	}
	return false
}
