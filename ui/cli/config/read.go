package config

import (
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"attache/model"
	"attache/ui/wording"
)

// maxBytes is far over any sensible configuration, and little to read.
const maxBytes = 64 << 10

// Read reads the file at path, which messages call name. An error of the system comes as it is.
//
// What stands in the file runs commands and says where a token is sent. A file that every user of
// the machine can change is refused; that its group can is reported.
func Read(path, name string) (*File, error) { return read("configuration", path, name) }

// ReadChat is Read for the file of a chat, which says no less.
func ReadChat(path, name string) (*File, error) { return read("chat", path, name) }

func read(what, path, name string) (*File, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // nothing was written
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	everybody, group := rights(info)
	whole := wording.InFile(what, name, 0)
	if everybody {
		return nil, model.NewInputProblem(whole, model.FaultExposed, "")
	}
	text, err := io.ReadAll(io.LimitReader(f, maxBytes+1))
	switch {
	case err != nil:
		return nil, err
	case len(text) > maxBytes:
		return nil, model.NewInputProblem(whole, model.FaultUnreadable, "it is larger than 64 kB")
	}
	file, err := parse(what, name, text)
	if err != nil {
		return nil, err
	}
	file.GroupWritable = group
	return file, nil
}

// Exists reports whether there is a file to read at path.
func Exists(path string) bool {
	info, err := os.Stat(path)
	return err == nil && !info.IsDir()
}

// fileName is the file's name within the user's configuration folder.
const fileName = "attache/config.yaml"

// Path returns where the configuration file is looked for: in XDG_CONFIG_HOME wherever that is set,
// else in the folder that the system has for such files. It is empty where there is no such folder.
func Path(getenv func(string) string) string {
	dir := folder(runtime.GOOS, getenv)
	if dir == "" {
		return ""
	}
	return filepath.Join(dir, filepath.FromSlash(fileName))
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
