package evidence

import (
	"archive/zip"
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// goodEntries are those of an archive in which all is as it was.
func goodEntries(t *testing.T) [][2]string {
	t.Helper()
	receipt := receiptOf(t, 2, listed("1", "a.txt", "a.txt", "one"))
	sums := sumOf("one") + "  a.txt\n" + sumOf(receipt) + "  receipt.json\n"
	return [][2]string{{"chat/a.txt", "one"}, {"chat/receipt.json", receipt}, {"chat/SHA256SUMS", sums}}
}

// TestWhatStandsAroundAnArchiveChangesNoFile is about self-extracting archives, and comments.
func TestWhatStandsAroundAnArchiveChangesNoFile(t *testing.T) {
	b := string(archiveFolderOf(t, goodEntries(t)...))
	dir := lay(t, map[string]string{"before": "#!/bin/sh\nexit\n" + b, "after": b + "more", "json": `{"files": []}` + b, "cut": "x" + b[:len(b)-1]})
	for name, want := range map[string]string{"before": "a.txt intact", "after": "a.txt intact"} {
		if r, err := Verify(t.Context(), filepath.Join(dir, name)); err != nil || states(r) != want || r.Checked != 1 {
			t.Errorf("%s: %s, %v", name, states(r), err)
		}
	}
	for name, want := range map[string]error{"json": ErrForm, "cut": ErrNoReceipt} {
		if r, err := Verify(t.Context(), filepath.Join(dir, name)); !errors.Is(err, want) {
			t.Errorf("%s: %s, %v", name, states(r), err)
		}
	}
}

// TestAnArchiveWhoseReceiptCannotBeReadIsNamed is about archives that another program packed again, in its own way.
func TestAnArchiveWhoseReceiptCannotBeReadIsNamed(t *testing.T) {
	for what, spoil := range map[string]func(*zip.FileHeader){
		"bzip2":     func(h *zip.FileHeader) { h.Method = 12 },
		"encrypted": func(h *zip.FileHeader) { h.Flags |= 1 },
	} {
		path := filepath.Join(t.TempDir(), "x.zip")
		file, err := os.Create(path)
		if err != nil {
			t.Fatal(err)
		}
		w := zip.NewWriter(file)
		for _, e := range goodEntries(t) {
			h := &zip.FileHeader{Name: e[0], CompressedSize64: uint64(len(e[1])), UncompressedSize64: uint64(len(e[1]))}
			spoil(h)
			to, err := w.CreateRaw(h)
			if err == nil {
				_, err = to.Write([]byte(e[1]))
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		if err := errors.Join(w.Close(), file.Close()); err != nil {
			t.Fatal(err)
		}
		r, err := Verify(t.Context(), path)
		if err != nil || !strings.Contains(states(r), "chat/receipt.json unsafe") || r.Bad() != 3 || r.Checked != 0 {
			t.Errorf("%s: %s, %v", what, states(r), err)
		}
	}
}

func TestTheReceiptBesideAnArchiveLeadsToIt(t *testing.T) {
	e := goodEntries(t)
	r, err := Verify(t.Context(), filepath.Join(lay(t, map[string]string{"r.json": e[1][1]}), "r.json"))
	if err != nil || len(r.Findings) != 1 || r.Findings[0].State != Missing || !strings.Contains(r.Findings[0].Detail, "verify the archive") {
		t.Errorf("%+v, %v", r.Findings, err)
	}
}

// TestAFolderThatCannotBeLookedIntoIsNamed is about one below the folder: what is beside it is looked at all the same.
func TestAFolderThatCannotBeLookedIntoIsNamed(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("modes of folders keep nobody out here")
	}
	e := goodEntries(t)
	dir := lay(t, map[string]string{"a.txt": "one", "receipt.json": e[1][1], "SHA256SUMS": e[2][1], "shut/x": "x", "z": "z"})
	shut := filepath.Join(dir, "shut")
	if err := os.Chmod(shut, 0); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(shut, 0o700) })
	want := "a.txt intact, shut unsafe, z added"
	if os.Geteuid() == 0 { // whom no mode keeps out
		want = "a.txt intact, shut/x added, z added"
	}
	if r, err := Verify(t.Context(), dir); err != nil || states(r) != want {
		t.Errorf("%s, %v", states(r), err)
	}
}

// shutPlace holds a folder that nobody may look into.
type shutPlace struct{ archiveFolder }

func (shutPlace) others(each func(string, error) error) error {
	return errors.Join(each("shut", os.ErrPermission), each("z", nil))
}

func TestWhatKeepsOthersFromBeingSeenIsAFinding(t *testing.T) {
	c := &check{at: shutPlace{}}
	if err := c.added(t.Context()); err != nil || states(Report{Findings: c.findings}) != "shut unsafe, z added" {
		t.Errorf("%+v, %v", c.findings, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := c.added(ctx); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestAListOfSumsIsReadAsSha256sumDoes(t *testing.T) {
	e := goodEntries(t)
	for name, c := range map[string]struct {
		change func(string) string
		bad    int
	}{
		"binary":     {func(s string) string { return strings.ReplaceAll(s, "  ", " *") }, 0},
		"DOS":        {func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }, 0},
		"comment":    {func(s string) string { return "# sums\n\n" + s }, 0},
		"upper case": {func(s string) string { return strings.ToUpper(s[:64]) + s[64:] }, 0},
		"no line":    {func(s string) string { return s + "x\n" }, 1},
		"other sum":  {func(s string) string { return "0" + s[1:] }, 1},
		"twice":      {func(s string) string { return s + s }, 1},
	} {
		r, err := verifyBag(t, [][2]string{e[0], e[1], {e[2][0], c.change(e[2][1])}})
		if err != nil || r.Bad() != c.bad {
			t.Errorf("%s: %s, %v", name, states(r), err)
		}
	}
}

// TestAnArchiveWithinAFolderIsRead is about one that was packed again from further up.
func TestAnArchiveWithinAFolderIsRead(t *testing.T) {
	var entries [][2]string
	for _, e := range goodEntries(t) {
		entries = append(entries, [2]string{"home/cases/" + e[0], e[1]})
	}
	if r, err := verifyBag(t, entries); err != nil || states(r) != "a.txt intact" {
		t.Errorf("%s, %v", states(r), err)
	}
	entries = append(entries, [2]string{"receipt.json", goodEntries(t)[1][1]})
	if r, err := verifyBag(t, entries); err != nil || r.Bad() == 0 {
		t.Errorf("two receipts: %s, %v", states(r), err)
	}
}
