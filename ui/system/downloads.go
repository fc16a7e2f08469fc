package system

import (
	"bufio"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// DownloadDir returns the folder where the desktop keeps downloads: what XDG's user-dirs.dirs
// says, else the home folder's Downloads. It does not make the folder, and it opens one file.
func DownloadDir(getenv func(string) string, home string) string {
	fallback := filepath.Join(home, "Downloads")
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		return fallback
	}
	config := getenv("XDG_CONFIG_HOME")
	if !filepath.IsAbs(config) {
		config = filepath.Join(home, ".config")
	}
	file, err := os.Open(filepath.Join(config, "user-dirs.dirs"))
	if err != nil {
		return fallback
	}
	defer file.Close() //nolint:errcheck // it was only read
	if dir := userDir(file, "XDG_DOWNLOAD_DIR", home); dir != "" {
		return dir
	}
	return fallback
}

// userDir reads one folder of a user-dirs.dirs file, a file of shell assignments of which two forms
// are allowed: "$HOME/relative" and "/absolute". The home folder itself means that there is none.
func userDir(r io.Reader, name, home string) string {
	const longest = 1 << 20
	dir := ""
	lines := bufio.NewScanner(io.LimitReader(r, longest))
	for lines.Scan() {
		value, ok := strings.CutPrefix(strings.TrimSpace(lines.Text()), name+"=")
		if !ok {
			continue
		}
		value = strings.ReplaceAll(strings.Trim(value, `"`), `\`, "")
		if rest, ok := strings.CutPrefix(value, "$HOME"); ok && (rest == "" || rest[0] == '/') {
			value = filepath.Join(home, rest)
		}
		if filepath.IsAbs(value) && filepath.Clean(value) != filepath.Clean(home) {
			dir = filepath.Clean(value)
		}
	}
	return dir
}
