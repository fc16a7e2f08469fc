package download

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"attache/model"
)

// TestADraftClearsAwayWhatKilledRunsHaveLeftOfOthers leaves a draft that lives, and what an attachment goes on from.
func TestADraftClearsAwayWhatKilledRunsHaveLeftOfOthers(t *testing.T) {
	dir := t.TempDir()
	left := func(name, id string) {
		t.Helper()
		note := sidecar{Version: sidecarVersion, ID: id, Name: "all.zip"}.encode()
		for path, text := range map[string]string{name + partSuffix: "PK", name + partSuffix + sidecarSuffix: string(note)} {
			if err := os.WriteFile(filepath.Join(dir, path), []byte(text), fileMode); err != nil {
				t.Fatal(err)
			}
		}
	}
	alive, err := NewDraft(filepath.Join(dir, "alive.zip"))
	if err != nil {
		t.Fatal(err)
	}
	for name, id := range map[string]string{"all.zip": draftID, "all (1).zip": draftID, "b.zip": draftID, "c.bin": "a-1"} {
		left(name, id)
	}
	d, err := NewDraft(filepath.Join(dir, "all.zip"))
	if err == nil {
		_, err = d.Write([]byte("whole"))
	}
	if err != nil {
		t.Fatal(err)
	}
	saved, err := d.Publish(t.Context(), model.ExistsRename)
	if err != nil || saved.State != model.SaveDone || filepath.Base(saved.Path) != "all.zip" {
		t.Errorf("%+v, %v", saved, err)
	}
	if err := alive.Discard(); err != nil {
		t.Error(err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	if !slices.Equal(names, []string{"all.zip", "c.bin.part", "c.bin.part.json"}) {
		t.Errorf("there are %q", names)
	}
}
