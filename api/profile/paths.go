package profile

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
)

// Path is where a file is, and what problems call it.
type Path struct{ Full, Short string }

// Paths are where the two shared files are.
type Paths struct{ Config, Credentials Path }

// Locate finds the files: where AWS's variables say, else in the home folder.
func Locate(getenv func(string) string) Paths {
	at := func(variable, name string) Path {
		full := Expand(os.Expand(strings.TrimSpace(getenv(variable)), func(name string) string {
			if value := getenv(name); value != "" {
				return value
			}
			return "$" + name
		}), getenv)
		if full == "" {
			if full = Expand(filepath.Join("~", ".aws", name), getenv); full[0] == '~' {
				return Path{}
			}
		}
		short := full
		if h := home(getenv); h != "" {
			if rest, ok := strings.CutPrefix(full, h); ok && rest != "" && os.IsPathSeparator(rest[0]) {
				short = "~" + rest
			}
		}
		return Path{full, short}
	}
	return Paths{at("AWS_CONFIG_FILE", "config"), at("AWS_SHARED_CREDENTIALS_FILE", "credentials")}
}

// Expand puts the home folder in the place of a leading ~, which no shell does within quotes or a file.
func Expand(path string, getenv func(string) string) string {
	rest, ok := strings.CutPrefix(path, "~")
	if h := home(getenv); ok && h != "" && (rest == "" || os.IsPathSeparator(rest[0])) {
		return h + rest
	}
	return path
}

// home is the user's folder as the AWS CLI finds it.
func home(getenv func(string) string) string {
	name := "HOME"
	if runtime.GOOS == "windows" {
		name = "USERPROFILE"
	}
	if dir := getenv(name); dir != "" {
		return strings.TrimRight(dir, `/\`)
	}
	dir, _ := os.UserHomeDir() // without one there is no ~
	return dir
}

// reason returns what the system said of a file, without its path.
func reason(err error) string {
	if path := new(fs.PathError); errors.As(err, &path) {
		err = path.Err
	}
	if errors.Is(err, syscall.EISDIR) {
		return "it is a folder"
	}
	return err.Error()
}
