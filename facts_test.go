package main

import (
	"go/ast"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// factsOf returns the facts that a notice may hold: the types of fact.go that are no part of another.
func factsOf(t *testing.T) (facts []string) {
	t.Helper()
	parts := []string{"Missing", "SavedFile", "DeadLink", "Reason"}
	ast.Inspect(parsed(t, "model/session/fact.go"), func(n ast.Node) bool {
		if s, ok := n.(*ast.TypeSpec); ok && !slices.Contains(parts, s.Name.Name) {
			facts = append(facts, s.Name.Name)
		}
		return true
	})
	return facts
}

// wordedIn returns the facts for which the files that match have a case, or a test of the type.
func wordedIn(t *testing.T, pattern string) (facts []string) {
	t.Helper()
	add := func(types ...ast.Expr) {
		for _, e := range types {
			if s, ok := e.(*ast.SelectorExpr); ok {
				facts = append(facts, s.Sel.Name)
			}
		}
	}
	names, err := filepath.Glob(pattern)
	if err != nil || len(names) == 0 {
		t.Fatal(pattern, err)
	}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		ast.Inspect(parsed(t, name), func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl:
				return n.Name.Name != "words" // which says how much it matters, and no word
			case *ast.CaseClause:
				add(n.List...)
			case *ast.TypeAssertExpr:
				add(n.Type)
			}
			return true
		})
	}
	return facts
}

// TestEveryFactHasWordsInEveryFrontEnd: whoever adds a fact has to say it everywhere, or to write down here why it
// is said otherwise.
func TestEveryFactHasWordsInEveryFrontEnd(t *testing.T) {
	facts := factsOf(t)
	for _, front := range []struct {
		name, files, otherwise string
	}{
		// The row or the preview shows it, and a prompt asks for the token.
		{"the screen", "ui/announce*.go", "FilesChanged Measured PreviewEnded PreviewReady SizeCame TokenWanted"},
		// Nothing is measured there, no prompt opens by itself, and the end says itself.
		{"line mode", "ui/linemode/*.go", "Leaving Measured SizeCame TokenWanted"},
		// A command prints what the session knows of each file in the end, and the problems of its calls.
		{"the commands for pipes", "ui/batch/*.go", `
			Asking BatchEnded Cancelled Changed ChatEnded ChatNotRead ChatRead Copied CopiedLinksDied CopyReplaced
			Declined Deferred DeferredDropped DeferredStarted Discarded FileSaved FileSent FilesArrived FilesChanged
			IDsRemoved KeepAliveEnded KeptAlive Leaving LinkCame LinkFailed LinksDenied LinksEndSoon LinksEnded
			LinksReady Measured NotCopied NothingToDo Opened PreviewEnded PreviewReady ReceiptWritten Renewed Retrying
			SaveDone SaveStarted ScanEnded SendStarted SizeCame TokenRefused TokenTried TokenWanted TokenWorks
			TransferProgress TryingToken Unavailable WatchBroke WatchChanged`},
	} {
		worded, otherwise := wordedIn(t, front.files), strings.Fields(front.otherwise)
		for _, fact := range facts {
			if has := slices.Contains(worded, fact); has == slices.Contains(otherwise, fact) {
				t.Errorf("%s: that %s has words is %v, which the list here denies", front.name, fact, has)
			}
		}
		for _, fact := range otherwise {
			if !slices.Contains(facts, fact) {
				t.Errorf("%s: %s is no fact", front.name, fact)
			}
		}
	}
}
