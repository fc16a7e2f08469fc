package system

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

func TestTheDesktopsDownloadFolderIsUsed(t *testing.T) {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		t.Skip("there, desktops have no such file")
	}
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
