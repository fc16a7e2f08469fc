package batch

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"attache/model"
	"attache/model/session"
)

func outcome(id, path string, p *model.Problem) model.Outcome {
	o := model.Outcome{Attachment: model.NewAttachment(id, id+".pdf", "", model.StatusApproved), Problem: p}
	if p == nil {
		o.Saved = model.Saved{State: model.SaveDone, Path: path, Size: 3}
	}
	return o
}

func TestAfterTheScreenPathsGoOutAndWordsApart(t *testing.T) {
	stopped := &model.Problem{Kind: model.KindCancelled, Op: "save"}
	rejected := &model.Problem{Kind: model.KindRejected}
	tests := []struct {
		name      string
		summary   session.Summary
		out, errs string
	}{
		{"nothing was saved", session.Summary{}, "", ""},
		{"all saved", session.Summary{Outcomes: []model.Outcome{outcome("a", "/d/a", nil), outcome("b", "/d/b", nil)}}, "/d/a\n/d/b\n", "2 saved."},
		{"one stopped", session.Summary{Outcomes: []model.Outcome{outcome("a", "/d/a", nil), outcome("b", "", stopped)}}, "/d/a\n", "attache get b"},
		{"names are hidden", session.Summary{NamesHidden: true, Outcomes: []model.Outcome{outcome("a", "/d/a", nil), outcome("b", "/d/b", nil)}}, "", "2 saved, in /d."},
		{"stopped, and names are hidden", session.Summary{NamesHidden: true, Outcomes: []model.Outcome{outcome("a", "/d/a", nil), outcome("b", "", stopped)}}, "", "attache get --all"},
		{"one that asking again will not bring", session.Summary{Outcomes: []model.Outcome{outcome("a", "", rejected)}}, "", "0 saved, 1 failed."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var out, errs bytes.Buffer
			if err := After(tt.summary, "", &out, &errs); err != nil {
				t.Fatal(err)
			}
			if out.String() != tt.out {
				t.Errorf("standard output %q, want %q", out.String(), tt.out)
			}
			if !strings.Contains(errs.String(), tt.errs) || tt.errs == "" && errs.Len() > 0 {
				t.Errorf("standard error %q, want %q", errs.String(), tt.errs)
			}
		})
	}
}

func TestAfterTheScreenTheReceiptIsWritten(t *testing.T) {
	path := filepath.Join(t.TempDir(), "receipt.json")
	var out, errs bytes.Buffer
	if err := After(session.Summary{Outcomes: []model.Outcome{outcome("a", "/d/a", nil)}}, path, &out, &errs); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil || !strings.Contains(string(text), `"path": "/d/a"`) {
		t.Errorf("the receipt holds %s, %v", text, err)
	}
}

func TestAReceiptReplacesNoFileThatCameMeanwhile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "report.json")
	for name, text := range map[string]string{"somebody's": "{}", "saved in this run": `{"files":[]}`} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		err := WriteReceipt(path, session.Summary{Outcomes: []model.Outcome{outcome("a", path, nil)}})
		if name == "somebody's" {
			err = WriteReceipt(path, session.Summary{})
		}
		if p := model.AsProblem(err); p == nil || p.Op != "receipt" || p.Kind != model.KindDisk {
			t.Errorf("%s: %v", name, err)
		}
		if got, err := os.ReadFile(path); err != nil || string(got) != text {
			t.Errorf("%s: it became %q, %v", name, got, err)
		}
		if entries, err := os.ReadDir(dir); err != nil || len(entries) != 1 {
			t.Errorf("%s: left behind: %v, %v", name, entries, err)
		}
	}
}
