package reference

import (
	"runtime"
	"runtime/debug"
	"strings"
)

// Build is what the program was built from, as far as that is known.
type Build struct {
	Commit   string
	Modified bool   // it holds changes that the commit has not
	Date     string // of the commit: 2026-01-31
	Go       string // the version of Go
	Platform string // "linux/amd64"
}

// Lines say what the program was built from, below its version.
func (b Build) Lines() string {
	var out strings.Builder
	if b.Commit != "" {
		out.WriteString("commit " + b.Commit)
		if b.Date != "" {
			out.WriteString(" of " + b.Date)
		}
		if b.Modified {
			out.WriteString(", changed since")
		}
		out.WriteByte('\n')
	}
	if b.Go != "" {
		out.WriteString("built with " + b.Go + " for " + b.Platform + "\n")
	}
	return out.String()
}

// VersionText returns the version of the program: the one that a release was given, else what Go knows.
func VersionText(release string) string {
	if release != "" {
		return release
	}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}

// Built tells what Go knows of how the program was built.
func Built() Build {
	b := Build{Go: runtime.Version(), Platform: runtime.GOOS + "/" + runtime.GOARCH}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return b
	}
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			b.Commit = s.Value
		case "vcs.modified":
			b.Modified = s.Value == "true"
		case "vcs.time":
			b.Date, _, _ = strings.Cut(s.Value, "T")
		}
	}
	return b
}
