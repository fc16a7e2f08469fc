package config

import (
	"path/filepath"
	"runtime"
	"strings"
)

// Name is the file's name within the user's configuration folder.
const Name = "attache/config.yaml"

// Path returns where the configuration file is looked for: in XDG_CONFIG_HOME wherever that is set,
// else in the folder that the system has for such files. It is empty where there is no such folder.
func Path(getenv func(string) string) string {
	dir := folder(runtime.GOOS, getenv)
	if dir == "" {
		return ""
	}
	return filepath.Join(dir, filepath.FromSlash(Name))
}

// folder returns the user's configuration folder as os.UserConfigDir does, with XDG_CONFIG_HOME
// honoured on every system: who sets it on a Mac means it.
func folder(system string, getenv func(string) string) string {
	if dir := getenv("XDG_CONFIG_HOME"); filepath.IsAbs(dir) {
		return dir // the standard says to ignore any other
	}
	home := getenv("HOME")
	switch {
	case system == "windows":
		return getenv("AppData")
	case home == "":
		return ""
	case system == "darwin" || system == "ios":
		return home + "/Library/Application Support"
	}
	return home + "/.config"
}

// Short returns path with the home folder at its start written as ~.
func Short(path string, getenv func(string) string) string {
	home := getenv("HOME")
	if runtime.GOOS == "windows" {
		home = getenv("USERPROFILE")
	}
	rest, ok := strings.CutPrefix(path, home)
	if home == "" || !ok || rest == "" || !isSeparator(rest[0]) {
		return path
	}
	return "~" + rest
}

func isSeparator(c byte) bool { return c == '/' || c == filepath.Separator }
