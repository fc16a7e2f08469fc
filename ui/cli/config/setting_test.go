package config

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"attache/model"
)

func TestEveryValueIsToldWithItsPlace(t *testing.T) {
	all := []Setting{
		{Name: "rate", Value: "2", From: FromFile, File: "/c.yaml", Line: 7, Group: "Links"},
		{Name: "dir", From: FromDefault, Group: "Links"},
		{Name: "config", Value: "/c.yaml", From: FromDefault, Group: "Output"},
		{Name: "json", Value: "true", From: FromFlag, Input: "--json", Group: "Output"},
		{Name: "log", Value: "l", From: FromVariable, Input: "ATTACHE_LOG", Group: "Output"},
	}
	want := "rate\t2\t/c.yaml:7\ndir\t\tdefault\nconfig\t/c.yaml\tdefault\njson\ttrue\t--json\nlog\tl\tATTACHE_LOG\n"
	if got := Rows(all); got != want {
		t.Errorf("for a pipe:\n%s", got)
	}
	table := Table(all, "")
	want = "No configuration file is read.\n\nLinks:\n  rate  2     line 7\n  dir   -     default\n\nOutput:\n  json  true  --json\n  log   l     ATTACHE_LOG\n"
	if table != want {
		t.Errorf("for people:\n%s", table)
	}
	if path := filepath.Join(t.TempDir(), "none.yaml"); !strings.HasPrefix(Table(all, path), "There is no configuration file "+path+".\n") {
		t.Errorf("without a file:\n%s", Table(all, path))
	}
}

func TestAnActionWithoutAKeyIsListedToo(t *testing.T) {
	actions := []model.Action{{Name: "act.copy", Keys: []string{"c", "ctrl+c"}, Does: "copy"}, {Name: "quit", Does: "leave"}}
	if got := KeyTable(actions, true); got != "act.copy  c ctrl+c  copy\nquit                leave\n" {
		t.Errorf("for people:\n%s", got)
	}
	if got := KeyTable(actions, false); got != "act.copy\tc ctrl+c\tcopy\nquit\t\tleave\n" {
		t.Errorf("for a pipe:\n%s", got)
	}
	if all := Bindings(actions); len(all) != 2 || all[1].Keys == nil {
		t.Errorf("as JSON: %+v", all)
	}
}

func TestTheTableLinesUpWhateverScriptAValueIsIn(t *testing.T) {
	table := Table([]Setting{
		{Name: "dir", Value: "/home/हिन्दी दस्तावेज़", From: FromDefault},
		{Name: "dir2", Value: "/home/事故現場", From: FromDefault},
		{Name: "rate", Value: "4", From: FromDefault},
	}, "")
	var at []int
	for line := range strings.Lines(table) {
		if before, _, ok := strings.Cut(line, FromDefault); ok {
			at = append(at, ansi.WcWidth.StringWidth(before))
		}
	}
	if len(at) != 3 || at[0] != at[1] || at[0] != at[2] {
		t.Errorf("the places stand at %v:\n%s", at, table)
	}
}
