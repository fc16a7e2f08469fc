package api

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"attache/model"
)

func TestAFileSystemWithoutHardLinksIsPublishedOnToo(t *testing.T) {
	f, err := openFolder(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer f.close()
	if err := os.WriteFile(f.path("a.txt"), []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	p, err := f.create("a.txt")
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(p.write([]byte("new")), p.finish()); err != nil {
		t.Fatal(err)
	}
	if err := f.rename(p.name, "a.txt"); !errors.Is(err, fs.ErrExist) {
		t.Errorf("over a file: %v", err)
	}
	if err := f.rename(p.name, "a (1).txt"); err != nil {
		t.Error(err)
	}
	for name, want := range map[string]string{"a.txt": "mine", "a (1).txt": "new"} {
		if data, err := os.ReadFile(f.path(name)); err != nil || string(data) != want {
			t.Errorf("%s: %q, %v", name, data, err)
		}
	}
	if err := f.rename("gone.part", "b.txt"); err == nil {
		t.Error("nothing was published")
	}
	if _, err := os.Stat(f.path("b.txt")); !errors.Is(err, fs.ErrNotExist) {
		t.Error("an empty file has the final name")
	}
}

func TestAPartFileOfAnotherIsNotTouched(t *testing.T) {
	f, err := openFolder(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer f.close()
	var names []string
	for range 3 {
		p, err := f.create("a.tar.gz")
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = p.close() }()
		names = append(names, p.name)
	}
	if slices.Sort(names); len(slices.Compact(names)) != 3 || !slices.Contains(names, "a.tar.gz.part") {
		t.Errorf("%v", names)
	}
}

func TestWhatTheDiskSaysIsSorted(t *testing.T) {
	for _, c := range []struct {
		err  error
		kind model.Kind
		text string
	}{
		{syscall.ENOSPC, model.KindDiskFull, "no space left on device"},
		{syscall.EDQUOT, model.KindDiskFull, "disk quota exceeded"},
		{syscall.EROFS, model.KindDisk, "read-only file system"},
		{syscall.EACCES, model.KindDisk, "permission denied"},
		{fs.ErrExist, model.KindDisk, "no free name"},
		{errors.New("odd"), model.KindDisk, ""},
	} {
		p := diskProblem(&fs.PathError{Op: "write", Path: "/home/canary", Err: c.err})
		if p.Kind != c.kind || p.Detail != c.text || strings.Contains(p.Error(), "canary") {
			t.Errorf("%v: %v", c.err, p)
		}
	}
}

func TestTheDesktopsDownloadFolderIsUsed(t *testing.T) {
	home := t.TempDir()
	config := filepath.Join(home, "xdg")
	if err := os.Mkdir(config, 0o700); err != nil {
		t.Fatal(err)
	}
	for content, want := range map[string]string{
		"XDG_DOWNLOAD_DIR=\"$HOME/Geladen\"\n":                          filepath.Join(home, "Geladen"),
		"# XDG_DOWNLOAD_DIR=\"/no\"\nXDG_DOWNLOAD_DIR=\"/data/in box\"": "/data/in box",
		"XDG_DOWNLOAD_DIR=\"$HOME/\"\n":                                 filepath.Join(home, "Downloads"),
		"XDG_DOWNLOAD_DIR=\"relative\"\n":                               filepath.Join(home, "Downloads"),
		"XDG_DOWNLOAD_DIR=\"$HOMEX/a\"\n":                               filepath.Join(home, "Downloads"),
		"XDG_DESKTOP_DIR=\"$HOME/Desktop\"\n":                           filepath.Join(home, "Downloads"),
		"XDG_DOWNLOAD_DIR=\"$HOME/a\\ b\"\n":                            filepath.Join(home, "a b"),
		"":                                                              filepath.Join(home, "Downloads"),
	} {
		if err := os.WriteFile(filepath.Join(config, "user-dirs.dirs"), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := DownloadDir(func(string) string { return config }, home); got != want {
			t.Errorf("%q: %s, want %s", content, got, want)
		}
	}
	if got := DownloadDir(func(string) string { return "" }, home); got != filepath.Join(home, "Downloads") {
		t.Errorf("no file: %s", got)
	}
}

func FuzzHostError(f *testing.F) {
	f.Add(403, []byte(expiredXML))
	f.Add(200, []byte("<Error><Code>a b</Code></Error>"))
	f.Add(503, []byte("<html>"))
	f.Fuzz(func(t *testing.T, status int, data []byte) {
		said, _ := readHostError(data)
		code := safeText(cleanCode(said.Code))
		kind := hostKind(status, code, said.Message)
		if kind == model.KindInternal || model.Text(code) != code {
			t.Errorf("%v %q", kind, code)
		}
	})
}
